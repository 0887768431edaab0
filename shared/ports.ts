/** What the core is given from outside, so that tests can hand it their own. */

import type { LogLevel } from './preferences.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log. Never pass a key, a token or a body to it. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** From now on only what matters at least so much; a log that keeps everything or nothing has none. */
  setLevel?(level: LogLevel): void;
}

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds that never run backwards; only differences mean something. */
  monotonicMs(): number;
  /** Calls once after `delayMs`; the returned function cancels it. Never keeps the process alive. */
  after(delayMs: number, callback: () => void): () => void;
}

/** A number in [0, 1). */
export type Chance = () => number;

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
