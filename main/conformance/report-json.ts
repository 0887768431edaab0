/** A report as JSON for programs: codes as they are, sentences in the user's language. Pure. */
import type { ConformanceReport } from '../../shared/conformance.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';

/**
 * `{"verdict","because","server",…,"checks":[{"id","status","detail","meaning","fix","request","answer"}],
 * "spent":{"requests","tokens","estimated"}}`, times in ISO 8601.
 */
export function reportJson(report: ConformanceReport, locale: Locale, appVersion: string): string {
  const { verdict, because, serverName, address, kind, serverVersion, model, modelType, depth, spent } =
    report;
  const value = {
    verdict,
    because,
    server: serverName,
    address,
    kind,
    serverVersion,
    model,
    modelType,
    depth,
    checkedAt: new Date(report.checkedAt).toISOString(),
    tookMs: report.tookMs,
    modelTray: appVersion,
    checks: report.checks.map(({ detail, meaning, id, status, fix, request, answer }) => ({
      id,
      status,
      detail: renderMessage(locale, detail),
      meaning: renderMessage(locale, meaning),
      fix,
      request,
      answer,
    })),
    spent: { requests: spent.requests, tokens: spent.tokens, estimated: spent.isEstimated },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
