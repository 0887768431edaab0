import { Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProbeReport } from '../../../shared/api.ts';
import { useWords } from '../../words.ts';
import { modelsText } from './models-text.ts';
import classes from './servers.module.css';
import type { Probed } from './use-probe.ts';

/** What stands behind the typed address. Keeps its place, so that the form does not jump. */
export function ProbeNote({ probed }: { probed: Probed }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.probe} role="status">
      {probed.phase === 'looking' && (
        <Text size="sm" c="dimmed">
          <Loader size={12} color="gray" /> {t('server.probe.looking')}
        </Text>
      )}
      {probed.phase === 'seen' && <Seen report={probed.report} />}
    </div>
  );
}

function Seen({ report }: { report: ProbeReport }): ReactNode {
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
