import { createTranslate } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { ExportFacts } from './facts.ts';
import { isPinned } from './facts.ts';

/** What a file's lines are put together from. A comment always has a line of its own. */
export interface Lines {
  readonly t: Translate;
  comment(text: string): void;
  line(text: string): void;
  gap(): void;
  /** The whole text, with a line end at its end. */
  text(): string;
}

export function createLines({ locale }: Pick<ExportFacts, 'locale'>): Lines {
  const lines: string[] = [];
  return {
    t: createTranslate(locale),
    comment: (text) => lines.push(`# ${oneLine(text)}`),
    line: (text) => lines.push(text),
    gap: () => lines.push(''),
    text: () => `${lines.join('\n')}\n`,
  };
}

/** The comment above the line that names the model. */
export function modelComment(facts: ExportFacts, t: Translate): string {
  return t(isPinned(facts) ? 'export.comment.pinned' : 'export.comment.active');
}

export function contextComment({ model }: ExportFacts, t: Translate): string {
  return t('export.comment.context', { model: model.displayName ?? model.name });
}

/** A server's name may hold anything; a line break in a comment would start a line of the file. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
