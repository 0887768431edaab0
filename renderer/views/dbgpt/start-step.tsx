import type { ReactNode } from 'react';
import { CodeBlock } from '../../components/code-block.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { useWords } from '../../words.ts';
import type { Advice } from './advice.tsx';
import classes from './connect.module.css';
import { Step } from './step.tsx';

/** What is left to do once the configuration is where it belongs, and what is good to know. */
export function StartStep({ advice }: { advice: Advice }): ReactNode {
  const { t, say } = useWords();
  const { commands, snippets, tryIt, notes } = advice;
  return (
    <Step n={5} title={t('dbgptPage.start')} isOpen>
      {tryIt !== null && <ToCopy label={t('dbgptPage.tryIt')} text={tryIt} />}
      {snippets.map(({ fileName, text }) => (
        <ToCopy key={fileName} label={t('dbgptPage.snippet', { file: fileName })} text={text} />
      ))}
      {commands.length > 0 && <ToCopy label={t('dbgpt.commands')} text={commands.join('\n')} />}
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note.key}>{say(note)}</li>
        ))}
      </ul>
    </Step>
  );
}

function ToCopy({ label, text }: { label: string; text: string }): ReactNode {
  const { t } = useWords();
  return (
    <div>
      <div className={classes.bar}>
        {label}
        <CopyButton label={t('window.copy')} text={text} />
      </div>
      <CodeBlock label={label} text={text} />
    </div>
  );
}
