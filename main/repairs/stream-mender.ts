/**
 * Mends a chat or completion stream: bytes in, bytes out. It works in one of three ways, and changes between them:
 *
 * - `mend`: every event is read. So it is with the first ones, which show what the server does, and as long as a repair
 *   is at work (a tag is open, a tool call has begun, a finish waits for its usage).
 * - `watch`: whole events pass as they came while no mark of a planned repair stands in them (`marks.ts`); half an event
 *   waits for its other half, so that a mark is met before its event has gone.
 * - `pass`: nothing can be needed any more, and nothing is looked at.
 *
 * An event that needs nothing goes on in its own bytes. It never waits for time: what it holds, the caller may release.
 */
import type { FixName } from '../../shared/conformance.ts';
import { supplyDone } from './done-supplied.ts';
import type { Json } from './json.ts';
import { hasMark } from './marks.ts';
import { mendNullChoices } from './null-choices.ts';
import { mendReasoningField } from './reasoning-field.ts';
import type { StreamEvent } from './stream-event.ts';
import { endOfEvent, endsWithEvent, readEvent, withJson } from './stream-event.ts';
import type { ThinkMode } from '../../shared/route-options.ts';
import type { ThinkTags } from './think-tags.ts';
import { createThinkTags } from './think-tags.ts';
import type { ToolCalls } from './tool-calls.ts';
import { createToolCalls } from './tool-calls.ts';
import { createToolCallsAsText } from './tool-calls-as-text.ts';
import type { UsagePosition } from './usage-position.ts';
import { createUsagePosition } from './usage-position.ts';

export interface StreamMenderOptions {
  /** What may be needed in this stream. */
  fixes: readonly FixName[];
  think: ThinkMode;
  /** It offered tools, and reads calls of them. */
  readsToolCalls: boolean;
  /** More than one answer was asked for: each of them begins for itself. */
  hasManyChoices: boolean;
}

/** An event longer than this is none that we know; it goes on as it comes. */
const longestEventBytes = 1024 * 1024;
/** The longest end of an event, CRLF twice. */
const blankLineBytes = 4;
const noBytes: Buffer = Buffer.alloc(0);
const markedFixes: readonly FixName[] = ['null-choices', 'reasoning-field', 'tool-calls', 'usage-position'];

/** One object per stream, with its methods on the prototype: it stands on the hot path. */
export class StreamMender {
  readonly #options: StreamMenderOptions;
  readonly #marked: readonly FixName[];
  readonly #thinkTags: ThinkTags | null;
  readonly #toolCalls: ToolCalls | null;
  readonly #usage: UsagePosition | null;
  readonly #applied = new Set<FixName>();
  #mode: 'mend' | 'watch' | 'pass' = 'mend';
  #rest = noBytes;
  #last = noBytes;

  constructor(options: StreamMenderOptions) {
    const { fixes, think } = options;
    this.#options = options;
    this.#marked = fixes.filter((fix) => markedFixes.includes(fix));
    this.#thinkTags = fixes.includes('think-tags') && think !== 'keep' ? createThinkTags(think) : null;
    const createCalls = options.readsToolCalls ? createToolCalls : createToolCallsAsText;
    this.#toolCalls = fixes.includes('tool-calls') ? createCalls() : null;
    this.#usage = fixes.includes('usage-position') ? createUsagePosition() : null;
  }

