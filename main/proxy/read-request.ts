/** Reads a request's body whole, within two limits: one for it, one for all bodies together. */
import type { IncomingMessage } from 'node:http';
import { message } from '../../shared/i18n/index.ts';
import { applySplice, applySplices } from '../repairs/splice.ts';
import type { ByteRange, Splice } from '../repairs/splice.ts';
import type { ProxyError } from './proxy-error.ts';
import { scanJson } from './scan-json.ts';

export interface BodyLimits {
  /** Of one request. */
  maxBodyBytes: number;
  /** Of all requests that are being read or answered. */
  maxBufferedBytes: number;
}

export const defaultLimits: BodyLimits = {
  maxBodyBytes: 64 * 1024 * 1024,
  maxBufferedBytes: 512 * 1024 * 1024,
};

/** Counts what all requests hold at once. */
export interface BufferMeter {
  /** False, and nothing counted, where it would be too much. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createBufferMeter(maxBytes: number): BufferMeter {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > maxBytes) return false;
      held += bytes;
      return true;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}

export type BodyResult = { ok: true; body: Buffer } | { ok: false; error: ProxyError | 'gone' };

/**
 * Resolves with the raw bytes, or with what is wrong with them; never rejects. What it took from `meter` is the
 * caller's to give back: `body.length`.
 */
export function readBody(req: IncomingMessage, limits: BodyLimits, meter: BufferMeter): Promise<BodyResult> {
  const encoding = req.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    const text = message('error.encoding_not_supported', { encoding });
    return Promise.resolve({ ok: false, error: { code: 'encoding_not_supported', text } });
  }
  if (Number(req.headers['content-length'] ?? 0) > limits.maxBodyBytes)
    return Promise.resolve(tooLarge(limits));
  return collect(req, limits, meter);
}

function collect(req: IncomingMessage, limits: BodyLimits, meter: BufferMeter): Promise<BodyResult> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let isSettled = false;
    // The listeners stay: to take four of them off costs as much as to read a short body.
    const settle = (result: BodyResult): void => {
      isSettled = true;
      chunks = [];
      if (!result.ok) meter.give(size);
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      if (isSettled) return;
      if (size + chunk.length > limits.maxBodyBytes) {
        settle(tooLarge(limits));
      } else if (meter.take(chunk.length)) {
        size += chunk.length;
        chunks.push(chunk);
      } else {
        settle({
          ok: false,
          error: { code: 'overloaded', text: message('error.overloaded'), retryAfterSeconds: 2 },
        });
      }
    };
    const onEnd = (): void => {
      if (!isSettled) settle({ ok: true, body: withoutMark(chunks, size, meter) });
    };
    const onClose = (): void => {
      if (!isSettled) settle({ ok: false, error: 'gone' });
    };
    req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

/** Windows' tools like to put a byte order mark before JSON; RFC 8259 lets a reader ignore it. */
function withoutMark(chunks: readonly Buffer[], size: number, meter: BufferMeter): Buffer {
  const body = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, size);
  const hasMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  if (hasMark) meter.give(3);
  return hasMark ? body.subarray(3) : body;
}

function tooLarge({ maxBodyBytes }: BodyLimits): BodyResult {
  const text = message('error.body_too_large', { limit: Math.floor(maxBodyBytes / (1024 * 1024)) });
  return { ok: false, error: { code: 'body_too_large', text } };
}

/** What routing and repairs need of a body, and where its model stands. */
export interface RequestFacts {
  modelName: string | null;
  isStream: boolean;
  model: ByteRange | null;
  /** Where the values of the top level's members stand that a repair may ask for. */
  members: ReadonlyMap<string, ByteRange>;
  /** Where a `model` can be put in that has none. */
  open: number;
  isEmpty: boolean;
}

export type FactsResult = { ok: true; facts: RequestFacts } | { ok: false; error: ProxyError };

/** Checks that `body` is a JSON object with at most one `model` and one `stream`. */
export function readFacts(body: Buffer): FactsResult {
  const scan = scanJson(body);
  if (scan.ok) {
    const { model, modelName, stream, members, open, isEmpty } = scan;
    return { ok: true, facts: { model, modelName, isStream: stream, members, open, isEmpty } };
  }
  switch (scan.problem) {
    case 'syntax':
      return bad(message('error.bad_json', { reason: message('error.bad_json.at', { position: scan.at }) }));
    case 'not-object':
      return bad(message('error.bad_json.notObject'));
    case 'model-not-string':
      return {
        ok: false,
        error: { code: 'bad_json', text: message('error.bad_json.model'), param: 'model' },
      };
    case 'duplicate': {
      const text = message('error.duplicate_key', { key: scan.key });
      return { ok: false, error: { code: 'duplicate_key', text, param: scan.key } };
    }
  }
}

function bad(text: ReturnType<typeof message>): FactsResult {
  return { ok: false, error: { code: 'bad_json', text } };
}

/** The body with `model` naming `id`, and with what repairs change of it; every other byte as it came. */
export function withModel(
  body: Buffer,
  facts: RequestFacts,
  id: string,
  others: readonly Splice[] = [],
): Buffer {
  if (facts.modelName === id) return applySplices(body, others);
  const { model, open } = facts;
  const { start, end } = model ?? { start: open, end: open };
  const text = modelText(facts, id);
  if (others.length === 0) return applySplice(body, start, end, text);
  return applySplices(body, [{ start, end, text }, ...others]);
}

/** In the place of another model, or as a member that is put in. */
function modelText({ model, isEmpty }: RequestFacts, id: string): string {
  const value = JSON.stringify(id);
  return model !== null ? value : `"model":${value}${isEmpty ? '' : ','}`;
}
