/** The requests that the staged specs tell of, and what the core would answer about them. */
import type { RequestDetail } from '../../../shared/activity.ts';
import type { Api, CallName } from '../../../shared/api.ts';
import type { RequestRow } from '../../../shared/app-state.ts';
import { message } from '../../../shared/i18n/index.ts';
import { buildRow } from '../../support/request-rows.ts';
import type { StageCore } from './stage-core.ts';

export interface StageRequests {
  /** Finished ones, newest first. */
  rows: RequestRow[];
  /** By id; a request that is not here has details made of its row. */
  details: Map<string, RequestDetail>;
}

const startsAt = Date.UTC(2026, 2, 14, 9, 26);

/** The `n`th request since the stage was set: a minute of them differs in every column. */
export function buildStageRow(n: number, patch: Partial<RequestRow> = {}): RequestRow {
  const isCloud = n % 5 === 0;
  return buildRow(`request-${n}`, {
    startedAt: startsAt + n * 1000,
    client: n % 2 === 0 ? 'OpenAI/Python 1.99.0' : 'DB-GPT/0.7.3',
    requestedModel: n % 3 === 0 ? 'active' : 'gpt-4o',
    upstream: isCloud ? 'deepseek' : 'ollama',
    model: isCloud ? 'deepseek-chat' : 'qwen3:8b',
    location: isCloud ? 'cloud' : 'this-machine',
    decision: message('decision.alias', { alias: 'active' }),
    isStream: true,
    firstByteMs: 420,
    totalMs: 2420,
    ownMs: 0.87,
    marks: {
      readMs: 0.2,
      queuedMs: 0.6,
      placedMs: 100.6,
      connectedMs: 101,
      firstByteMs: 400,
      firstContentMs: 420,
    },
    tokensIn: 1234,
    tokensOut: 100,
    fixes: n % 4 === 0 ? ['think-tags'] : [],
    ...patch,
  });
}

export function buildDetail(row: RequestRow, patch: Partial<RequestDetail> = {}): RequestDetail {
  return {
    row,
    attempts: [
      {
        upstream: 'lm-studio',
        model: 'qwen3-8b',
        startedMs: 0.6,
        endedMs: 40,
        reason: message('failed.unreachable'),
      },
      { upstream: 'ollama', model: 'qwen3:8b', startedMs: 41, endedMs: 2420, reason: null },
    ],
    requestHeaders: ['Authorization', '***', 'Content-Type', 'application/json'],
    answerHeaders: ['content-type', 'text/event-stream'],
    bodies: null,
    ...patch,
  };
}

export function requestAnswers(
  note: (name: CallName, input: unknown) => StageCore,
  stage: () => StageCore,
): Partial<Api['calls']> {
  return {
    listRequests({ before, limit }) {
      const { rows } = stage().requests;
      const start = before === undefined ? 0 : rows.findIndex(({ id }) => id === before) + 1;
      const page = rows.slice(start, start + limit);
      const hasMore = start + limit < rows.length;
      return Promise.resolve({ rows: page, next: hasMore ? (page.at(-1)?.id ?? null) : null });
    },
    describeRequest({ id }) {
      const { rows, details } = stage().requests;
      const row = rows.find((one) => one.id === id);
      return Promise.resolve(details.get(id) ?? (row === undefined ? null : buildDetail(row)));
    },
    clearRequests(input) {
      const { core, requests } = note('clearRequests', input);
      requests.rows = [];
      core.push({ cleared: true, added: [] });
      return Promise.resolve(core.state());
    },
    setKeepBodies(input) {
      const { core } = note('setKeepBodies', input);
      core.setState({ keepsBodies: input.on });
      return Promise.resolve(core.state());
    },
    copyRequestCurl(input) {
      note('copyRequestCurl', input);
      return Promise.resolve({ text: `curl as ${input.shell}`, hasBody: input.shell === 'posix' });
    },
  };
}