  /** What was mended so far. */
  get applied(): readonly FixName[] {
    return [...this.#applied];
  }

  /** True while an event is held that `release` would let go. */
  get isHolding(): boolean {
    return this.#usage?.isHolding() ?? false;
  }

  /** The bytes that go on now: the same object where nothing has to change, empty where all of it is held. */
  push(chunk: Buffer): Buffer {
    if (this.#mode === 'pass') return this.#sent(chunk);
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#mode === 'watch' && !hasMark(bytes, this.#marked)) return this.#sent(this.#wholeEvents(bytes));
    this.#mode = 'mend';
    return this.#sent(this.#mendEvents(bytes));
  }

  /** Lets go what waits for its usage. */
  release(): Buffer {
    return this.#sent(print(this.#usage?.release() ?? []));
  }

  /** Whatever is left at the end. `[DONE]` is supplied to a whole stream that lacks it; half an event of a cut one goes. */
  end({ isWhole, isDone }: { isWhole: boolean; isDone: boolean }): Buffer {
    const pieces: Buffer[] = [];
    const rest = this.#rest;
    this.#rest = noBytes;
    // The last event may lack its blank line.
    if (rest.length > 0 && isWhole) pieces.push(this.#mendAll([rest]));
    pieces.push(print(this.#thinkTags?.end() ?? []), print(this.#usage?.release() ?? []));
    const left = Buffer.concat(pieces);
    if (!isWhole || isDone || !this.#options.fixes.includes('done-supplied')) return left;
    this.#applied.add('done-supplied');
    return Buffer.concat([left, supplyDone(left.length > 0 ? left : this.#last)]);
  }

  #sent(bytes: Buffer): Buffer {
    if (bytes.length >= blankLineBytes) this.#last = bytes;
    else if (bytes.length > 0) this.#last = Buffer.concat([this.#last.subarray(-blankLineBytes), bytes]);
    return bytes;
  }

  /** Passes whole events, and keeps what is behind them. */
  #wholeEvents(bytes: Buffer): Buffer {
    if (endsWithEvent(bytes)) {
      this.#rest = noBytes;
      return bytes;
    }
    const end = endOfLastEvent(bytes);
    this.#rest = bytes.subarray(end);
    if (this.#rest.length <= longestEventBytes) return bytes.subarray(0, end);
    this.#mode = 'pass';
    this.#rest = noBytes;
    return bytes;
  }

  #mendEvents(bytes: Buffer): Buffer {
    const events: Buffer[] = [];
    let at = 0;
    for (let end = endOfEvent(bytes, at); end !== -1; end = endOfEvent(bytes, at)) {
      events.push(bytes.subarray(at, end));
      at = end;
    }
    this.#rest = bytes.subarray(at);
    const mended = this.#mendAll(events);
    if (this.#rest.length > longestEventBytes) return Buffer.concat([mended, this.#giveUp()]);
    return mended;
  }

  #giveUp(): Buffer {
    const bytes = Buffer.concat([print(this.#usage?.release() ?? []), this.#rest]);
    this.#rest = noBytes;
    this.#mode = 'pass';
    return bytes;
  }

  #mendAll(events: readonly Buffer[]): Buffer {
    let isChanged = false;
    const pieces: Buffer[] = [];
    for (const bytes of events) {
      const event = readEvent(bytes);
      const mended = this.#mendEvent(event);
      isChanged ||= mended.length !== 1 || mended[0] !== event;
      for (const one of mended) pieces.push(one.bytes);
    }
    if (!isChanged && !this.#isBusy()) this.#mode = this.#marked.length > 0 ? 'watch' : 'pass';
    if (this.#mode === 'pass') pieces.push(this.#giveUp());
    return pieces.length === 1 ? (pieces[0] ?? noBytes) : Buffer.concat(pieces);
  }

  #mendEvent(event: StreamEvent): StreamEvent[] {
    const shaped = event.json === null ? event : this.#mendShape(event, event.json);
    const tags = this.#thinkTags;
    if (tags === null) return this.#placeUsage([shaped]);
    // What a tag might still have begun belongs before the end.
    const divided = event.isDone ? [...tags.end(), event] : tags.push(shaped);
    if (tags.hasMended()) this.#applied.add('think-tags');
    return this.#placeUsage(divided);
  }

  #mendShape(event: StreamEvent, json: Json): StreamEvent {
    let mended = json;
    mended = this.#apply('null-choices', mended, mendNullChoices);
    mended = this.#apply('reasoning-field', mended, mendReasoningField);
    mended = this.#apply('tool-calls', mended, (chunk) => this.#toolCalls?.mend(chunk) ?? chunk);
    return mended === json ? event : withJson(event, mended);
  }

  #placeUsage(events: StreamEvent[]): StreamEvent[] {
    const usage = this.#usage;
    if (usage === null) return events;
    const placed = events.flatMap((event) => usage.push(event));
    if (usage.hasMended()) this.#applied.add('usage-position');
    return placed;
  }

  #apply(fix: FixName, json: Json, mend: (json: Json) => Json): Json {
    if (!this.#options.fixes.includes(fix)) return json;
    const mended = mend(json);
    if (mended !== json) this.#applied.add(fix);
    return mended;
  }

  #isBusy(): boolean {
    if (this.#options.hasManyChoices && this.#thinkTags !== null) return true;
    const isBusy = this.#thinkTags?.isBusy() === true || this.#toolCalls?.isBusy() === true;
    return isBusy || this.#usage?.isBusy() === true;
  }
}

function print(events: readonly StreamEvent[]): Buffer {
  return events.length === 0 ? noBytes : Buffer.concat(events.map(({ bytes }) => bytes));
}

/** 0 where no event ends in `bytes`. */
function endOfLastEvent(bytes: Buffer): number {
  let last = 0;
  for (let end = endOfEvent(bytes, 0); end !== -1; end = endOfEvent(bytes, end)) last = end;
  return last;
}
