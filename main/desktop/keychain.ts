import { safeStorage } from 'electron';
import type { Keychain } from '../core.ts';

/**
 * The system's key store by Electron's safeStorage. Nothing is touched before the first use: the first access may make
 * macOS or a Linux wallet ask the user.
 */
export function createKeychain(platform: NodeJS.Platform): Keychain {
  return {
    async isSecure() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      return platform !== 'linux' || !(await isBuiltInPassword());
    },
    async encrypt(text) {
      const encrypted = await safeStorage.encryptStringAsync(text);
      return encrypted.toString('base64');
    },
    async decrypt(base64) {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(base64, 'base64'));
      return result;
    },
  };
}

/**
 * True where Chromium encrypts with its built-in password, which is the same everywhere: no wallet is there, nobody runs
 * the one of this desktop, or `--password-store=basic` was given. What it encrypts then starts with `v10`, and with `v11`
 * or more where a wallet holds the password. `getSelectedStorageBackend` is no help: it tells of the synchronous calls,
 * which know fewer wallets (on sway or i3 it says `basic_text` beside a running GNOME keyring).
 */
async function isBuiltInPassword(): Promise<boolean> {
  const probe = await safeStorage.encryptStringAsync('probe');
  return probe.subarray(0, 3).toString('latin1') === 'v10';
}
