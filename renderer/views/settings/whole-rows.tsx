import { Button, Checkbox, FileButton, Group, List, Text } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { SettingChange } from '../../../shared/settings-change.ts';
import { bridge } from '../../bridge.ts';
import { Note } from '../../components/note.tsx';
import { Row } from '../../components/section.tsx';
import { downloadText } from '../../download.ts';
import { tellDone } from '../../tell.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Confirm } from './confirm.tsx';
import classes from './settings.module.css';

/** All settings at once: out, in, and back to the beginning. */
export function WholeRows(): ReactNode {
  const { t } = useWords();
  const [backup, setBackup] = useState<string | null>(null);
  const undo = useAction((name: string) => bridge.call('restoreSettings', { backup: name }), {
    onDone: () => {
      setBackup(null);
      tellDone(t('settings.whole.undone'));
    },
  });
  return (
    <>
      <ExportRow />
      <ImportRow onDone={setBackup} />
      <ResetRow onDone={setBackup} />
      {backup !== null && (
        <Note
          level="success"
          isLive
          actions={
            <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.run(backup)}>
              {t('settings.whole.undo')}
            </Button>
          }
        >
          {t('settings.whole.kept', { file: backup })}
        </Note>
      )}
    </>
  );
}

function ExportRow(): ReactNode {
  const { t } = useWords();
  const save = useAction(() => bridge.call('exportSettings', {}), {
    onDone: ({ fileName, text }) => downloadText(fileName, text, 'application/json'),
  });
  return (
    <Row label={t('settings.whole.export')} hint={t('settings.whole.export.hint')} isSmall>
      <Button size="xs" variant="default" loading={save.isPending} onClick={save.run}>
        {t('settings.whole.export.do')}
      </Button>
    </Row>
  );
}

function ImportRow({ onDone }: { onDone: (backup: string) => void }): ReactNode {
  const { t, explain } = useWords();
  const [found, setFound] = useState<{ text: string; changes: SettingChange[] } | null>(null);
  const close = (): void => setFound(null);
  const look = useAction(
    async (file: File) => {
      const text = await file.text();
      return { text, ...(await bridge.call('previewImport', { text })) };
    },
    { onDone: setFound, showsFailure: true },
  );
  const take = useAction((text: string) => bridge.call('importSettings', { text }), {
    onDone: ({ backup }) => {
      close();
      onDone(backup);
    },
  });
  const problem = look.failure === null ? null : explain(look.failure);
  const isSame = found?.changes.length === 0;
  return (
    <Row label={t('settings.whole.import')} hint={t('settings.whole.import.hint')}>
      <ImportButton isPending={look.isPending} problem={problem} onFile={look.run} />
      <Confirm
        isOpen={found !== null}
        title={t('settings.whole.import')}
        text={t(isSame ? 'settings.whole.import.same' : 'settings.whole.import.text')}
        action={t('settings.whole.import.take')}
        isPending={take.isPending}
        isDisabled={isSame}
        onConfirm={() => {
          if (found !== null) take.run(found.text);
        }}
        onClose={close}
      >
        <Changes changes={found?.changes ?? []} />
      </Confirm>
    </Row>
  );
}

interface ImportButtonProps {
  isPending: boolean;
  problem: string | null;
  onFile: (file: File) => void;
}

/** The reason why a file does not fit stands with the button that chose it. */
function ImportButton({ isPending, problem, onFile }: ImportButtonProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  // Without this the same file, mended, could not be chosen a second time.
  const reset = useRef<() => void>(null);
  const take = (file: File | null): void => {
    if (file === null) return;
    reset.current?.();
    onFile(file);
  };
  return (
    <div className={classes.import}>
      <FileButton accept="application/json,.json" resetRef={reset} onChange={take}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            loading={isPending}
            aria-describedby={problem === null ? undefined : id}
          >
            {t('settings.whole.import.do')}
          </Button>
        )}
      </FileButton>
      <div role="alert">
        {problem !== null && (
          <Text id={id} size="sm" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
      </div>
    </div>
  );
}

function Changes({ changes }: { changes: readonly SettingChange[] }): ReactNode {
  const { t } = useWords();
  return (
    <>
      {changes.some(({ widens }) => widens) && <Note level="warning">{t('settings.whole.widens')}</Note>}
      <List size="sm">
        {changes.map(({ field, before, after, widens }) => (
          <List.Item key={field} className={classes.path}>
            {widens ? '⚠ ' : ''}
            {field}: {before ?? '–'} → {after ?? '–'}
          </List.Item>
        ))}
      </List>
    </>
  );
}

function ResetRow({ onDone }: { onDone: (backup: string) => void }): ReactNode {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const [keys, setKeys] = useState(false);
  const reset = useAction(() => bridge.call('resetSettings', { keys }), {
    onDone: ({ backup }) => {
      setAsking(false);
      onDone(backup);
    },
  });
  return (
    <Row label={t('settings.whole.reset')} hint={t('settings.whole.reset.hint')} isSmall>
      <Group>
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t('settings.whole.reset.do')}
        </Button>
      </Group>
      <Confirm
        isOpen={isAsking}
        title={t('settings.whole.reset')}
        text={t('settings.whole.reset.text')}
        action={t('settings.whole.reset.now')}
        isPending={reset.isPending}
        onConfirm={reset.run}
        onClose={() => setAsking(false)}
      >
        <Checkbox
          label={t('settings.whole.reset.keys')}
          checked={keys}
          onChange={(event) => setKeys(event.currentTarget.checked)}
        />
      </Confirm>
    </Row>
  );
}
