/** Exchanges by hand, of the few lines that matter, and what a check makes of them. */
import type { CheckDepth, CheckId } from '../../shared/conformance.ts';
import { unknownModel } from '../../shared/model.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { checks } from '../../main/conformance/checks/index.ts';
import type { CheckRequest, Exchange, Seen, StepId } from '../../main/conformance/exchange.ts';
import type { CheckFacts } from '../../main/conformance/facts.ts';
import { steps } from '../../main/conformance/steps.ts';

const model: ModelInfo = {
  ...unknownModel('tiny', 'this-machine'),
  loaded: true,
  context: { loaded: 2048, trained: 32_768 },
};

export const facts: CheckFacts = {
  address: 'http://127.0.0.1:11434',
  serverName: 'Ollama',
  kind: 'ollama',
  serverVersion: '0.32.15',
  origin: 'http://127.0.0.1:11434',
  apiPath: '/v1',
  nativePath: '',
  reach: 'this-machine',
  model,
  location: 'this-machine',
  modelIds: ['tiny'],
  forwards: false,
  loadedInstead: null,
  busy: null,
};

export function withModel(change: Partial<ModelInfo>): CheckFacts {
  return { ...facts, model: { ...model, ...change } };
}

export interface RecordedOptions {
  status?: number | null;
  type?: string;
  headers?: Record<string, string>;
  /** Texts as they came, or with the milliseconds of each. */
  chunks?: readonly (string | readonly [atMs: number, text: string | Buffer])[];
  ending?: Exchange['ending'];
  error?: string;
  request?: Partial<CheckRequest>;
  sentAtMs?: number;
}

export function recorded(options: RecordedOptions = {}): Exchange {
  const { status = 200, type = 'application/json', chunks = [], ending = 'whole', error = '' } = options;
  const timed = chunks.map((chunk): Exchange['chunks'][number] => {
    const [atMs, text] = typeof chunk === 'string' ? [1, chunk] : chunk;
    return { atMs, bytes: typeof text === 'string' ? Buffer.from(text) : text };
  });
  return {
    request: {
      method: 'POST',
      below: 'api',
      path: '/chat/completions',
      body: '{}',
      closeAfter: null,
      answerTokens: 0,
      extraPatienceMs: 0,
      ...options.request,
    },
    sentAtMs: options.sentAtMs ?? 0,
    status,
    headers: { 'content-type': type, ...options.headers },
    chunks: timed,
    ending,
    error,
    tookMs: timed.at(-1)?.atMs ?? 0,
  };
}

/** A JSON answer; a string goes as it is. */
export function answered(body: unknown, more: RecordedOptions = {}): Exchange {
  return recorded({ chunks: [typeof body === 'string' ? body : JSON.stringify(body)], ...more });
}

export function refused(status: number, body: unknown, more: RecordedOptions = {}): Exchange {
  return answered(body, { status, ...more });
}

/** A stream of these events, each in a chunk of its own. A string goes as it is. */
export function streamed(events: readonly unknown[], more: RecordedOptions = {}): Exchange {
  const chunks = events.map((event, at): [number, string] => [
    10 * (at + 1),
    typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`,
  ]);
  return recorded({ type: 'text/event-stream', chunks, ...more });
}

export const done = 'data: [DONE]\n\n';

/** A chunk of a chat's stream. */
export function delta(change: object, finish_reason: string | null = null): object {
  return {
    id: 'chatcmpl-97',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: change, finish_reason }],
  };
}

/** A stream that says these pieces, as Ollama 0.32 does. */
export function saying(pieces: readonly string[], more: RecordedOptions = {}): Exchange {
  const events = pieces.map((content, at) => delta(at === 0 ? { role: 'assistant', content } : { content }));
  return streamed([...events, delta({}, 'stop'), done], more);
}

/** A whole chat. */
export function chatOf(
  content: string | null,
  change: object = {},
  finish_reason: string | null = 'stop',
): object {
  return {
    id: 'chatcmpl-882',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason }],
    usage: { prompt_tokens: 30, completion_tokens: 16, total_tokens: 46 },
    ...change,
  };
}

export type SeenParts = Partial<Record<StepId, Exchange | readonly Exchange[]>>;

/**
 * `pass` or `not` with the key of what was seen, or the name of the flaw. What is recorded carries the request that its step
 * sends.
 */
export function judge(
  id: CheckId,
  parts: SeenParts,
  given: CheckFacts = facts,
  depth: CheckDepth = 'full',
): string {
  const seen: Seen = Object.fromEntries(Object.entries(parts).map(([step, part]) => [step, [part].flat()]));
  const judgement = checks[id].judge({ facts: given, depth, seen });
  if (judgement.kind === 'flaw') return judgement.flaw;
  const key = judgement.detail.key.replace(/^check\.(saw|not)\./, '');
  return judgement.kind === 'pass' ? `pass ${key}` : `not ${key}`;
}

/** The request that a step sends. */
export function requestOf(step: StepId, given: CheckFacts = facts): CheckRequest {
  const [request] = steps[step].plan(given, 'full');
  if (request === undefined) throw new Error(`${step} sends nothing`);
  return request;
}
