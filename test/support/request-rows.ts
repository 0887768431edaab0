/** Rows of requests as the lists have them, and records as the core keeps them. */
import type { RequestRecord, RunningRequest } from '../../main/state/request-record.ts';
import type { RequestRow } from '../../shared/app-state.ts';

export function buildRow(id: string, patch: Partial<RequestRow> = {}): RequestRow {
  return {
    id,
    startedAt: 0,
    method: 'POST',
    path: '/v1/chat/completions',
    client: null,
    requestedModel: 'active',
    upstream: 'a',
    model: 'm',
    location: 'this-machine',
    decision: null,
    attempts: 1,
    status: 200,
    outcome: 'answered',
    isStream: false,
    firstByteMs: 1,
    totalMs: 2,
    ownMs: 0.4,
    marks: {
      readMs: 0.1,
      queuedMs: 0.2,
      placedMs: 0.2,
      connectedMs: 0.4,
      firstByteMs: 0.9,
      firstContentMs: 1,
    },
    tokensIn: null,
    tokensOut: null,
    tokensEstimated: false,
    fixes: [],
    error: null,
    ...patch,
  };
}

export function buildRecord(row: RequestRow, patch: Partial<RequestRecord> = {}): RequestRecord {
  return {
    row,
    attempts: [],
    scope: null,
    requestHeaders: '',
    answerHeaders: null,
    bodies: null,
    ...patch,
  };
}

export function buildRunning(id: string, row: () => Partial<RequestRow> = () => ({})): RunningRequest {
  const now = (): RequestRow => buildRow(id, { outcome: 'running', status: 0, ownMs: null, ...row() });
  return { id, row: now, record: () => buildRecord(now()) };
}
