/** Chat chunks as servers write them, and streams pushed through a mender in any pieces. */
import type { FixName } from '../../shared/conformance.ts';
import type { ThinkMode } from '../../shared/route-options.ts';
import { StreamMender } from '../../main/repairs/stream-mender.ts';

export interface ChunkOptions {
  delta?: object;
  finish?: string | null;
  index?: number;
  [member: string]: unknown;
}

export function chunk({ delta = {}, finish = null, index = 0, ...members }: ChunkOptions): object {
  const choices = [{ index, delta, finish_reason: finish }];
  return { id: 'chatcmpl-7', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...members };
}

export function event(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export const done = 'data: [DONE]\n\n';

export interface MendOptions {
  fixes: readonly FixName[];
  think?: ThinkMode;
  readsToolCalls?: boolean;
  hasManyChoices?: boolean;
  /** False: the upstream broke off. */
  isWhole?: boolean;
}

export interface Mended {
  text: string;
  fixes: readonly FixName[];
}

/** Pushes the pieces one by one, and ends. */
export function mendPieces(pieces: readonly (Buffer | string)[], options: MendOptions): Mended {
  const { fixes, think = 'split', readsToolCalls = true, hasManyChoices = false, isWhole = true } = options;
  const mender = new StreamMender({ fixes, think, readsToolCalls, hasManyChoices });
  const out = pieces.map((piece) => mender.push(Buffer.from(piece)));
  const isDone = pieces.map(String).join('').includes('[DONE]');
  out.push(mender.end({ isWhole, isDone }));
  return { text: Buffer.concat(out).toString(), fixes: mender.applied };
}

export function mendStream(text: string, options: MendOptions): Mended {
  return mendPieces([text], options);
}

/** The same stream in two pieces, broken at every byte, and byte by byte. */
export function* everySplit(text: string): Generator<Buffer[]> {
  const bytes = Buffer.from(text);
  for (let at = 1; at < bytes.length; at += 1) yield [bytes.subarray(0, at), bytes.subarray(at)];
  yield Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1));
}

export interface Told {
  content: string;
  thought: string;
  finish: unknown;
  usage: unknown;
  events: number;
}

/** What a stream tells a client of its first choice that reads as DB-GPT does. */
export function readStream(text: string): Told {
  const told: Told = { content: '', thought: '', finish: null, usage: null, events: 0 };
  for (const block of text.split(/\r\n\r\n|\n\n/)) {
    const data = block.startsWith('data: ') ? block.slice(6) : '[DONE]';
    if (data === '[DONE]') continue;
    const value = JSON.parse(data) as {
      choices: { delta: Record<string, string | undefined>; finish_reason: unknown }[];
      usage?: unknown;
    };
    told.events += 1;
    const [choice] = value.choices;
    if (choice === undefined) continue;
    told.content += choice.delta['content'] ?? '';
    told.thought += choice.delta['reasoning_content'] ?? '';
    told.finish = choice.finish_reason ?? told.finish;
    told.usage = value.usage ?? told.usage;
  }
  return told;
}
