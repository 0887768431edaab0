/**
 * Finds an event of a running stream that broke off inside its JSON (R7): its client would stumble over it and say
 * nothing that helps. It looks at each event's last byte and decodes none that ends as JSON does, so what is wrong inside
 * of an object passes as it was sent (R5).
 *
 * One object per stream, with its methods on the prototype.
 */
import { endOfEvent } from '../repairs/stream-event.ts';

const blankLine = Buffer.from('\n\n');
const carriageReturn = 0x0d;
const closingBrace = 0x7d;
const space = 0x20;
const noBytes: Buffer = Buffer.alloc(0);
/** A longer event is none that we know, and is not looked at. */
const longestEventBytes = 1024 * 1024;

export class EventCheck {
  /** What came of an event whose end has not come. */
  #half = noBytes;

  /** Where in `chunk` the first broken event begins, 0 where that was before it; -1 where there is none. */
  findBroken(chunk: Buffer): number {
    let at = 0;
    for (let end = endIn(chunk, at); end !== -1; end = endIn(chunk, at)) {
      if (!endsAsJson(chunk, at, end) && isBroken(Buffer.concat([this.#half, chunk.subarray(at, end)]))) {
        return at;
      }
      this.#half = noBytes;
      at = end;
    }
    // Most chunks end with an event.
    if (at < chunk.length) this.#keep(at === 0 ? chunk : chunk.subarray(at));
    return -1;
  }

  #keep(rest: Buffer): void {
    const half = this.#half.length === 0 ? rest : Buffer.concat([this.#half, rest]);
    this.#half = half.length > longestEventBytes ? noBytes : half;
  }
}

/** Most servers end their lines with LF, which is found without a loop of ours. */
function endIn(chunk: Buffer, from: number): number {
  if (from >= chunk.length) return -1;
  const at = chunk.indexOf(blankLine, from);
  if (at !== -1) return at + blankLine.length;
  return chunk.includes(carriageReturn, from) ? endOfEvent(chunk, from) : -1;
}

/** Its last byte before the line ends; behind the end of an earlier chunk it is read with what came before. */
function endsAsJson(bytes: Buffer, start: number, end: number): boolean {
  let last = end - 1;
  while (last >= start && (bytes[last] ?? 0) <= space) last -= 1;
  return last >= start && bytes[last] === closingBrace;
}

/** True where its last line is data, and neither JSON's end nor `[DONE]` nor empty. */
function isBroken(event: Buffer): boolean {
  const lines = event
    .toString('utf8')
    .trimEnd()
    .split(/\r\n|\n|\r/);
  const line = lines.at(-1) ?? '';
  if (!line.startsWith('data:')) return false;
  const data = line.slice('data:'.length).trim();
  return data !== '' && data !== '[DONE]' && !isJson(data);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
