/** `instance.json` follows the proxy's address and nothing else: with nobody looking, traffic builds no state. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstanceKeeper } from '../../main/panel/instance-file.ts';
import { chat } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const pushEveryMs = 250;

test('requests build no state for it, and a stop of the proxy is written all the same', async () => {
  let builds = 0;
  const clock = createFakeClock();
  const loginItem = {
    isOn: () => {
      builds += 1;
      return false;
    },
    set: () => undefined,
  };
  const { core, dataDir, port } = await scope.core({
    upstreams: [await scope.fake()],
    clock,
    shellPorts: { loginItem },
  });
  const panel = { port: 1, url: null, control: 'http://127.0.0.1:1', token: 'secret' };
  const problems: unknown[] = [];
  const keeper = createInstanceKeeper(core, panel, (error) => problems.push(error));
  const proxyInFile = async (): Promise<unknown> => {
    const text = await readFile(join(dataDir, 'instance.json'), 'utf8');
    return (JSON.parse(text) as { proxy: unknown }).proxy;
  };
  await keeper.write();
  expect(await proxyInFile()).toBe(`http://127.0.0.1:${port}/v1`);

  const askTwice = async (): Promise<number> => {
    const before = builds;
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await chat({ port })).status).toBe(200);
      clock.advance(pushEveryMs);
    }
    return builds - before;
  };
  expect(await askTwice()).toBe(0);
  const close = core.api.feeds.state(() => undefined);
  expect(await askTwice()).toBeGreaterThan(0);
  close();

  await core.api.calls.stopProxy({});
  await expect.poll(proxyInFile).toBe(null);
  await core.api.calls.startProxy({});
  await expect.poll(proxyInFile).toBe(core.state().proxy.baseUrl);
  await keeper.forget();
  expect(problems).toEqual([]);
});
