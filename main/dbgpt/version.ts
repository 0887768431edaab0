import { isAtLeast } from '../../shared/dbgpt-version.ts';
import type { ExportTarget } from '../../shared/exports.ts';

/** Things that some versions of one target have or read and others don't, with the version that began to. */
const since = {
  /** `EMBEDDING_MODEL=proxy_http_openapi`; before it an unknown name, with which DB-GPT does not start. */
  envEmbedding: '0.5.1',
  envRerank: '0.5.6',
  /** Its server lies in `dbgpt/app`; up to 0.4.3 it was in `pilot/server` (DB-GPT's own instructions for 0.4.4). */
  appFolder: '0.4.4',
  agentContext: '0.8.1',
} as const;

/** What nobody knows the version of is taken for the newest of its target. */
export function reads(feature: keyof typeof since, version: string | null, target: ExportTarget): boolean {
  if (version !== null) return isAtLeast(version, since[feature]);
  return feature === 'agentContext' ? target === '0.8' : target === '0.6';
}
