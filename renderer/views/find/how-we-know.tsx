import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import classes from './find.module.css';

/** The lines of evidence, in the order in which they were found out, and whose process it is. */
export function HowWeKnow({ found }: { found: FoundServer }): ReactNode {
  const { t, say } = useWords();
  const { baseUrl, evidence, process } = found;
  return (
    <Disclosure label={t('findServers.how')} name={t('findServers.how.named', { address: baseUrl })}>
      {() => (
        <ul className={classes.evidence}>
          {evidence.map(say).map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>
            {process === null
              ? t('findServers.process.unknown')
              : t('findServers.process', { name: process.name, pid: process.pid })}
          </li>
        </ul>
      )}
    </Disclosure>
  );
}
