/** Server-sent events as bytes (WHATWG HTML, "Server-sent events"): found, read, and printed again where they change. */
import type { Json } from './json.ts';
import { parseObject } from './json.ts';

/** One event of a stream. */
export interface StreamEvent {
  /** With its blank line: as sent, or printed anew. */
  bytes: Buffer;
  /** Null for a comment, for `[DONE]`, and for what is no JSON object. */
  json: Json | null;
  isDone: boolean;
}

const lf = 0x0a;
const cr = 0x0d;

/** Where the first event at or behind `from` ends: behind its blank line, in CR, LF or CRLF. -1 where it goes on. */
export function endOfEvent(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const first = lineEnd(bytes, at);
    if (first === 0) continue;
    const next = at + first;
    const second = lineEnd(bytes, next);
    if (second === 0) continue;
    // The last byte may be half of a CRLF, whose LF would then begin the next event.
    const isHalf = next + 1 === bytes.length && bytes[next] === cr && !(first === 1 && bytes[at] === cr);
    return isHalf ? -1 : next + second;
  }
  return -1;
}

/** How many bytes of line end stand at `at`; 0 where there is none. */
function lineEnd(bytes: Buffer, at: number): number {
  if (bytes[at] === lf) return 1;
  if (bytes[at] !== cr) return 0;
  return bytes[at + 1] === lf ? 2 : 1;
}

/** True where `bytes` end with an event's blank line. */
export function endsWithEvent(bytes: Buffer): boolean {
  const last = bytes.length - 1;
  if (bytes[last] === lf) {
    return bytes[last - 1] === lf || (bytes[last - 1] === cr && bytes[last - 2] === lf);
  }
  return bytes[last] === cr && bytes[last - 1] === cr;
}

export function readEvent(bytes: Buffer): StreamEvent {
  const data = dataLines(bytes.toString('utf8'));
  return { bytes, json: parseObject(data), isDone: data.trim() === '[DONE]' };
}

/** The event with other data; its other fields and its kind of line ends stay. */
export function withJson(event: StreamEvent, json: Json): StreamEvent {
  const text = event.bytes.toString('utf8');
  const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const others = linesOf(text).filter((line) => line !== '' && !line.startsWith('data:'));
  const lines = [...others, `data: ${JSON.stringify(json)}`, '', ''];
  return { bytes: Buffer.from(lines.join(end)), json, isDone: false };
}

export function newEvent(json: Json): StreamEvent {
  return { bytes: Buffer.from(`data: ${JSON.stringify(json)}\n\n`), json, isDone: false };
}

export const doneEvent: StreamEvent = { bytes: Buffer.from('data: [DONE]\n\n'), json: null, isDone: true };

function dataLines(text: string): string {
  return linesOf(text)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n');
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
