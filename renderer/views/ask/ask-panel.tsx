import { Button, Group, Textarea } from '@mantine/core';
import { IconArrowUp, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { SubmitEvent, KeyboardEvent, ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { useWords } from '../../words.ts';
import { Answer } from './answer.tsx';
import classes from './ask-panel.module.css';
import { useAsk } from './use-ask.ts';

interface AskPanelProps {
  /** The name that is asked for. */
  model?: string;
  onAnswered?: () => void;
}

/** A question through the address that DB-GPT uses, with what came back and how long it took. */
export function AskPanel({ model = 'active', onAnswered }: AskPanelProps): ReactNode {
  const { proxy } = useAppState();
  const { t } = useWords();
  const [draft, setDraft] = useState<string | null>(null);
  const { asked, send, stop } = useAsk();
  const prompt = draft ?? t('ask.default');
  const isRunning = proxy.status === 'running';
  const isAnswering = asked.phase === 'answering';
  const submit = (): void => {
    if (isAnswering || !isRunning || prompt.trim() === '') return;
    send(prompt, model);
    onAnswered?.();
  };
  return (
    <form
      className={classes.panel}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        aria-label={t('ask.label')}
        value={prompt}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => sendOnEnter(event, submit)}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={8000}
      />
      <Group justify="space-between" gap="sm">
        <span className={classes.hint}>{isRunning ? '' : t('ask.notRunning')}</span>
        {isAnswering ? (
          <Button variant="default" leftSection={<IconPlayerStop size={15} />} onClick={stop}>
            {t('ask.stop')}
          </Button>
        ) : (
          <Button
            type="submit"
            leftSection={<IconArrowUp size={16} />}
            disabled={!isRunning || prompt.trim() === ''}
          >
            {t(asked.phase === 'idle' ? 'ask.send' : 'ask.again')}
          </Button>
        )}
      </Group>
      <Answer asked={asked} />
    </form>
  );
}

/** Enter sends, Shift+Enter breaks the line, and an Enter that ends the input of Chinese does neither. */
function sendOnEnter(event: KeyboardEvent, submit: () => void): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  submit();
}
