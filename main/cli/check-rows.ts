/** A report of the API check, as lines for a person and as the document of `check --json`. */
import type { CheckResult, CheckStatus, ConformanceReport } from '../../shared/conformance.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import { softwareText } from './server-rows.ts';

export function describeCheck(report: ConformanceReport, locale: Locale): object {
  const { verdict, checks, spent, model, kind, serverVersion } = report;
  return {
    verdict,
    checks: checks.map(({ id, status, detail, meaning }) => ({
      id,
      status,
      detail: renderMessage(locale, detail),
      meaning: renderMessage(locale, meaning),
    })),
    spent: { requests: spent.requests, tokens: spent.tokens },
    model,
    kind,
    serverVersion,
  };
}

/** The verdict, then what is not a pass with its reason, then one line of numbers. */
export function renderCheck(report: ConformanceReport, t: Translate, locale: Locale): string[] {
  const noted = report.checks.filter(({ status }) => status !== 'pass');
  return [
    verdictLine(report, t),
    ...(noted.length === 0 ? [] : ['', ...noted.flatMap((result) => resultLines(result, t, locale)), '']),
    countLine(report, t),
  ];
}

function verdictLine(report: ConformanceReport, t: Translate): string {
  const { verdict, model, address, kind, serverVersion, because } = report;
  const software = softwareText({ kind, product: null, version: serverVersion }, t);
  const line = t(`cli.check.verdict.${verdict}`, { model, server: address, software });
  return because.length === 0 ? line : t('cli.check.because', { line, checks: because.join(', ') });
}

function resultLines({ id, status, detail, meaning }: CheckResult, t: Translate, locale: Locale): string[] {
  return [
    `  ${id}: ${t(`check.status.${status}`)}`,
    `      ${renderMessage(locale, detail)}`,
    `      ${renderMessage(locale, meaning)}`,
  ];
}

function countLine({ checks, spent, tookMs }: ConformanceReport, t: Translate): string {
  const count = (status: CheckStatus): number => checks.filter((one) => one.status === status).length;
  return t('cli.check.count', {
    total: checks.length,
    passed: count('pass'),
    repaired: count('repaired'),
    failed: count('fail'),
    skipped: count('not-applicable'),
    requests: spent.requests,
    tokens: `${spent.isEstimated ? '≈ ' : ''}${spent.tokens}`,
    seconds: (tookMs / 1000).toFixed(1),
  });
}
