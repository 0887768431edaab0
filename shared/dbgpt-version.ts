/** Versions of DB-GPT, and which configuration each of them reads. */
import type { ExportTarget } from './exports.ts';

/** `0.7.3`, `v0.8.1rc1`; null for what is no version. */
export function parseVersion(text: string): [major: number, minor: number, patch: number] | null {
  const match = /^\s*v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** False too where `version` is no version. */
export function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(least)];
  if (a === null || b === null) return false;
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs === -1 || (a[differs] ?? 0) > (b[differs] ?? 0);
}

/** What a version of DB-GPT reads: a `.env` before 0.7, a TOML file from then on, profiles from 0.8 on. */
export function targetOf(version: string): ExportTarget | null {
  if (parseVersion(version) === null) return null;
  if (isAtLeast(version, '0.8.0')) return '0.8';
  return isAtLeast(version, '0.7.0') ? '0.7' : '0.6';
}
