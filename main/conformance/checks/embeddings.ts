import { message } from '../../../shared/i18n/index.ts';
import { bodyOf, firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { listAt, memberAt, numberAt, parseJson } from '../fields.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

/** DB-GPT reads `data[].index`, which must be there, and `data[].embedding` as a list of numbers. */
export const embeddings: Check = {
  id: 'embeddings',
  types: ['embedding'],
  quickFor: ['embedding'],
  steps: ['embeddings'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'embeddings');
    const outcome = outcomeOf(exchange);
    if (exchange === undefined || outcome.kind !== 'answered') {
      const detail = outcome.kind === 'answered' ? message('check.not.notSent') : sayOutcome(outcome);
      return flawed('embedding-refused', detail, { exchange: exchange ?? null });
    }
    return judgeRows(exchange, listAt(parseJson(bodyOf(exchange)), 'data'));
  },
};

function judgeRows(exchange: Exchange, rows: readonly unknown[] | null): Judgement {
  if (rows === null) return flawed('embedding-shape', message('check.saw.noData'), { exchange });
  const sent = listAt(parseJson(exchange.request.body ?? ''), 'input')?.length ?? 0;
  if (rows.length !== sent) {
    return flawed('embedding-count', message('check.saw.rows', { rows: rows.length, sent }), { exchange });
  }
  const vectors = rows.map((row) => memberAt(row, 'embedding'));
  return (
    judgeVectors(exchange, vectors) ??
    judgeIndexes(exchange, rows) ??
    pass(message('check.saw.vectors', { rows: rows.length, length: lengthOf(vectors[0]) }), { exchange })
  );
}

function judgeVectors(exchange: Exchange, vectors: readonly unknown[]): Judgement | null {
  if (vectors.some((vector) => typeof vector === 'string')) {
    return flawed('embedding-base64', message('check.saw.base64'), { exchange });
  }
  if (!vectors.every(isNumbers))
    return flawed('embedding-shape', message('check.saw.noNumbers'), { exchange });
  // KoboldCpp 1.115 without an embedding model: 200 and empty vectors.
  if (vectors.some((vector) => lengthOf(vector) === 0)) {
    return flawed('embedding-empty', message('check.saw.emptyVector'), { exchange });
  }
  return new Set(vectors.map(lengthOf)).size > 1
    ? flawed('embedding-length', message('check.saw.unequalVectors'), { exchange })
    : null;
}

function judgeIndexes(exchange: Exchange, rows: readonly unknown[]): Judgement | null {
  const indexes = rows.map((row) => numberAt(row, 'index')).toSorted((a, b) => (a ?? -1) - (b ?? -1));
  return indexes.every((index, at) => index === at)
    ? null
    : flawed('embedding-index', message('check.saw.noIndex'), { exchange });
}

function isNumbers(vector: unknown): vector is number[] {
  return Array.isArray(vector) && vector.every((value) => typeof value === 'number');
}

function lengthOf(vector: unknown): number {
  return Array.isArray(vector) ? vector.length : 0;
}
