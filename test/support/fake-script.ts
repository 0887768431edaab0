/**
 * One answer of the fake upstream as data: what goes on the wire, in which pieces, where it waits, how it ends. Faults
 * turn a right script into a wrong one; `fake-exchange.ts` plays it.
 */
import type { OutgoingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Work } from './conduct/pace.ts';
import type { Answer, Dialect, Generation } from './fake-types.ts';

/** `clean` ends as HTTP demands; `destroy` closes the socket after what was written; `reset` sends RST. */
export type Ending = 'clean' | 'destroy' | 'reset';

/** Plays up to here on its own and then waits for `step()` or `release()`. */
export type Gate = 'before-headers' | 'after-headers' | number;

export interface Script {
  status: number;
  headers: OutgoingHttpHeaders;
  chunks: Buffer[];
  isStream: boolean;
  /** What `content-length` announces; null for streams, which are chunked. */
  length: number | null;
  /** False: headers wait for the first chunk. */
  sendsHeadersEarly: boolean;
  /** Closes the connection after a clean end, whatever the headers announced. */
  closesAfter: boolean;
  gate: Gate | null;
  ending: Ending;
  /** Written past node:http, to break the chunked framing itself. */
  rawTail: string | null;
  /** Under a conduct: it is played as the tokens come. */
  work?: Work;
  /** The connection is dropped without an answer. */
  isDropped?: boolean;
}

/** `everywhere` also meets the model list and the other looks; without it a fault meets generations alone. */
export type Fault = { everywhere?: boolean } & (
  | { type: 'refuse' }
  | { type: 'hang' }
  | { type: 'hang-after-headers' }
  | { type: 'loading' }
  | { type: 'error-in-200'; message?: string }
  | { type: 'error-first-event'; message?: string }
  | { type: 'html'; status?: number }
  | { type: 'cut'; afterChunks: number }
  | { type: 'end-early'; afterChunks: number }
  | { type: 'stall'; afterChunks: number }
  | { type: 'drip' }
  | { type: 'malformed-event' }
  | { type: 'malformed-chunk' }
  | { type: 'status'; status: number; message?: string }
  /** An answer that is an error in OpenAI's shape. */
  | { type: 'refusal'; status: number; error: Readonly<Record<string, unknown>> }
  | { type: 'unauthorized' }
  | { type: 'model-not-found' }
  | { type: 'rate-limited'; retryAfterSeconds: number }
  | { type: 'gzip' }
  | { type: 'two-in-one' }
  | { type: 'split' }
  | { type: 'crlf' }
  | { type: 'no-done' }
  | { type: 'usage' }
  | { type: 'tool-call' }
  | { type: 'reasoning' }
  | { type: 'stale-socket' }
  | { type: 'cut-at-once' }
  | { type: 'redirect'; location: string }
  | { type: 'headers'; headers: Record<string, string | string[]> }
  /** `waits`: nothing is sent before a release. */
  | { type: 'body'; text: string; contentType?: string; waits?: boolean }
  /** Waits for a step after so many of its chunks; for nothing unless told. */
  | { type: 'events'; chunks: readonly string[]; stopsAfter?: number }
);

export function answerScript(dialect: Dialect, answer: Answer): Script {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  return {
    status: answer.status,
    headers: { ...dialect.headers, ...answer.headers },
    chunks: text === '' ? [] : [Buffer.from(text)],
    isStream: false,
    length: Buffer.byteLength(text),
    sendsHeadersEarly: false,
    closesAfter: false,
    gate: null,
    ending: 'clean',
    rawTail: null,
  };
}

export function streamScript(dialect: Dialect, generation: Generation): Script {
  return {
    status: 200,
    headers: { ...dialect.headers, ...dialect.streamHeaders },
    chunks: dialect.stream(generation).map((text) => Buffer.from(text)),
    isStream: true,
    length: null,
    sendsHeadersEarly: dialect.sendsHeadersEarly,
    closesAfter: dialect.closesAfterStream,
    gate: null,
    ending: 'clean',
    rawTail: null,
  };
}

const llamaLoading: Answer = {
  status: 503,
  body: { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } },
};

