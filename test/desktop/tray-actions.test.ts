import { expect, test } from 'vitest';
import { createTrayActions } from '../../main/desktop/tray-actions.ts';
import type { ProxyState } from '../../shared/app-state.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { sampleProxy, sampleState } from './sample-state.ts';

/** What a click on "Use port" asks of a core whose proxy is then as `after`. */
async function usePort(after: ProxyState['status']): Promise<{ asked: unknown[]; told: string[] }> {
  const asked: unknown[] = [];
  const told: string[] = [];
  const core = createFakeCore({
    calls: {
      updateSettings(change) {
        asked.push(change);
        return Promise.resolve(sampleState({ proxy: sampleProxy({ status: after }) }));
      },
      startProxy() {
        asked.push('start');
        return Promise.reject(new Error('it is taken too'));
      },
    },
  });
  const run = createTrayActions({
    api: core.api,
    state: () => core.state(),
    copy: () => Promise.resolve(),
    open: () => undefined,
    quit: () => undefined,
    notifier: { tell: (text) => told.push(text) },
    toFailure: (thrown) => ({ error: { code: 'internal', message: String(thrown) } }),
  });
  await run({ do: 'use-port', port: 10_000 });
  return { asked, told };
}

test('the free port is taken, and the proxy started only where that has not done it', async () => {
  expect(await usePort('running')).toEqual({ asked: [{ proxy: { port: 10_000 } }], told: [] });
  const { asked, told } = await usePort('error');
  expect(asked).toEqual([{ proxy: { port: 10_000 } }, 'start']);
  expect(told).toEqual([expect.stringContaining('it is taken too')]);
});
