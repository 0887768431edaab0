import { EventEmitter } from 'node:events';
import type { ProcessLike } from '../../main/shutdown.ts';

export interface FakeProcess extends ProcessLike {
  ppid: number;
  /** As the system would deliver it. */
  deliver(signal: NodeJS.Signals): void;
  /** How often `exit` was called, and with what. */
  exits: number[];
  listeners(): number;
}

export function createFakeProcess(
  change: Partial<Pick<ProcessLike, 'platform' | 'env' | 'ppid'>> = {},
): FakeProcess {
  const emitter = new EventEmitter();
  const exits: number[] = [];
  return {
    platform: 'linux',
    env: {},
    ppid: 100,
    ...change,
    on: (signal, listener) => emitter.on(signal, listener),
    off: (signal, listener) => emitter.off(signal, listener),
    exit: (code) => void exits.push(code),
    deliver: (signal) => void emitter.emit(signal),
    exits,
    listeners: () => emitter.eventNames().length,
  };
}
