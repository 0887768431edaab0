import { IconCircleCheck, IconCircleMinus, IconCircleX, IconTool } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import type { CheckResult, CheckStatus } from '../../../shared/conformance.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { useWords } from '../../words.ts';
import classes from './check.module.css';

type Icon = ComponentType<{ size: number; stroke: number; className: string | undefined }>;

const icons: Record<CheckStatus, Icon> = {
  pass: IconCircleCheck,
  fail: IconCircleX,
  repaired: IconTool,
  'not-applicable': IconCircleMinus,
};

/** One line per check, in the order in which they ran. */
export function ResultList({ results }: { results: readonly CheckResult[] }): ReactNode {
  const { t } = useWords();
  if (results.length === 0) return null;
  return (
    <ul className={classes.results} aria-label={t('apiCheck.results')}>
      {results.map((result) => (
        <ResultRow key={result.id} result={result} />
      ))}
    </ul>
  );
}

function ResultRow({ result }: { result: CheckResult }): ReactNode {
  const { t, say } = useWords();
  const { id, status, detail, meaning, fix } = result;
  const name = t(`check.name.${id}`);
  const Icon = icons[status];
  return (
    <li className={classes.result} data-status={status} aria-label={name}>
      <Icon size={17} stroke={1.7} className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.resultHead}>
          <span className={classes.resultName}>{name}</span>
          <span className={classes.status}>{t(`check.status.${status}`)}</span>
        </div>
        <div>{say(detail)}</div>
        <div className={classes.meaning}>{say(meaning)}</div>
        {fix !== null && (
          <div className={classes.quiet}>{t('apiCheck.fix', { fix: t(`check.fix.${fix}`) })}</div>
        )}
        <Exchange result={result} name={name} />
      </div>
    </li>
  );
}

/** What was sent and what came back, for who wants to see it. */
function Exchange({ result: { request, answer }, name }: { result: CheckResult; name: string }): ReactNode {
  const { t } = useWords();
  if (request === null && answer === null) return null;
  return (
    <Disclosure label={t('apiCheck.details')} name={t('apiCheck.details.named', { name })}>
      {() => (
        <div className={classes.exchange}>
          {request !== null && (
            <>
              <div className={classes.quiet}>{t('apiCheck.request')}</div>
              <CodeBlock label={`${t('apiCheck.request')}: ${name}`} text={request} />
            </>
          )}
          {answer !== null && (
            <>
              <div className={classes.quiet}>{t('apiCheck.answer')}</div>
              <CodeBlock label={`${t('apiCheck.answer')}: ${name}`} text={answer} />
            </>
          )}
        </div>
      )}
    </Disclosure>
  );
}
