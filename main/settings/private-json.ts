/**
 * A small JSON file with secrets in it: read once, written whole (atomic, 0600), one change after the other. A file that
 * cannot be used is kept beside itself before it is replaced, and said.
 */
import { join } from 'node:path';
import type { z } from 'zod';
import { fileProblem } from '../../shared/file-problem.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { describeIssues } from './describe-issue.ts';
import { planKeep } from './keep-file.ts';
import type { KeptFile } from './keep-file.ts';
import { readWhole } from './read-file.ts';
import { writePrivateFile } from './write-file.ts';

export interface BrokenFile {
  fileName: string;
  reason: Message;
  keptAs: string;
}

export interface PrivateJson<Content> {
  /** Null where the file is missing or broken. Does not throw and does not write. */
  read(): { content: Content | null; broken: BrokenFile | null };
  /** Keeps what has to be kept, then replaces the file. Rejects with ModelTrayError `not_writable`. */
  write(content: Content): Promise<void>;
}

export function createPrivateJson<Content>(
  dataDir: string,
  fileName: string,
  schema: z.ZodType<Content>,
  now: () => number,
): PrivateJson<Content> {
  const path = join(dataDir, fileName);
  let kept: KeptFile | null = null;
  return {
    read() {
      const file = readWhole(path);
      if (file.state === 'missing') return { content: null, broken: null };
      const parsed = file.state === 'read' ? parse(file.text, schema) : unreadable(file.error);
      if (parsed.ok) return { content: parsed.content, broken: null };
      const bytes = file.state === 'read' ? file.bytes : null;
      kept = planKeep({ dataDir, fileName, mark: 'broken', now: now(), bytes });
      return { content: null, broken: { fileName, reason: parsed.reason, keptAs: kept.keptAs } };
    },
    async write(content) {
      kept?.keep();
      kept = null;
      await writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
    },
  };
}

type Parsed<Content> = { ok: true; content: Content } | { ok: false; reason: Message };

function parse<Content>(text: string, schema: z.ZodType<Content>): Parsed<Content> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: message('settings.reason.notJson') };
  }
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { ok: true, content: parsed.data }
    : { ok: false, reason: describeIssues(parsed.error.issues) };
}

function unreadable(error: unknown): { ok: false; reason: Message } {
  return { ok: false, reason: message('settings.reason.unreadable', { problem: fileProblem(error) }) };
}
