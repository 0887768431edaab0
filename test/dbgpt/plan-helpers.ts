import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DbgptHome } from '../../main/dbgpt/detect/detect-dbgpt.ts';
import type { ExportFacts } from '../../main/dbgpt/facts.ts';
import { findDestination } from '../../main/dbgpt/plan/destination.ts';
import type { PlaceAsked } from '../../main/dbgpt/plan/destination.ts';
import { planExport } from '../../main/dbgpt/plan/plan-export.ts';
import type { Planned } from '../../main/dbgpt/plan/plan-export.ts';
import type { ExportTarget } from '../../shared/exports.ts';
import { activeFacts } from './facts.ts';
import { judgeFacts } from './judge/facts.ts';

/** A new folder with these files in it. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-plan-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

export const version07 = { 'packages/dbgpt-core/src/dbgpt/_version.py': 'version = "0.7.3"\n' };
export const version08 = { 'packages/dbgpt-core/src/dbgpt/_version.py': 'version = "0.8.1"\n' };
export const version06 = { 'dbgpt/_version.py': 'version = "0.6.3"\n' };

export async function planFor(
  target: ExportTarget,
  place: Partial<PlaceAsked>,
  facts: ExportFacts = activeFacts,
  where: DbgptHome = { home: '/nowhere', dbgptHome: undefined },
): Promise<Planned> {
  const asked = { target, variant: null, folder: null, file: null, ...place };
  const destination = await findDestination(asked, where);
  return planExport({ target, destination, facts: { ...facts, variant: destination.variant }, judgeFacts });
}
