/** DB-GPT's client twice, straight to a fake server and through ModelTray, on one clock. */
import { createDbgptClient } from './dbgpt-client.ts';
import type { DbgptClient } from './dbgpt-client.ts';
import { dialects } from './dialects/index.ts';
import { createFakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import type { DialectName, FakeModel } from './fake-types.ts';
import { startFakeUpstream } from './fake-upstream.ts';
import type { FakeUpstream, FakeUpstreamOptions } from './fake-upstream.ts';
import { startCore } from './run-core.ts';
import type { RunningCore } from './run-core.ts';
import type { DbgptVersion } from './dbgpt-versions.ts';

/** What is waited for before a request is sent again: the client's two pauses, ours, and a server's own word. */
export const pairPauses: readonly number[] = [437.5, 875, 500, 2000];

export interface Pair {
  alpha: FakeUpstream;
  core: RunningCore;
  clock: FakeClock;
  alone: DbgptClient;
  through: DbgptClient;
  close(): Promise<void>;
}

export interface PairOptions extends Partial<FakeUpstreamOptions> {
  version?: DbgptVersion;
}

export async function openPair(
  dialect: DialectName,
  models: readonly FakeModel[],
  { version = '0.8.1', ...more }: PairOptions = {},
): Promise<Pair> {
  const alpha = await startFakeUpstream({ dialect, mark: 'alpha', models, ...more });
  const clock = createFakeClock();
  const url = `${alpha.url}${dialects[dialect].basePath ?? ''}`;
  const core = await startCore({ upstreams: [{ ...alpha, url }], clock });
  const alone = createDbgptClient({ baseUrl: `${url}/v1/`, version, clock });
  const through = createDbgptClient({ baseUrl: core.proxyUrl, apiKey: core.localKey, version, clock });
  return {
    ...{ alpha, core, clock, alone, through },
    async close() {
      alone.close();
      through.close();
      await core.stop();
      await alpha.close();
    },
  };
}
