/** The list as a file: JSON for programs, CSV for tables. Pure. */
import { tokensPerSecond } from '../../../shared/activity.ts';
import type { RequestRow } from '../../../shared/app-state.ts';
import type { Message } from '../../../shared/i18n/index.ts';

type Say = (message: Message) => string;
type Cell = string | number | null;

/** One request as both files have it; the messages in the language of the window. */
function plainRow(row: RequestRow, say: Say): Record<string, Cell> {
  const { marks } = row;
  return {
    id: row.id,
    time: new Date(row.startedAt).toISOString(),
    method: row.method,
    path: row.path,
    client: row.client,
    requestedModel: row.requestedModel,
    server: row.upstream,
    model: row.model,
    location: row.location,
    decision: row.decision === null ? null : say(row.decision),
    attempts: row.attempts,
    outcome: row.outcome,
    status: row.status,
    error: row.error === null ? null : say(row.error),
    firstTokenMs: row.firstByteMs,
    totalMs: row.totalMs,
    modeltrayMs: row.ownMs,
    readMs: marks.readMs,
    queuedMs: marks.queuedMs,
    placedMs: marks.placedMs,
    connectedMs: marks.connectedMs,
    firstByteMs: marks.firstByteMs,
    tokensIn: row.tokensIn,
    tokensOut: row.tokensOut,
    tokensEstimated: String(row.tokensEstimated),
    tokensPerSecond: rounded(tokensPerSecond(row)),
    fixes: row.fixes.join(' '),
  };
}

export function rowsAsJson(rows: readonly RequestRow[], say: Say): string {
  const plain = rows.map((row) => ({
    ...plainRow(row, say),
    tokensEstimated: row.tokensEstimated,
    fixes: row.fixes,
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** RFC 4180, with the byte order mark by which Excel knows UTF-8. */
export function rowsAsCsv(rows: readonly RequestRow[], say: Say): string {
  const plain = rows.map((row) => plainRow(row, say));
  const names = Object.keys(plainRow(rows[0] ?? emptyRow, say));
  const lines = [names, ...plain.map((row) => names.map((name) => row[name] ?? null))];
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/**
 * A text that a table would take for a formula gets an apostrophe before it: names of models and programs come from
 * outside (OWASP, CSV injection).
 */
function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}

/** For the names of the columns where there is no row. */
const emptyRow: RequestRow = {
  id: '',
  startedAt: 0,
  method: '',
  path: '',
  client: null,
  requestedModel: null,
  upstream: null,
  model: null,
  location: null,
  decision: null,
  attempts: 0,
  status: 0,
  outcome: 'answered',
  isStream: false,
  firstByteMs: null,
  totalMs: 0,
  ownMs: null,
  marks: {
    readMs: 0,
    queuedMs: null,
    placedMs: null,
    connectedMs: null,
    firstByteMs: null,
    firstContentMs: null,
  },
  tokensIn: null,
  tokensOut: null,
  tokensEstimated: false,
  fixes: [],
  error: null,
};
