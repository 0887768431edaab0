import { Button, Group, Textarea } from '@mantine/core';
import { IconArrowUp, IconColumns2, IconPlayerStop } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import { useAppState } from '../../app-state.ts';
import { useWords } from '../../words.ts';
import classes from './ask-panel.module.css';

interface QuestionProps {
  isAnswering: boolean;
  hasAsked: boolean;
  /** False where something else than the question is missing. */
  isReady?: boolean;
  onSend: (prompt: string) => void;
  onStop: () => void;
  /** Compares with another model; none where that is not offered. */
  onCompare?: (() => void) | null;
}

/**
 * The question's text and the button that sends it. Not drawn with every piece of the answer: a field that fits its text
 * measures itself each time, and has the whole answer laid out for that.
 */
export const Question = memo(function Question(props: QuestionProps): ReactNode {
  const { isAnswering, hasAsked, isReady = true, onSend, onStop, onCompare = null } = props;
  const { proxy } = useAppState();
  const { t } = useWords();
  const [draft, setDraft] = useState<string | null>(null);
  const prompt = draft ?? t('ask.default');
  const isRunning = proxy.status === 'running';
  const canSend = isRunning && isReady && prompt.trim() !== '';
  const submit = (): void => {
    if (canSend && !isAnswering) onSend(prompt);
  };
  return (
    <form
      className={classes.question}
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
        <span className={classes.hint}>
          {isRunning ? onCompare !== null && <Compare onCompare={onCompare} /> : t('ask.notRunning')}
        </span>
        {/* With keys: one element for both would turn into the submit button while its click is under way, and ask again. */}
        {isAnswering ? (
          <Button key="stop" variant="default" leftSection={<IconPlayerStop size={15} />} onClick={onStop}>
            {t('ask.stop')}
          </Button>
        ) : (
          <Button key="send" type="submit" leftSection={<IconArrowUp size={16} />} disabled={!canSend}>
            {t(hasAsked ? 'ask.again' : 'ask.send')}
          </Button>
        )}
      </Group>
    </form>
  );
});

function Compare({ onCompare }: { onCompare: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Button variant="subtle" color="gray" leftSection={<IconColumns2 size={16} />} onClick={onCompare}>
      {t('live.compare')}
    </Button>
  );
}

/** Enter sends, Shift+Enter breaks the line, and an Enter that ends the input of Chinese does neither. */
function sendOnEnter(event: KeyboardEvent, submit: () => void): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  submit();
}