/** The script of a generation that a fault meets. Faults that shape the reply itself are applied before it. */
export function withFault(script: Script, fault: Fault, dialect: Dialect, mark: string): Script {
  const wrong = (status: number, message: string): Script =>
    answerScript(dialect, dialect.error(status, `${mark}: ${message}`));
  switch (fault.type) {
    case 'hang':
      return { ...script, gate: 'before-headers' };
    case 'hang-after-headers':
      return { ...script, gate: 'after-headers' };
    case 'stall':
      return { ...script, gate: fault.afterChunks, chunks: halves(script) };
    case 'drip':
      return { ...script, gate: 0 };
    case 'cut':
      return { ...script, chunks: halves(script).slice(0, fault.afterChunks), ending: 'destroy' };
    case 'end-early':
      return { ...script, chunks: script.chunks.slice(0, fault.afterChunks) };
    case 'loading':
      return answerScript(dialect, dialect.loading ?? llamaLoading);
    case 'error-in-200':
      return answerScript(dialect, { status: 200, body: { error: `${mark}: ${fault.message ?? 'broken'}` } });
    case 'error-first-event':
      return {
        ...script,
        chunks: texts([
          `data: ${JSON.stringify({ error: { message: `${mark}: ${fault.message ?? 'broken'}` } })}\n\n`,
        ]),
      };
    case 'html':
      return answerScript(dialect, {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: `<!DOCTYPE html><html><body><h1>${mark}: bad gateway</h1></body></html>`,
      });
    case 'status':
      return wrong(fault.status, fault.message ?? 'broken');
    case 'refusal':
      return answerScript(dialect, { status: fault.status, body: { error: fault.error } });
    case 'unauthorized':
      return wrong(401, 'wrong key');
    case 'model-not-found':
      return wrong(404, 'no such model');
    case 'rate-limited':
      return withHeaders(wrong(429, 'slow down'), { 'retry-after': String(fault.retryAfterSeconds) });
    case 'redirect':
      return answerScript(dialect, { status: 307, headers: { location: fault.location }, body: '' });
    case 'headers':
      return withHeaders(script, fault.headers);
    case 'body': {
      const headers = { 'content-type': fault.contentType ?? 'application/json' };
      const answer = answerScript(dialect, { status: 200, headers, body: fault.text });
      return { ...answer, gate: fault.waits === true ? 'before-headers' : null };
    }
    case 'events':
      return { ...script, chunks: texts(fault.chunks), gate: fault.stopsAfter ?? script.gate };
    case 'refuse':
    case 'cut-at-once':
    case 'stale-socket':
    case 'usage':
    case 'tool-call':
    case 'reasoning':
      return script;
    default:
      return withWireFault(script, fault.type);
  }
}

type WireFault = 'malformed-event' | 'malformed-chunk' | 'gzip' | 'two-in-one' | 'split' | 'crlf' | 'no-done';

function withWireFault(script: Script, type: WireFault): Script {
  const { chunks } = script;
  switch (type) {
    case 'malformed-event':
      return {
        ...script,
        chunks: [...chunks.slice(0, 2), ...texts(['data: {"choices":[{\n\n']), ...chunks.slice(2)],
      };
    case 'malformed-chunk':
      return { ...script, chunks: chunks.slice(0, 2), ending: 'destroy', rawTail: 'zz\r\nnot a chunk\r\n' };
    case 'gzip':
      return withHeaders(gzipped(script), { 'content-encoding': 'gzip' });
    case 'two-in-one':
      return { ...script, chunks: pairs(chunks) };
    case 'split':
      return { ...script, chunks: splitInsideCharacters(Buffer.concat(chunks)) };
    case 'crlf':
      return { ...script, chunks: texts(chunks.map((chunk) => chunk.toString().replaceAll('\n', '\r\n'))) };
    case 'no-done':
      return {
        ...script,
        chunks: texts(chunks.map((chunk) => chunk.toString().replace('data: [DONE]\n\n', ''))),
      };
  }
}

function gzipped(script: Script): Script {
  const bytes = gzipSync(Buffer.concat(script.chunks));
  return { ...script, chunks: [bytes], length: script.length === null ? null : bytes.length };
}

function withHeaders(script: Script, headers: Record<string, string | string[]>): Script {
  return { ...script, headers: { ...script.headers, ...headers } };
}

function texts(lines: readonly string[]): Buffer[] {
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line));
}

/** An answer that comes whole is one chunk: in two it can be interrupted. */
function halves({ chunks, isStream }: Script): Buffer[] {
  const [only] = chunks;
  if (isStream || only === undefined) return chunks;
  const middle = Math.floor(only.length / 2);
  return [only.subarray(0, middle), only.subarray(middle)];
}

function pairs(chunks: readonly Buffer[]): Buffer[] {
  return chunks.flatMap((chunk, index) =>
    index % 2 === 0 ? [Buffer.concat([chunk, chunks[index + 1] ?? Buffer.alloc(0)])] : [],
  );
}

/** Breaks after the first byte of every multi-byte character, and elsewhere every 37 bytes. */
function splitInsideCharacters(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let index = 1; index < bytes.length; index += 1) {
    const isAfterLead = (bytes[index - 1] ?? 0) >= 0xc0;
    if (!isAfterLead && index - start < 37) continue;
    pieces.push(bytes.subarray(start, index));
    start = index;
  }
  return [...pieces, bytes.subarray(start)];
}
