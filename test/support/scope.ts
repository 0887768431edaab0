/** What a test opened is closed after it, in reverse order, whatever happened. */
import { afterEach } from 'vitest';
import { startFakeUpstream } from './fake-upstream.ts';
import type { FakeUpstream, FakeUpstreamOptions } from './fake-upstream.ts';
import { startCore } from './run-core.ts';
import type { RunningCore, StartCoreOptions } from './run-core.ts';
import { startStranger } from './strangers.ts';
import type { ConnectionGauge, Stranger, StrangerKind } from './strangers.ts';

export interface Scope {
  fake(options?: Partial<FakeUpstreamOptions>): Promise<FakeUpstream>;
  core(options?: StartCoreOptions): Promise<RunningCore>;
  stranger(kind: StrangerKind, options?: { gauge?: ConnectionGauge }): Promise<Stranger>;
  later(close: () => Promise<void> | void): void;
}

/** Call it once at the top of a file. */
export function useScope(): Scope {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  return {
    async fake(options = {}) {
      const upstream = await startFakeUpstream({ dialect: 'ollama', mark: 'alpha', ...options });
      closers.push(() => upstream.close());
      return upstream;
    },
    async core(options = {}) {
      const running = await startCore(options);
      closers.push(() => running.stop());
      return running;
    },
    async stranger(kind, options = {}) {
      const stranger = await startStranger(kind, options);
      closers.push(() => stranger.close());
      return stranger;
    },
    later: (close) => closers.push(close),
  };
}
