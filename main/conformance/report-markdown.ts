/** A report as Markdown: what one would paste into an issue. Pure; in the user's language. */
import type { CheckResult, ConformanceReport } from '../../shared/conformance.ts';
import { createTranslate, renderMessage } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';

export function reportMarkdown(report: ConformanceReport, locale: Locale, appVersion: string): string {
  const t = createTranslate(locale);
  const parts = [
    `# ${inline(titleOf(report, t))}`,
    ...becauseOf(report, t),
    factsTable(report, t, appVersion),
    `## ${t('check.report.checks')}`,
    checksTable(report, t, locale),
    ...detailsOf(report, t, locale),
  ];
  return `${parts.join('\n\n')}\n`;
}

function titleOf({ model, serverName, verdict }: ConformanceReport, t: Translate): string {
  return t('check.report.title', { model, server: serverName, verdict: t(`check.verdict.${verdict}`) });
}

function becauseOf({ because }: ConformanceReport, t: Translate): string[] {
  if (because.length === 0) return [];
  return [t('check.report.because', { checks: because.map((id) => t(`check.name.${id}`)).join(' · ') })];
}

function factsTable(report: ConformanceReport, t: Translate, appVersion: string): string {
  const { kind, serverVersion, spent } = report;
  const counts = { requests: spent.requests, tokens: spent.tokens };
  const rows: [name: string, value: string][] = [
    [t('check.report.server'), report.serverName],
    [t('check.report.address'), report.address],
    [t('check.report.software'), `${t(`kind.${kind}`)} ${serverVersion ?? ''}`.trim()],
    [t('check.report.model'), report.model],
    [t('check.report.type'), t(`check.type.${report.modelType}`)],
    [t('check.report.depth'), t(`check.depth.${report.depth}`)],
    [t('check.report.checked'), new Date(report.checkedAt).toISOString()],
    [t('check.report.took'), t('check.report.seconds', { seconds: (report.tookMs / 1000).toFixed(1) })],
    [
      t('check.report.spent'),
      spent.isEstimated ? t('check.report.spentEstimated', counts) : t('check.report.spentText', counts),
    ],
    [t('check.report.by'), appVersion],
  ];
  return rows
    .map(([name, value]) => `- ${t('check.report.line', { name, value: inline(value) })}`)
    .join('\n');
}

function checksTable({ checks }: ConformanceReport, t: Translate, locale: Locale): string {
  const head = [t('check.report.check'), t('check.report.result'), t('check.report.seen')];
  const rows = checks.map(({ id, status, detail }) => [
    t(`check.name.${id}`),
    t(`check.status.${status}`),
    renderMessage(locale, detail),
  ]);
  return [head, ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map(inline).join(' | ')} |`)
    .join('\n');
}

/** Everything but what passed, with what was sent and what came. */
function detailsOf({ checks }: ConformanceReport, t: Translate, locale: Locale): string[] {
  const shown = checks.filter(({ status, request }) => status !== 'pass' && request !== null);
  if (shown.length === 0) return [];
  return [`## ${t('check.report.details')}`, ...shown.map((check) => detailOf(check, t, locale))];
}

function detailOf(
  { id, status, detail, meaning, fix, request, answer }: CheckResult,
  t: Translate,
  locale: Locale,
): string {
  const parts = [
    `### ${t('check.report.heading', { name: t(`check.name.${id}`), id, status: t(`check.status.${status}`) })}`,
    `${inline(renderMessage(locale, detail))}\n${inline(renderMessage(locale, meaning))}`,
    ...(fix === null ? [] : [t('check.report.fixedBy', { fix: t(`check.fix.${fix}`) })]),
    ...(request === null ? [] : [t('check.report.sent'), fenced(request)]),
    ...(answer === null ? [] : [t('check.report.came'), fenced(answer)]),
  ];
  return parts.join('\n\n');
}

/** One line that no part of is taken for markup; a server may say anything. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** A fence is longer than every row of backticks in what it holds. */
function fenced(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}
