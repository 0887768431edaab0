import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MaskedHeaders, RequestDetail } from '../../../shared/activity.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import classes from './detail.module.css';

/** What went over the wire before the bodies, without its secrets. */
export function Headers({ detail }: { detail: RequestDetail }): ReactNode {
  const { t } = useWords();
  const sides = [
    ['request', detail.requestHeaders],
    ['answer', detail.answerHeaders],
  ] as const;
  return (
    <div className={classes.part}>
      {sides.map(([side, headers]) => (
        <Disclosure key={side} label={t(`activity.headers.${side}`)}>
          {() => <Lines label={t(`activity.headers.${side}`)} headers={headers} />}
        </Disclosure>
      ))}
    </div>
  );
}

function Lines({ label, headers }: { label: string; headers: MaskedHeaders | null }): ReactNode {
  const { t } = useWords();
  if (headers === null || headers.length === 0) return <Text c="dimmed">{t('activity.headers.none')}</Text>;
  const lines = headers.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}`] : []));
  return (
    <>
      <CodeBlock label={label} text={lines.join('\n')} />
      <Text size="sm" c="dimmed" mt={4}>
        {t('activity.headers.masked')}
      </Text>
    </>
  );
}
