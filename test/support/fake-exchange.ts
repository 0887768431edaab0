/** Plays one script on one response, stepwise where it has a gate. No timers: the test decides what is in flight. */
import type { ServerResponse } from 'node:http';
import type { RecordedRequest } from './fake-types.ts';
import type { Script } from './fake-script.ts';

export interface Exchange {
  readonly request: RecordedRequest;
  /** Lets the next thing go: the headers, one chunk, or the end. */
  step(count?: number): void;
  release(): void;
  /** The body bytes written so far. */
  sent(): Buffer;
  /** The same in the pieces in which it was written. */
  pieces(): readonly Buffer[];
  /** Bytes that were written and that the other side has not taken yet. */
  pendingBytes(): number;
  isOver(): boolean;
}

export interface ExchangeEvents {
  onEvents(count: number): void;
  onOver(outcome: 'finished' | 'aborted' | 'broken'): void;
}

export function playScript(
  script: Script,
  request: RecordedRequest,
  res: ServerResponse,
  events: ExchangeEvents,
): Exchange {
  const sent: Buffer[] = [];
  // Things that may happen: 0 nothing, 1 headers, 2… chunks, and the ending last.
  const total = script.chunks.length + 2;
  let allowed = allowance(script, total);
  let done = 0;
  let isOver = false;

  function perform(index: number): void {
    if (index === 0) {
      res.writeHead(script.status, headersOf(script));
      if (script.sendsHeadersEarly || script.gate === 'after-headers') res.flushHeaders();
      return;
    }
    const chunk = script.chunks[index - 1];
    if (chunk === undefined) {
      finish(script, res);
      return;
    }
    sent.push(chunk);
    res.write(chunk);
    events.onEvents(script.isStream ? countEvents(chunk) : 0);
  }

  function play(): void {
    while (done < Math.min(allowed, total) && !res.destroyed) {
      done += 1;
      perform(done - 1);
    }
  }

  res.on('close', () => {
    isOver = true;
    const isOurs = done === total && script.ending !== 'clean';
    events.onOver(isOurs ? 'broken' : res.writableFinished ? 'finished' : 'aborted');
  });
  play();

  return {
    request,
    step(count = 1) {
      allowed += count;
      play();
    },
    release() {
      allowed = total;
      play();
    },
    sent: () => Buffer.concat(sent),
    pieces: () => sent,
    pendingBytes: () => res.writableLength,
    isOver: () => isOver,
  };
}

function allowance({ gate }: Script, total: number): number {
  if (gate === null) return total;
  if (gate === 'before-headers') return 0;
  return gate === 'after-headers' ? 1 : gate + 1;
}

function headersOf({ headers, length }: Script): Script['headers'] {
  return length === null ? headers : { ...headers, 'content-length': length };
}

function finish({ ending, rawTail, closesAfter }: Script, res: ServerResponse): void {
  if (ending === 'clean') {
    const { socket } = res;
    if (closesAfter) res.once('finish', () => socket?.end());
    res.end();
    return;
  }
  if (rawTail !== null) res.socket?.write(rawTail);
  if (ending === 'reset') res.socket?.resetAndDestroy();
  else res.socket?.destroySoon();
}

function countEvents(chunk: Buffer): number {
  return chunk.toString('latin1').split(/^data:/m).length - 1;
}
