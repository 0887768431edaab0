/**
 * The time that generations take: one token a turn of the event loop, as many generations at once as the conduct has slots.
 * A fake clock is moved on with each turn, so that time passes without anybody waiting for it.
 */
import type { Exchange } from '../fake-exchange.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { Conduct } from './conduct.ts';

/** What one answer costs. */
export interface Work {
  conduct: Conduct;
  /** As the request names it. */
  model: string;
  prompt: number;
  tokens: number;
  isLump: boolean;
}

export interface Pace {
  add(exchange: Exchange, work: Work): void;
  /** Generations that run right now, read or not. */
  running(): number;
  stop(): void;
}

interface Job {
  exchange: Exchange;
  work: Work;
  done: number;
}

export interface PaceOptions {
  clock: FakeClock | null;
  onToken: (isUnread: boolean) => void;
}

export const tokenMs = 20;

export function createPace({ clock, onToken }: PaceOptions): Pace {
  const waiting: Job[] = [];
  let running: Job[] = [];
  let next: NodeJS.Immediate | null = null;

  const admit = (): void => {
    for (
      let job = waiting[0];
      job !== undefined && running.length < job.work.conduct.slots;
      job = waiting[0]
    ) {
      waiting.shift();
      if (job.exchange.isOver()) continue;
      running.push(job);
      // The headers, and what comes before the first token.
      if (!job.work.isLump) job.exchange.step();
    }
  };

  const goOn = (job: Job): boolean => {
    const isUnread = job.exchange.isOver();
    if (isUnread && !job.work.conduct.runsOn) return false;
    job.done += 1;
    if (job.work.tokens > 0) onToken(isUnread);
    if (job.done >= job.work.tokens) {
      job.exchange.release();
      return false;
    }
    if (!job.work.isLump) job.exchange.step();
    return true;
  };

  const turn = (): void => {
    clock?.advance(tokenMs);
    running = running.filter(goOn);
    admit();
    next = running.length > 0 ? setImmediate(turn) : null;
  };

  return {
    add(exchange, work) {
      waiting.push({ exchange, work, done: 0 });
      admit();
      next ??= setImmediate(turn);
    },
    running: () => running.length,
    stop() {
      if (next !== null) clearImmediate(next);
      next = null;
      running = [];
    },
  };
}
