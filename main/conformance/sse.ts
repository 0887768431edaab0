/**
 * Server-sent events as the openai package for Python reads them, which is what DB-GPT reads with: CR, LF and CRLF end a
 * line, a space after the colon may be missing, comments are skipped, and an event that no blank line ends is lost.
 */
import { StringDecoder } from 'node:string_decoder';
import type { Exchange } from './exchange.ts';

export interface SseEvent {
  /** The value of its `event:` line; null where it has none. */
  name: string | null;
  /** Its `data:` lines, joined. */
  data: string;
  /** Milliseconds since the request, of the chunk that ended it. */
  atMs: number;
}

export interface SseReading {
  events: SseEvent[];
  comments: number;
  /** Lines that are neither a field of an event nor a comment: JSON or HTML in a stream's place. */
  strayLines: number;
  /** Something came after the last blank line: its reader drops it. */
  hasUnfinishedEvent: boolean;
}

export interface SseParser {
  push(text: string, atMs: number): void;
  end(): SseReading;
}

const fields: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry']);

export function createSseParser(onEvent: (event: SseEvent) => void = () => undefined): SseParser {
  const reading: SseReading = { events: [], comments: 0, strayLines: 0, hasUnfinishedEvent: false };
  let rest = '';
  let lastMs = 0;
  let data: string[] = [];
  let name: string | null = null;

  const dispatch = (atMs: number): void => {
    if (data.length > 0) {
      const event = { name, data: data.join('\n'), atMs };
      reading.events.push(event);
      onEvent(event);
    }
    data = [];
    name = null;
  };

  const takeField = (field: string, value: string): void => {
    if (field === 'data') data.push(value);
    if (field === 'event') name = value;
  };

  const takeLine = (line: string, atMs: number): void => {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    if (line === '') dispatch(atMs);
    else if (colon === 0) reading.comments += 1;
    else if (fields.has(field)) takeField(field, line.slice(field.length + 1).replace(/^ /, ''));
    else reading.strayLines += 1;
  };

  return {
    push(text, atMs) {
      lastMs = atMs;
      // A CR at the end may be half of a CRLF.
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) takeLine(line, atMs);
    },
    end() {
      if (rest !== '') takeLine(rest.replace(/\r$/, ''), lastMs);
      return { ...reading, hasUnfinishedEvent: data.length > 0 };
    },
  };
}

/** All events of an answer, with the time at which each was complete. */
export function readSse({ chunks }: Exchange): SseReading {
  const parser = createSseParser();
  const decoder = new StringDecoder('utf8');
  for (const { bytes, atMs } of chunks) parser.push(decoder.write(bytes), atMs);
  return parser.end();
}
