import type { ReactNode } from 'react';
import type { ExportPlan, ExportReport } from '../../../shared/exports.ts';
import { Note } from '../../components/note.tsx';
import { useWords } from '../../words.ts';

export type Advice = Omit<ExportReport, 'fileName' | 'text' | 'isMasked'> | Omit<ExportPlan, 'files'>;

/** Warnings that are always there: which DB-GPT reads these lines, not something to mend. */
const plainFacts: ReadonlySet<string> = new Set(['export.warning.oldOnly', 'export.warning.envIgnored']);

export function Warnings({ warnings }: Pick<Advice, 'warnings'>): ReactNode {
  const { say } = useWords();
  return warnings.map((warning) => (
    <Note key={warning.key} level={plainFacts.has(warning.key) ? 'info' : 'warning'}>
      {say(warning)}
    </Note>
  ));
}
