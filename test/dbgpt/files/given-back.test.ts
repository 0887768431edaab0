import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WrittenFile } from '../../../main/dbgpt/files/journal.ts';
import { fileSteps } from '../../../main/dbgpt/files/steps.ts';
import { undoWrite, writeUserFile } from '../../../main/dbgpt/files/write-file.ts';
import type { FileWriter } from '../../../main/dbgpt/files/write-file.ts';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { generateEnv, generateToml } from '../../support/generated.ts';
import { createSeeded } from '../../support/seeded.ts';
import type { Seeded } from '../../support/seeded.ts';
import { activeFacts, fullFacts } from '../facts.ts';
import { planFor } from '../plan-helpers.ts';

function createWriter(): FileWriter {
  let kept: readonly WrittenFile[] = [];
  const journal = {
    entries: () => kept,
    save(entries: readonly WrittenFile[]) {
      kept = entries;
      return Promise.resolve();
    },
  };
  return { steps: fileSteps, journal, now: () => 1 };
}

const keys = ['LLM_MODEL', 'PROXY_API_KEY', 'PROXY_SERVER_URL', 'EMBEDDING_MODEL'];
const kinds: [ExportTarget, string, (random: Seeded) => string][] = [
  ['0.6', '.env', (random) => generateEnv(random, keys)],
  ['0.7', 'mine.toml', generateToml],
];

test.each(kinds)(
  '%s: written once or twice, undo gives the very bytes back',
  async (target, name, generate) => {
    const random = createSeeded(23);
    const folder = await mkdtemp(join(tmpdir(), 'modeltray-back-'));
    const path = join(folder, name);
    const writer = createWriter();
    let written = 0;
    const write = async (facts: ExportFacts): Promise<void> => {
      const { write: wanted } = await planFor(target, { file: path }, facts);
      if ((await writeUserFile(writer, { ...wanted, target })) !== null) written += 1;
    };
    for (let n = 0; n < 60; n += 1) {
      const before = Buffer.from(generate(random), 'utf8');
      await writeFile(path, before);
      await write(activeFacts);
      if (random.chance() < 0.5) await write(fullFacts);
      for (const { id } of [...writer.journal.entries()]) await undoWrite(writer, id, { isForced: false });
      expect((await readFile(path)).equals(before), before.toString()).toBe(true);
      expect(await readdir(folder)).toEqual([name]);
    }
    expect(written).toBeGreaterThan(60);
  },
);
