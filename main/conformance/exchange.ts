/**
 * One request of a check and all that came back, as plain data. Judges read it and nothing else, so that a recorded answer
 * and a fresh one are judged alike.
 */

/** What is sent, by name. Several checks may judge the same exchange. */
export type StepId =
  | 'models'
  | 'chat'
  | 'stream'
  | 'stream-usage'
  | 'stop'
  | 'max-tokens'
  | 'max-completion-tokens'
  | 'blind-max-tokens'
  | 'history'
  | 'system-only'
  | 'order-only'
  | 'json-mode'
  | 'tool-stream'
  | 'bad-json'
  | 'unknown-model'
  | 'too-long'
  | 'concurrency'
  | 'busy-before'
  | 'abort'
  | 'after-abort'
  | 'busy-after'
  | 'embeddings';

export interface CheckRequest {
  method: 'GET' | 'POST';
  /** Where the path begins: at the API's root (`/chat/completions`) or at the server's own (`/slots`). */
  below: 'api' | 'native';
  path: string;
  /** As it goes on the wire; null for a GET. */
  body: string | null;
  /** The connection is closed after so many events with text; null reads to the end. */
  closeAfter: number | null;
  /** Tokens that the server may produce for it, for the plan. */
  answerTokens: number;
  /** Milliseconds that the first byte of the answer may take beyond the usual limit: a long prompt is read first. */
  extraPatienceMs: number;
}

/**
 * `whole`: as HTTP demands. `broken`: the connection broke after the headers. `closed`: we had seen enough. `silent`: nothing
 * came for too long. `too-large`: more than is kept. `no-answer`: not even headers, `error` says why.
 */
export type Ending = 'whole' | 'broken' | 'closed' | 'silent' | 'too-large' | 'no-answer';

export interface Chunk {
  /** Milliseconds since the request was sent. */
  atMs: number;
  bytes: Buffer;
}

export interface Exchange {
  request: CheckRequest;
  /** On a clock that never runs backwards; only differences mean something. */
  sentAtMs: number;
  /** Null where no headers came. */
  status: number | null;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** As they came from the socket, at most 512 KB together. */
  chunks: readonly Chunk[];
  ending: Ending;
  /** The connection's error code, `ECONNREFUSED`; '' where there was none. */
  error: string;
  /** Milliseconds from sending to the end. */
  tookMs: number;
}

export type Seen = Readonly<Partial<Record<StepId, readonly Exchange[]>>>;

/** The first exchange of a step; undefined where it was not sent. */
export function firstOf(seen: Seen, id: StepId): Exchange | undefined {
  return seen[id]?.[0];
}

/** The whole body as text. Half a character at a cut end becomes the replacement character. */
export function bodyOf({ chunks }: Exchange): string {
  return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('utf8');
}
