import { safeStorage } from 'electron';
import type { Keychain } from '../core.ts';

/**
 * The system's key store by Electron's safeStorage. Nothing is touched before the first use: the first access may make
 * macOS or a Linux wallet ask the user.
 */
export function createKeychain(platform: NodeJS.Platform): Keychain {
  return {
    async isSecure() {
      // `basic_text` encrypts with a password that is the same everywhere; `unknown` is not ready yet.
      const isPlain =
        platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
      if (isPlain || !(await safeStorage.isAsyncEncryptionAvailable())) return false;
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
 * True where Chromium has fallen back to its built-in password although a wallet belongs to this desktop: nobody runs
 * the wallet. What it encrypts then starts with `v10`, and with `v11` or more where a wallet holds the password.
 */
async function isBuiltInPassword(): Promise<boolean> {
  const probe = await safeStorage.encryptStringAsync('probe');
  return probe.subarray(0, 3).toString('latin1') === 'v10';
}
