import { Button, Group } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { summarise } from '../../components/health.ts';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import classes from './line.module.css';

/** Where programs send their requests, and whether anybody listens there. */
export function AddressStop(): ReactNode {
  const state = useAppState();
  const { t } = useWords();
  const { proxy } = state;
  const { tone, word } = summarise(state);
  const isRunning = proxy.status === 'running';
  return (
    <div className={classes.stop} data-flow={isRunning ? tone : undefined}>
      <span className={classes.mark} data-tone={isRunning ? 'good' : tone} aria-hidden="true" />
      <div>
        <div className={classes.head}>
          <span className={classes.kicker}>{t('home.address')}</span>
          <strong>{t(isRunning ? 'proxy.running' : word)}</strong>
          <div className={classes.push}>
            <RunButton />
          </div>
        </div>
        {proxy.port > 0 && (
          <div className={classes.address}>
            <span className={classes.mono} data-testid="address">
              {proxy.baseUrl}
            </span>
            <CopyButton label={t('home.address.copy')} text={proxy.baseUrl} />
          </div>
        )}
        <Group gap="xs" mt={2} justify="space-between">
          <span className={classes.kicker}>
            {t(isRunning ? 'home.address.hint' : 'home.address.stopped')}
          </span>
          {isRunning && <CopyCurl />}
        </Group>
      </div>
    </div>
  );
}

function CopyCurl(): ReactNode {
  const { t } = useWords();
  const getText = async (): Promise<string> => (await bridge.call('copyCurl', { withKey: true })).text;
  return <CopyButton variant="default" size="xs" label={t('home.curl')} text={getText} />;
}

function RunButton(): ReactNode {
  const { proxy } = useAppState();
  const { t } = useWords();
  const start = useAction(() => bridge.call('startProxy', {}));
  const stop = useAction(() => bridge.call('stopProxy', {}));
  const isChanging = proxy.status === 'starting' || proxy.status === 'stopping';
  if (proxy.status === 'running' || proxy.status === 'stopping') {
    return (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        loading={stop.isPending || isChanging}
        onClick={() => stop.run()}
      >
        {t('proxy.stop')}
      </Button>
    );
  }
  return (
    <Button
      size="xs"
      leftSection={<IconPlayerPlay size={14} />}
      loading={start.isPending || isChanging}
      onClick={() => start.run()}
    >
      {t('proxy.start')}
    </Button>
  );
}
