import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Row } from '../../components/section.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { Choice } from './choice.tsx';
import { KeyDialog } from './key-dialog.tsx';
import classes from './settings.module.css';
import { useChange } from './use-change.ts';

const rules = ['cloud', 'always'] as const;
const mask = '••••••••••••';

/** ModelTray's own key, which comes only when it is asked for, and when programs must send it. */
export function KeyRows(): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const change = useChange();
  return (
    <>
      <Row label={t('settings.key')} hint={t('settings.key.hint')}>
        <LocalKey />
      </Row>
      <Row label={t('settings.requireKey')} isWide>
        <Choice
          label={t('settings.requireKey')}
          value={settings.proxy.requireKey}
          options={rules.map((value) => ({
            value,
            label: t(`settings.requireKey.${value}`),
            hint: t(`settings.requireKey.${value}.hint`),
          }))}
          isPending={change.isPending}
          onChange={(requireKey) => change.run({ proxy: { requireKey } })}
        />
      </Row>
    </>
  );
}

function LocalKey(): ReactNode {
  const { t } = useWords();
  const [shown, setShown] = useState<string | null>(null);
  const [isChanging, setChanging] = useState(false);
  const reveal = useAction(() => bridge.call('revealLocalKey', {}), { onDone: ({ key }) => setShown(key) });
  const toggleLabel = t(shown === null ? 'settings.key.show' : 'settings.key.hide');
  const getKey = async (): Promise<string> => (await bridge.call('revealLocalKey', {})).key;
  return (
    <div className={classes.key}>
      <span className={classes.keyText} data-testid="local-key">
        {shown ?? mask}
      </span>
      <Tooltip label={toggleLabel}>
        <ActionIcon
          aria-label={toggleLabel}
          loading={reveal.isPending}
          onClick={() => (shown === null ? reveal.run() : setShown(null))}
        >
          {shown === null ? <IconEye size={17} stroke={1.7} /> : <IconEyeOff size={17} stroke={1.7} />}
        </ActionIcon>
      </Tooltip>
      <CopyButton label={t('settings.key.copy')} text={getKey} />
      <Button size="xs" variant="default" onClick={() => setChanging(true)}>
        {t('settings.key.change')}
      </Button>
      <KeyDialog
        isOpen={isChanging}
        onClose={() => {
          setChanging(false);
          setShown(null);
        }}
      />
    </div>
  );
}
