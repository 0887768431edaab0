import { Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { KeptBody, RequestDetail } from '../../../shared/activity.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useAction } from '../../use-action.ts';
import { useWords } from '../../words.ts';
import { DetailPart } from './detail-part.tsx';

/** What was asked and answered, for the user who has switched on that it is kept; and that switch. */
export function Bodies({ detail: { bodies, row } }: { detail: RequestDetail }): ReactNode {
  const { t } = useWords();
  const { keepsBodies } = useAppState();
  const keep = useAction((on: boolean) => bridge.call('setKeepBodies', { on }));
  return (
    <DetailPart title={t('activity.bodies')}>
      <Switch
        checked={keepsBodies}
        disabled={keep.isPending}
        label={t('activity.bodies.keep')}
        description={t('activity.bodies.hint')}
        onChange={(event) => keep.run(event.currentTarget.checked)}
        mb="sm"
      />
      {bodies === null && row.outcome !== 'running' && (
        <Text c="dimmed" size="sm">
          {t('activity.bodies.none')}
        </Text>
      )}
      {bodies !== null &&
        (['request', 'answer'] as const).map((side) => (
          <Disclosure key={side} label={t(`activity.bodies.${side}`)}>
            {() => <Body label={t(`activity.bodies.${side}`)} body={bodies[side]} />}
          </Disclosure>
        ))}
    </DetailPart>
  );
}

function Body({ label, body: { text, bytes, isCut } }: { label: string; body: KeptBody }): ReactNode {
  const { t, format } = useWords();
  if (text === '') return <Text c="dimmed">{t('activity.bodies.empty')}</Text>;
  return (
    <>
      <CodeBlock label={label} text={text} />
      {isCut && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('activity.bodies.cut', { size: format.count(Math.ceil(bytes / 1024)) })}
        </Text>
      )}
    </>
  );
}
