/** The API check: what is asked of a server, what each answer meant, and the verdict. Plain data. */
import type { Message } from './i18n/index.ts';
import type { ModelType } from './model.ts';
import type { UpstreamKind } from './upstream.ts';

/** `quick`: at most five requests one after another, loads nothing. `full`: everything that DB-GPT could meet. */
export const checkDepths = ['quick', 'full'] as const;
export type CheckDepth = (typeof checkDepths)[number];

/** In the order in which they run and are shown. */
export const checkIds = [
  'model-list',
  'chat',
  'chat-usage',
  'stream',
  'stream-role',
  'stream-end',
  'stream-cadence',
  'stream-usage',
  'readable',
  'stop',
  'max-tokens',
  'system-role',
  'role-order',
  'unicode',
  'json-mode',
  'tool-stream',
  'bad-json',
  'unknown-model',
  'too-long',
  // Before `abort`: whether a server answers in turn is how an abort is seen.
  'concurrency',
  'abort',
  'embeddings',
] as const;
export type CheckId = (typeof checkIds)[number];

/** `repaired`: the server is wrong and ModelTray mends it on the way, so DB-GPT does not meet it. */
export type CheckStatus = 'pass' | 'fail' | 'repaired' | 'not-applicable';

/** What ModelTray does to a server's answers or to requests, so that DB-GPT can read them. */
export const fixNames = [
  /** An error in another shape than OpenAI's is wrapped in it. */
  'error-shape',
  /** An error behind status 200 is an error again. */
  'error-in-200',
  /** The requested model's name is replaced by the one that the server lists. */
  'model-name',
  /** A body that is no JSON is refused before it reaches the server. */
  'bad-json',
  /** Thoughts in `reasoning` move to `reasoning_content`. */
  'reasoning-field',
  /** Thoughts between `<think>` and `</think>` are taken out of the answer's text. */
  'think-tags',
  /** A stream's answer that came as plain JSON, or under another content type, becomes server-sent events. */
  'json-to-stream',
  /** An event without a list of choices gets an empty one. */
  'null-choices',
  /** A whole answer without `usage` gets an estimated one. */
  'usage-supplied',
  /** A stream's `usage` is asked for and stands on the event with the finish reason. */
  'usage-position',
  /** Vectors without an `index` get theirs. */
  'embedding-index',
  /** Vectors that came as base64, unasked, become numbers. */
  'embedding-base64',
  /** A ranking is told in the shape that its request implies. */
  'rerank-shape',
  /** Tool calls get their `index` and `id`, arguments as text, and the finish reason that belongs to them. */
  'tool-calls',
  /** A whole stream without `[DONE]` gets one. */
  'done-supplied',
  /** `max_tokens` is lowered to what fits behind the prompt. */
  'max-tokens-clamp',
  /** What a model's template refuses (a system message, two of one role in a row) is merged into its neighbour. */
  'system-role',
  /** A request without a temperature gets its route's. */
  'default-temperature',
] as const;
export type FixName = (typeof fixNames)[number];

export interface CheckResult {
  id: CheckId;
  status: CheckStatus;
  /** What was seen, one sentence. */
  detail: Message;
  /** What that means for DB-GPT, one sentence. */
  meaning: Message;
  /** Request line and body as sent, without the key; null where nothing was sent. */
  request: string | null;
  /** The lines of the answer that decided it, at most 2,000 characters. */
  answer: string | null;
  /** With `repaired`: what mends it. */
  fix: FixName | null;
}

export const verdicts = ['works', 'works-with-fixes', 'fails'] as const;
export type Verdict = (typeof verdicts)[number];

export interface CheckSpent {
  requests: number;
  /** Prompt and completion, as the server counts them; where it doesn't, estimated from the text. */
  tokens: number;
  isEstimated: boolean;
}

/** One run, as it is kept and exported. */
export interface ConformanceReport {
  /** The server's base URL. */
  address: string;
  /** Its name where it is listed, else its address. */
  serverName: string;
  kind: UpstreamKind;
  serverVersion: string | null;
  model: string;
  modelType: ModelType;
  depth: CheckDepth;
  /** Milliseconds since the epoch. */
  checkedAt: number;
  tookMs: number;
  verdict: Verdict;
  /** The checks that made it `works-with-fixes` or `fails`. */
  because: CheckId[];
  checks: CheckResult[];
  spent: CheckSpent;
}

/** The part of a report that is shown wherever a model is. */
export interface VerdictSummary {
  model: string;
  verdict: Verdict;
  depth: CheckDepth;
  checkedAt: number;
  serverVersion: string | null;
}

/** What a check would do, before it does anything. */
export interface CheckPlan {
  model: string;
  depth: CheckDepth;
  /** The most that it sends. */
  requests: number;
  /** About what it costs, prompt and completion. */
  tokens: number;
  /** What the user should know first: it loads a model, leaves this machine, costs money. */
  effects: Message[];
  /** Why it can't run like this; null where it can. */
  obstacle: Message | null;
}
