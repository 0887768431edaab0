/** ModelTray's address as DB-GPT will see it, from where it runs. Pure. */
import type { ExportVariant, WslNetwork } from '../../../shared/exports.ts';

export interface SeenFrom {
  port: number;
  variant: ExportVariant;
  wsl: WslSetup;
}

/** How this machine's WSL2 is set up. */
export interface WslSetup {
  network: WslNetwork;
  /** Windows' own address on the network that WSL gets with `nat`; null where there is none to be seen. */
  hostAddress: string | null;
}

/** The name that a container has for the machine it runs on; on Linux `--add-host` gives it. */
export const dockerHost = 'host.docker.internal';

/** `http://127.0.0.1:9999/v1` and its like. */
export function baseUrlFor({ port, variant, wsl }: SeenFrom): string {
  return `http://${hostFor(variant, wsl)}:${port}/v1`;
}

function hostFor(variant: ExportVariant, { network, hostAddress }: WslSetup): string {
  if (variant === 'docker') return dockerHost;
  if (variant === 'wsl' && network === 'nat') return hostAddress ?? '127.0.0.1';
  return '127.0.0.1';
}

/** A look at `/healthz`, which needs no key, from where DB-GPT runs. */
export function curlFor(baseUrl: string): string {
  return `curl ${baseUrl.replace(/\/v1$/, '/healthz')}`;
}
