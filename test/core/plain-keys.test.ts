import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { Core, Keychain } from '../../main/core.ts';
import { silentLog } from '../../shared/ports.ts';
import { noListeners } from '../support/listeners.ts';
import { realClock } from '../support/real-clock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'modeltray-plain-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function coreWith(keychain: Keychain | null): Core {
  return createCore({
    shell: keychain === null ? 'headless' : 'desktop',
    version: '0.0.0-test',
    dataDir,
    systemLocale: 'en',
    log: silentLog,
    clock: realClock,
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

const keyStore = (isSecure: boolean): Keychain => ({
  isSecure: () => Promise.resolve(isSecure),
  encrypt: (text) => Promise.resolve(Buffer.from(text).toString('base64')),
  decrypt: (base64) => Promise.resolve(Buffer.from(base64, 'base64').toString()),
});

async function noticesAfterAKey(keychain: Keychain | null): Promise<string[]> {
  const core = coreWith(keychain);
  await core.api.calls.addUpstream({ baseUrl: 'http://127.0.0.1:1', key: 'sk-secret' });
  return core.state().notices.map(({ id }) => id);
}

test('a key store that hides nothing is said as soon as a key lies in clear', async () => {
  expect(await noticesAfterAKey(keyStore(false))).toContain('keys-plain');
});

test.each([
  ['a secure key store', keyStore(true)],
  ['no key store at all', null],
])('with %s there is nothing to say', async (_what, keychain) => {
  expect(await noticesAfterAKey(keychain)).not.toContain('keys-plain');
});
