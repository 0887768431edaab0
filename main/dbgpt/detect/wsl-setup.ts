/**
 * How WSL2 on this Windows reaches Windows: `networkingMode` of `%UserProfile%\.wslconfig`, which is `nat` unless it says
 * otherwise, and the address of the adapter that WSL has with `nat`. Reads only.
 */
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { WslNetwork } from '../../../shared/exports.ts';
import type { WslSetup } from '../targets/addresses.ts';

export interface WslFacts {
  home: string;
  /** What the user says; null leaves it to `.wslconfig`. */
  wanted: WslNetwork | null;
  /** Replaces this machine's network adapters in tests. */
  adapters?: () => NodeJS.Dict<{ family: string; address: string }[]>;
}

export async function readWslSetup({
  home,
  wanted,
  adapters = networkInterfaces,
}: WslFacts): Promise<WslSetup> {
  const config = await readFile(join(home, '.wslconfig'), 'utf8').catch(() => '');
  return { network: wanted ?? networkIn(config), hostAddress: hostAddressIn(adapters()) };
}

/** Of an INI file; the last line counts. */
export function networkIn(config: string): WslNetwork {
  const lines = [...config.matchAll(/^[^\S\n]*networkingMode[^\S\n]*=[^\S\n]*"?(\w+)"?/gim)];
  return lines.at(-1)?.[1]?.toLowerCase() === 'mirrored' ? 'mirrored' : 'nat';
}

/** `vEthernet (WSL)`, in newer Windows `vEthernet (WSL (Hyper-V firewall))`. */
function hostAddressIn(adapters: NodeJS.Dict<{ family: string; address: string }[]>): string | null {
  const [, found] = Object.entries(adapters).find(([name]) => /^vEthernet \(WSL\b/i.test(name)) ?? [];
  return found?.find(({ family }) => family === 'IPv4')?.address ?? null;
}
