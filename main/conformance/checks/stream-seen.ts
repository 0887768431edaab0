import { message } from '../../../shared/i18n/index.ts';
import type { Exchange, StepId } from '../exchange.ts';
import { firstOf } from '../exchange.ts';
import { notApplicable } from '../judgement.ts';
import type { JudgeContext, Judgement } from '../judgement.ts';
import { readStream } from '../read-chat.ts';
import type { ChatStream } from '../read-chat.ts';

export interface SeenStream {
  exchange: Exchange;
  stream: ChatStream;
}

/** A step's answer, read as a stream; null where it was none: the check `stream` says so. */
export function streamOf({ seen }: JudgeContext, id: StepId = 'stream'): SeenStream | null {
  const exchange = firstOf(seen, id);
  if (exchange === undefined) return null;
  const stream = readStream(exchange);
  return stream.choices === stream.choicesWithoutDelta ? null : { exchange, stream };
}

/** It broke off: what stands at a stream's end cannot be missed. */
export function isCut({ exchange, stream }: SeenStream): boolean {
  return exchange.ending !== 'whole' && !stream.isDone;
}

export function withoutStream({ seen }: JudgeContext): Judgement {
  return notApplicable(message('check.not.noStream'), { exchange: firstOf(seen, 'stream') ?? null });
}

/** The `data:` line of an event. */
export function dataLine(data: string): string {
  return `data: ${data}`;
}

/** The lines of a stream's last events. */
export function lastLines({ events }: ChatStream, count: number): string[] {
  return events.slice(-count).map(({ data }) => dataLine(data));
}

/** Milliseconds from sending to the first text; Infinity where none came. */
export function firstTextMs(exchange: Exchange | undefined): number {
  return exchange === undefined ? Infinity : (readStream(exchange).pieces[0]?.atMs ?? Infinity);
}
