import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { Core, Keychain } from '../../main/core.ts';
import { unlockGraceMs } from '../../main/core/unlock-keys.ts';
import type { Clock } from '../../shared/ports.ts';
import { silentLog } from '../../shared/ports.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { noListeners } from '../support/listeners.ts';

let dataDir: string;
let server: Server;
let baseUrl: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'modeltray-unlock-'));
  server = createServer((request, response) => {
    const isKnown = request.headers.authorization === 'Bearer sk-secret';
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(isKnown ? '{"object":"list","data":[{"id":"m","object":"model"}]}' : '{"error":{}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(dataDir, { recursive: true, force: true });
});

function coreWith(keychain: Keychain, clock: Clock): Core {
  return createCore({
    shell: 'desktop',
    version: '0.0.0-test',
    dataDir,
    systemLocale: 'en',
    log: silentLog,
    clock,
    chance: () => 0,
    run: { port: 0, demo: false, discover: false },
    shellPorts: {},
    keychain,
    settingsFile: null,
    readOnBattery: null,
    listListeners: noListeners,
    home: dataDir,
    env: {},
  });
}

const wallet: Keychain = {
  isSecure: () => Promise.resolve(true),
  encrypt: (text) => Promise.resolve(Buffer.from(text).toString('base64')),
  decrypt: (base64) => Promise.resolve(Buffer.from(base64, 'base64').toString()),
};

const healthIn = (core: Core) => core.state().upstreams.find(({ kind }) => kind !== 'demo')?.health;

test('a wallet whose password nobody enters does not hold up the start, and its keys count once they come', async () => {
  const first = coreWith(wallet, createFakeClock());
  await first.api.calls.addUpstream({ baseUrl, key: 'sk-secret' });
  await first.stop(0);

  let enterPassword = (): void => undefined;
  const password = new Promise<void>((resolve) => (enterPassword = resolve));
  const clock = createFakeClock();
  const decrypt = async (base64: string): Promise<string> => {
    await password;
    return wallet.decrypt(base64);
  };
  const core = coreWith({ ...wallet, decrypt }, clock);
  const started = core.start();
  await clock.armed(unlockGraceMs);
  expect(core.state().proxy.status).not.toBe('running');
  clock.advance(unlockGraceMs);
  await started;
  expect([core.state().proxy.status, healthIn(core)]).toEqual(['running', 'unauthorized']);
  enterPassword();
  await vi.waitFor(() => expect(healthIn(core)).toBe('healthy'));
  await core.stop(0);
});
