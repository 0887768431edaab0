import type { ExportTarget, JudgedLine, Verdict } from '../../../shared/exports.ts';
import type { Message } from '../../../shared/i18n/index.ts';

/** What a configuration is judged by. */
export interface JudgeFacts {
  /** Ports of this machine on which ModelTray answers. */
  ports: ReadonlySet<number>;
  /** The servers that are connected. */
  servers: readonly KnownServer[];
  /** True for a name that leads to a model of its own: an alias, a qualified id, a listed id. */
  isKnownModel: (name: string) => boolean;
  /** What the DB-GPT reads that the file is for; null where that is not known. */
  target: ExportTarget | null;
}

export interface KnownServer {
  slug: string;
  name: string;
  baseUrl: string;
}

/** Where a line stands and what it is called. */
export interface Place {
  line: number | null;
  key: string;
}

export function say({ line, key }: Place, verdict: Verdict, text: Message): JudgedLine {
  return { line, key, verdict, text };
}

/** In the file's order; what is missing comes last. */
export function inOrder(lines: readonly JudgedLine[]): JudgedLine[] {
  return lines.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
}
