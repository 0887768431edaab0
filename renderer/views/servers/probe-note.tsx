import { Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProbeReport } from '../../../shared/api.ts';
import { useWords } from '../../words.ts';
import { modelsText } from './models-text.ts';
import classes from './servers.module.css';
import type { Probed } from './use-probe.ts';

interface ProbeNoteProps {
  probed: Probed;
  /** A key was typed, so the server saw it. */
  hasKey: boolean;
}

/** What stands behind the typed address, and before that how to write one: so the form does not jump. */
export function ProbeNote({ probed, hasKey }: ProbeNoteProps): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.probe} role="status">
      {(probed.phase === 'idle' || probed.phase === 'failed') && (
        <Text size="sm" c="dimmed">
          {t('server.address.hint')}
        </Text>
      )}
      {probed.phase === 'looking' && (
        <Text size="sm" c="dimmed">
          <Loader size={12} color="gray" /> {t('server.probe.looking')}
        </Text>
      )}
      {probed.phase === 'seen' && <Seen report={probed.report} hasKey={hasKey} />}
    </div>
  );
}

function Seen({ report, hasKey }: { report: ProbeReport; hasKey: boolean }): ReactNode {
  const { t, say } = useWords();
  if (report.health === 'healthy' || report.health === 'busy') {
    const models = modelsText(report.models.length, t);
    return (
      <span className={classes.seen}>
        <IconCircleCheck size={16} className={classes.good} />
        {t('server.probe.found', { kind: t(`kind.${report.kind}`), models })}
      </span>
    );
  }
  if (report.health === 'unauthorized') {
    return (
      <span className={classes.seen}>
        <IconAlertTriangle size={16} className={classes.doubt} />
        {t(hasKey ? 'server.probe.refusedKey' : 'server.probe.needsKey')}
      </span>
    );
  }
  return (
    <span className={classes.seen}>
      <IconAlertTriangle size={16} className={classes.doubt} />
      <span>
        {report.detail === null ? t(`health.${report.health}`) : say(report.detail)}{' '}
        {t('server.probe.notNow')}
      </span>
    </span>
  );
}
