/**
 * The newest report of each model at each address, in `checks.json`. A file that cannot be read is kept beside and costs
 * nothing but the reports in it.
 */
import { z } from 'zod';
import type { ConformanceReport, VerdictSummary } from '../../shared/conformance.ts';
import type { Log } from '../../shared/ports.ts';
import { createTurns } from '../settings/in-turn.ts';
import { createPrivateJson } from '../settings/private-json.ts';
import { isSameAddress } from '../upstreams/base-url.ts';
import { checkReportSchema } from './check-report-schema.ts';

const checksFileName = 'checks.json';

const mostReports = 200;
/** AppState stays small. */
const mostSummaries = 8;

export interface CheckReports {
  find(address: string, model: string): ConformanceReport | null;
  /** Shown at once; rejects with ModelTrayError `not_writable` where the disk does not take it. */
  keep(report: ConformanceReport): Promise<void>;
  /** Of one server, newest first. */
  summaries(address: string): VerdictSummary[];
}

const fileSchema = z.object({ reports: z.array(z.unknown()) });

/** Reads the file; writes only when a report is kept. */
export function createCheckReports(dataDir: string, now: () => number, log: Log): CheckReports {
  const file = createPrivateJson(dataDir, checksFileName, fileSchema, now);
  const inTurn = createTurns();
  let reports = readAll();

  function readAll(): ConformanceReport[] {
    const { content, broken } = file.read();
    if (broken !== null) log.warn('the kept checks cannot be read', { file: broken.fileName });
    return (content?.reports ?? []).flatMap((one) => {
      const parsed = checkReportSchema.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  }

  return {
    find: (address, model) => reports.find((one) => isOf(one, address, model)) ?? null,
    summaries: (address) =>
      reports
        .filter((one) => isSameAddress(one.address, address))
        .slice(0, mostSummaries)
        .map(toSummary),
    keep(report) {
      reports = withReport(reports, report);
      // A command beside a running core may have written in the meantime.
      return inTurn(() => file.write({ reports: withReport(merged(reports, readAll()), report) }));
    },
  };
}

function isOf(report: ConformanceReport, address: string, model: string): boolean {
  return report.model === model && isSameAddress(report.address, address);
}

function withReport(all: readonly ConformanceReport[], report: ConformanceReport): ConformanceReport[] {
  const others = all.filter((one) => !isOf(one, report.address, report.model));
  return [report, ...others].toSorted((a, b) => b.checkedAt - a.checkedAt).slice(0, mostReports);
}

function merged(
  ours: readonly ConformanceReport[],
  theirs: readonly ConformanceReport[],
): ConformanceReport[] {
  const unknown = theirs.filter((one) => !ours.some((other) => isOf(other, one.address, one.model)));
  return [...ours, ...unknown];
}

function toSummary({ model, verdict, depth, checkedAt, serverVersion }: ConformanceReport): VerdictSummary {
  return { model, verdict, depth, checkedAt, serverVersion };
}
