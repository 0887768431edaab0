import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});

const memorySchema = z.object({
  bounds: boundsSchema.nullable().default(null),
  isMaximized: z.boolean().default(false),
  /** The user was told that closing the window does not end the app. */
  wasTold: z.boolean().default(false),
  /** Files of DB-GPT's that the user chose to keep when quitting: about these it is not asked again. */
  keptExports: z.array(z.string()).default([]),
});

/** What the window keeps for itself between runs; settings are the core's. */
export type WindowMemory = z.output<typeof memorySchema>;

export interface WindowMemoryFile {
  /** True where no earlier run has left the file. */
  readonly isFirstRun: boolean;
  get(): WindowMemory;
  /** Kept at once in memory; writing goes on behind, one at a time, and a failure goes to `onError`. */
  update(patch: Partial<WindowMemory>): void;
  /** Resolves when all that was kept is written. */
  flush(): Promise<void>;
}

/** Opens `path`; a missing or damaged file counts as an empty one. */
export async function openWindowMemory(
  path: string,
  onError: (error: unknown) => void,
): Promise<WindowMemoryFile> {
  const text = await readFile(path, 'utf8').catch(() => null);
  let memory = parseMemory(text);
  let writing = Promise.resolve();
  return {
    isFirstRun: text === null,
    get: () => memory,
    update(patch) {
      memory = { ...memory, ...patch };
      const next = memory;
      writing = writing.then(() => writeMemory(path, next)).catch(onError);
    },
    flush: () => writing,
  };
}

function parseMemory(text: string | null): WindowMemory {
  try {
    const parsed = memorySchema.safeParse(JSON.parse(text ?? '{}'));
    if (parsed.success) return parsed.data;
  } catch {
    // A damaged file is replaced by the next write.
  }
  return memorySchema.parse({});
}

async function writeMemory(path: string, memory: WindowMemory): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(memory), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
