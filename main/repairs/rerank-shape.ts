import type { Json } from './json.ts';
import { isObject } from './json.ts';

/** How a client asked, and so what it reads. */
export interface AskedRanking {
  /** It sent `texts`, as Hugging Face's TEI wants them: it reads a bare list of `{index, score}`. */
  isTei: boolean;
  /** How many texts are to be ranked. */
  count: number;
  /** It may be DB-GPT's `proxy/openapi`, which reads `data` as the scores in the order of the documents. */
  readsScores: boolean;
}

/**
 * A ranking in the shape that its request implies. Servers answer `{results:[{index, relevance_score}]}` (Jina, Cohere,
 * llama.cpp, vLLM), `[{index, score}]` (TEI, SGLang) or `{data:[{index, relevance_score}]}` (Voyage); DB-GPT's four
 * rerank providers read three of them. The same value where it fits already, or is no ranking.
 */
export function mendRanking(answer: unknown, asked: AskedRanking): unknown {
  const rows = rowsOf(answer);
  if (rows === null) return answer;
  const ranked = rows.map(readRow);
  if (!ranked.every((row) => row !== null)) return answer;
  if (asked.isTei)
    return Array.isArray(answer) ? answer : ranked.map(({ index, score }) => ({ index, score }));
  const isJina = isObject(answer) && Array.isArray(answer['results']) && rows.every(isJinaRow);
  const results = isJina
    ? rows
    : rows.map((row, at) => ({ ...row, index: ranked[at]?.index, relevance_score: ranked[at]?.score }));
  const scores = asked.readsScores ? inOrder(ranked, asked.count) : null;
  if (isJina && scores === null) return answer;
  return { ...(isObject(answer) ? answer : {}), results, ...(scores === null ? {} : { data: scores }) };
}

interface Ranked {
  index: number;
  score: number;
}

function rowsOf(answer: unknown): Json[] | null {
  const list = isObject(answer) ? (answer['results'] ?? answer['data']) : answer;
  return Array.isArray(list) && list.length > 0 && list.every(isObject) ? list : null;
}

function readRow(row: Json): Ranked | null {
  const { index, relevance_score: relevance, score } = row;
  const value = relevance ?? score;
  return typeof index === 'number' && typeof value === 'number' ? { index, score: value } : null;
}

function isJinaRow(row: Json): boolean {
  return typeof row['relevance_score'] === 'number';
}

/** The scores by document; null where one of them has none. */
function inOrder(ranked: readonly Ranked[], count: number): number[] | null {
  const scores = Array.from({ length: count }, (_, at) => ranked.find(({ index }) => index === at)?.score);
  return scores.length > 0 && scores.every((score) => score !== undefined) ? scores : null;
}
