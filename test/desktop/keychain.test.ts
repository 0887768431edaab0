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
  ['linux', 'v11', true, true],
  ['linux', 'v12', true, true],
  ['linux', 'v11', false, false],
  ['darwin', 'v10', true, true],
  ['win32', 'v10', false, false],
] as const)(
  '%s encrypting as %s, available %s: secure %s',
  async (platform, cipher, isAvailable, isSecure) => {
    system.cipher = cipher;
    system.isEncryptionAvailable = isAvailable;
    expect(await createKeychain(platform).isSecure()).toBe(isSecure);
  },
);
