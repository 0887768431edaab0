import { wslNetworks } from '../../shared/exports.ts';
import type { WslNetwork } from '../../shared/exports.ts';
import type { CommonOptions } from './runner.ts';

export interface ExportOptions extends CommonOptions {
  for?: string;
  docker?: boolean;
  /** True where no network is named. */
  wsl?: boolean | string;
  direct?: boolean;
  withServerKey?: boolean;
  model?: string[];
  default?: string;
  embedding?: string;
  rerank?: string;
  dir?: string;
  out?: string;
  dryRun?: boolean;
  /** As it was before `--dir`: writes a file beside, and never into one. */
  save?: string;
  demoAnyway?: boolean;
  list?: boolean;
  undo?: boolean;
  all?: boolean;
  force?: boolean;
}

export function isNetwork(text: string): text is WslNetwork {
  return wslNetworks.some((network) => network === text);
}
