import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSecrets, keyOrigin } from '../../main/settings/secrets.ts';
import type { Secrets } from '../../main/settings/secrets.ts';
import type { Keychain } from '../../main/settings/key-wrap.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();
const open = (path: string, keychain: Keychain | null = null): Secrets =>
  createSecrets(path, keychain, () => Date.UTC(2026, 10, 21));

/** Writes in hexadecimal: enough to see that what lies on disk is not the key. */
function fakeKeychain(options: { secure?: boolean; owner?: string } = {}): Keychain {
  const { secure = true, owner = 'ada' } = options;
  return {
    isSecure: () => Promise.resolve(secure),
    encrypt: (text) => Promise.resolve(`${owner}:${Buffer.from(text).toString('hex')}`),
    decrypt: (value) =>
      value.startsWith(`${owner}:`)
        ? Promise.resolve(Buffer.from(value.slice(owner.length + 1), 'hex').toString())
        : Promise.reject(new Error('not yours')),
  };
}

const cloud = 'https://api.example.com/v1';

test.each([
  ['https://api.example.com/v1', 'https://api.example.com:443'],
  ['http://API.example.com', 'http://api.example.com:80'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080'],
])('the origin of %s has its port', (baseUrl, origin) => {
  expect(keyOrigin(baseUrl)).toBe(origin);
});

test('opening writes nothing; a key that is set is there at once and after a restart', async () => {
  const dir = tempDir();
  const secrets = open(dir.path);
  expect(dir.names()).toEqual([]);
  expect(secrets.keyState('cloud', cloud)).toBe('none');

  await secrets.set('cloud', cloud, 'sk-real');
  expect(secrets.keyFor('cloud', cloud)).toBe('sk-real');
  const again = open(dir.path);
  expect(again.keyState('cloud', cloud)).toBe('stored');
  expect(await again.get('cloud', cloud)).toBe('sk-real');
  expect(statSync(join(dir.path, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(dir.names()).toEqual(['secrets.json']);
});

test.each([
  ['the scheme', 'http://api.example.com:443/v1'],
  ['the host', 'https://api.example.org/v1'],
  ['the port', 'https://api.example.com:8443/v1'],
])('a change of %s keeps the key back until it is confirmed', async (_what, changed) => {
  const secrets = open(tempDir().path);
  await secrets.set('cloud', cloud, 'sk-real');
  expect(secrets.keyState('cloud', changed)).toBe('unconfirmed');
  expect(secrets.keyFor('cloud', changed)).toBeNull();
  expect(secrets.hasKey('cloud')).toBe(true);

  expect(await secrets.confirm('cloud', changed)).toBe(true);
  expect(secrets.keyState('cloud', changed)).toBe('stored');
  expect(secrets.keyFor('cloud', changed)).toBe('sk-real');
  expect(secrets.keyFor('cloud', cloud)).toBeNull();
});

test('another path on the same server is the same owner', async () => {
  const secrets = open(tempDir().path);
  await secrets.set('cloud', cloud, 'sk-real');
  expect(secrets.keyFor('cloud', 'https://api.example.com:443/other/v2')).toBe('sk-real');
});

test('removing forgets one key and leaves the others', async () => {
  const dir = tempDir();
  const secrets = open(dir.path);
  await secrets.set('a', cloud, 'key-a');
  await secrets.set('b', cloud, 'key-b');
  expect(await secrets.remove('a')).toBe(true);
  expect(await secrets.remove('a')).toBe(false);
  expect(await secrets.confirm('a', cloud)).toBe(false);
  expect(open(dir.path).keyState('a', cloud)).toBe('none');
  expect(open(dir.path).keyFor('b', cloud)).toBe('key-b');
  expect(dir.read('secrets.json')).not.toContain('key-a');
});

test('with a key store the file holds no readable key, and the entry opens after a restart', async () => {
  const dir = tempDir();
  await open(dir.path, fakeKeychain()).set('cloud', cloud, 'sk-real');
  expect(dir.read('secrets.json')).not.toContain('sk-real');

  const again = open(dir.path, fakeKeychain());
  expect(again.keyFor('cloud', cloud)).toBeNull();
  await again.unlock();
  expect(again.keyFor('cloud', cloud)).toBe('sk-real');
  expect(again.keyState('cloud', cloud)).toBe('stored');
  expect(again.hasPlain()).toBe(false);
});

test('an encrypted key is locked without a key store, and stays in the file whatever else changes', async () => {
  const dir = tempDir();
  await open(dir.path, fakeKeychain()).set('cloud', cloud, 'sk-real');
  const headless = open(dir.path);
  await headless.unlock();
  expect(headless.keyState('cloud', cloud)).toBe('locked');
  expect(await headless.get('cloud', cloud)).toBeNull();
  await headless.set('other', cloud, 'key-b');
  await headless.confirm('cloud', 'https://moved.example.com/v1');

  const desktop = open(dir.path, fakeKeychain());
  expect(await desktop.get('cloud', 'https://moved.example.com/v1')).toBe('sk-real');
});

test('an entry of another user is locked, not dropped', async () => {
  const dir = tempDir();
  await open(dir.path, fakeKeychain({ owner: 'ada' })).set('cloud', cloud, 'sk-real');
  const text = dir.read('secrets.json');
  const other = open(dir.path, fakeKeychain({ owner: 'eve' }));
  await other.unlock();
  expect(other.keyState('cloud', cloud)).toBe('locked');
  await other.rewrap();
  expect(dir.read('secrets.json')).toBe(text);
});

test('plain keys are encrypted once a secure key store is there, and keep their address', async () => {
  const dir = tempDir();
  await open(dir.path).set('cloud', cloud, 'sk-real');
  const desktop = open(dir.path, fakeKeychain());
  expect(desktop.hasPlain()).toBe(true);
  await desktop.rewrap();
  expect(dir.read('secrets.json')).not.toContain('sk-real');
  expect(desktop.keyFor('cloud', cloud)).toBe('sk-real');
  expect(desktop.keyState('cloud', 'https://elsewhere.example.com')).toBe('unconfirmed');
});

test('a key store that is not secure counts as plain, and is said', async () => {
  const dir = tempDir();
  const secrets = open(dir.path, fakeKeychain({ secure: false }));
  await secrets.set('cloud', cloud, 'sk-real');
  const text = dir.read('secrets.json');
  await secrets.rewrap();
  expect(dir.read('secrets.json')).toBe(text);
  expect(secrets.hasPlain()).toBe(true);
  expect(open(dir.path).keyFor('cloud', cloud)).toBe('sk-real');
});

test('a key store that fails does not lose the key', async () => {
  const failing = { ...fakeKeychain(), encrypt: () => Promise.reject(new Error('no session')) };
  const dir = tempDir();
  await open(dir.path, failing).set('cloud', cloud, 'sk-real');
  expect(open(dir.path).keyFor('cloud', cloud)).toBe('sk-real');
});

test('changes asked for at the same time happen in order', async () => {
  const dir = tempDir();
  const secrets = open(dir.path, fakeKeychain());
  await Promise.all([
    secrets.set('cloud', cloud, 'first'),
    secrets.rewrap(),
    secrets.set('cloud', cloud, 'second'),
    secrets.remove('cloud'),
    secrets.set('cloud', cloud, 'third'),
  ]);
  expect(await open(dir.path, fakeKeychain()).get('cloud', cloud)).toBe('third');
});

test.each(['{ broken', '{ "keys": { "a": { "scheme": "magic", "value": "x", "origin": "y" } } }'])(
  'a file that holds %j is kept and said before it is replaced',
  async (text) => {
    const dir = tempDir();
    dir.write('secrets.json', text);
    const secrets = open(dir.path);
    expect(secrets.broken()).toMatchObject({
      fileName: 'secrets.json',
      keptAs: 'secrets.broken-2026-11-21.json',
    });
    expect(dir.names()).toEqual(['secrets.json']);

    await secrets.set('cloud', cloud, 'sk-real');
    expect(dir.read('secrets.broken-2026-11-21.json')).toBe(text);
    expect(open(dir.path).keyFor('cloud', cloud)).toBe('sk-real');
  },
);

test('slugs such as constructor are no entries', () => {
  const secrets = open(tempDir().path);
  expect(secrets.keyState('constructor', cloud)).toBe('none');
  expect(secrets.keyFor('tostring', cloud)).toBeNull();
});
