import { beforeEach, expect, test, vi } from 'vitest';
import { createKeychain } from '../../main/desktop/keychain.ts';
import { resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

test('what is locked can be unlocked, and is text in between', async () => {
  const keychain = createKeychain('linux');
  const locked = await keychain.encrypt('sk-密钥');
  expect(locked).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(locked).not.toContain('sk-');
  expect(await keychain.decrypt(locked)).toBe('sk-密钥');
});

test('what another user locked is refused', async () => {
  await expect(createKeychain('linux').decrypt('c2VjcmV0')).rejects.toThrow('Not encrypted');
});

test('a wallet that nobody runs is no secure place, whatever the desktop is', async () => {
  system.cipher = 'v10';
  expect(await createKeychain('linux').isSecure()).toBe(false);
  expect(await createKeychain('darwin').isSecure()).toBe(true);
});

test.each([
  ['linux', 'gnome_libsecret', true, true],
  ['linux', 'basic_text', true, false],
  ['linux', 'unknown', true, false],
  ['linux', 'kwallet6', false, false],
  ['darwin', 'basic_text', true, true],
  ['win32', 'unknown', false, false],
] as const)('%s with %s, available %s: secure %s', async (platform, backend, isAvailable, isSecure) => {
  system.backend = backend;
  system.isEncryptionAvailable = isAvailable;
  expect(await createKeychain(platform).isSecure()).toBe(isSecure);
});
