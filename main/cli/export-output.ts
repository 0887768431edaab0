/** What an export's command says: the document of `--json`, and lines for a person. */
import { styleText } from 'node:util';
import type { SaveReport } from '../../shared/api.ts';
import type { DiffHunk, ExportPlan, ExportReport, JudgedLine, WrittenExport } from '../../shared/exports.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import type { Asked } from './runner.ts';

type Advice = Pick<
  ExportReport,
  'for' | 'variant' | 'commands' | 'snippets' | 'tryIt' | 'warnings' | 'notes' | 'isDemo'
>;

/** The text alone on stdout, so that it can be piped; the key is in it. */
export function printedOutcome(report: ExportReport, asked: Asked): Outcome {
  const { fileName, text } = report;
  return {
    exitCode: exitCodes.done,
    document: { files: [{ path: fileName, content: text, changed: true }], ...adviceDocument(report, asked) },
    lines: [text.replace(/\n$/, '')],
    notes: ['', ...adviceLines(report, asked)],
  };
}

/** What would change. Keys are masked here as in every preview. */
export function plannedOutcome(plan: ExportPlan, asked: Asked, isColored: boolean): Outcome {
  const { t } = asked;
  const nothing = plan.files.flatMap(({ path, isChanged }) =>
    isChanged ? [] : [t('export.cli.unchanged', { path })],
  );
  return {
    exitCode: exitCodes.done,
    document: planDocument(plan, asked),
    lines: [...diffText(plan, isColored), ...nothing],
    notes: adviceLines(plan, asked, problemLines(plan, asked)),
  };
}

export function writtenOutcome(
  plan: ExportPlan,
  written: WrittenExport,
  asked: Asked,
  isColored: boolean,
): Outcome {
  const { t } = asked;
  const done = written.files.flatMap(({ path, isChanged, backup }) => [
    t(isChanged ? 'export.cli.written' : 'export.cli.unchanged', { path }),
    ...(backup === null ? [] : [t('export.cli.backup', { path: backup })]),
  ]);
  const hasChanged = written.files.some(({ isChanged }) => isChanged);
  return {
    exitCode: exitCodes.done,
    document: { ...planDocument(plan, asked), backups: written.files.map(({ backup }) => backup) },
    lines: [...diffText(plan, isColored), ...done],
    notes: [
      ...adviceLines(written, asked, problemLines(plan, asked)),
      ...(hasChanged ? [t('export.cli.undoHint')] : []),
    ],
  };
}

export function savedOutcome(report: ExportReport, { path, wasBeside }: SaveReport, asked: Asked): Outcome {
  const { t } = asked;
  return {
    exitCode: exitCodes.done,
    document: {
      files: [{ path, content: report.text, changed: true }],
      wasBeside,
      ...adviceDocument(report, asked),
    },
    lines: [t('export.cli.written', { path }), ...(wasBeside ? [t('export.cli.beside')] : [])],
    notes: adviceLines(report, asked),
  };
}

function planDocument(plan: ExportPlan, asked: Asked): object {
  const problems = plan.files.flatMap((file) =>
    file.problems.map(({ line, key, text }) => ({
      path: file.path,
      line,
      key,
      text: renderMessage(asked.locale, text),
    })),
  );
  return {
    files: plan.files.map(({ path, after, isChanged }) => ({ path, content: after, changed: isChanged })),
    version: plan.version,
    problems,
    ...adviceDocument(plan, asked),
  };
}

function adviceDocument(advice: Advice, { locale }: Asked): object {
  const { for: target, variant, commands, snippets, tryIt, isDemo } = advice;
  const render = (text: Message): string => renderMessage(locale, text);
  return {
    notes: advice.notes.map(render),
    warnings: advice.warnings.map(render),
    for: target,
    variant,
    commands,
    snippets,
    tryIt,
    isDemo,
  };
}

function adviceLines(advice: Advice, { locale, t }: Asked, problems: readonly string[] = []): string[] {
  const { commands, snippets, tryIt, warnings, notes } = advice;
  return [
    ...warnings.map((text) => t('start.notice', { text })),
    ...problems.map((text) => t('start.notice', { text })),
    ...notes.map((note) => renderMessage(locale, note)),
    ...(tryIt === null ? [] : [t('export.cli.tryIt'), `  ${tryIt}`]),
    ...snippets.flatMap(({ fileName, text }) => [
      t('export.cli.snippet', { file: fileName }),
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    ]),
    ...commands.map((command) => `  ${command}`),
  ];
}

function problemLines(plan: ExportPlan, { locale, t }: Asked): string[] {
  const told = ({ line, key, text }: JudgedLine): string => {
    const sentence = renderMessage(locale, text);
    if (line === null) return t('export.cli.problem.file', { key, text: sentence });
    return key === ''
      ? t('export.cli.problem.line', { line, text: sentence })
      : t('export.cli.problem', { line, key, text: sentence });
  };
  return plan.files.flatMap(({ problems }) => problems.map(told));
}

/** As `diff -u` prints it. */
function diffText({ files }: ExportPlan, isColored: boolean): string[] {
  return files.flatMap(({ path, before, hunks }) =>
    hunks.length === 0
      ? []
      : [
          `--- ${before === null ? '/dev/null' : path}`,
          `+++ ${path}`,
          ...hunks.flatMap((hunk) => hunkText(hunk, isColored)),
        ],
  );
}

function hunkText({ before, after, lines }: DiffHunk, isColored: boolean): string[] {
  const paint = (color: 'red' | 'green' | 'cyan', text: string): string =>
    // Whoever calls has looked whether a person reads it.
    isColored ? styleText(color, text, { validateStream: false }) : text;
  const size = (skipped: 'added' | 'removed'): number => lines.filter(({ kind }) => kind !== skipped).length;
  const head = `@@ -${before},${size('added')} +${after},${size('removed')} @@`;
  const body = lines.map(({ kind, text }) => {
    if (kind === 'same') return ` ${text}`;
    return kind === 'added' ? paint('green', `+${text}`) : paint('red', `-${text}`);
  });
  return [paint('cyan', head), ...body];
}
