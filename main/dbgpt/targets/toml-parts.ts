/**
 * The tables of DB-GPT 0.7 and newer: `[models]`, one `[[models.llms]]` per model, and embeddings, reranker and the
 * agents' budget where they are chosen and read. Only keys that its dataclasses read. The values have passed `checkValues`.
 */
import { concurrency, defaultModelOf } from '../facts.ts';
import type { ExportFacts, ExportModel } from '../facts.ts';
import type { TomlLine, TomlPart } from '../toml/merge-toml.ts';
import { reads } from '../version.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { embeddingEntry, entryNames, rerankEntry } from './entry-names.ts';
import { createWords, oneLine } from './words.ts';

/** In the order in which a new file has them. */
export function tomlParts(facts: ExportFacts, target: ExportTarget): TomlPart[] {
  const names = entryNames(facts);
  return [
    ...agentPart(facts, target),
    { kind: 'table', path: ['models'], lines: defaultLines(facts, names) },
    ...facts.models.map((model, at) => modelPart(facts, model, names[at] ?? '')),
    ...embeddingPart(facts),
    ...rerankPart(facts),
  ];
}

/** Tokens that are kept free for an answer; DB-GPT's own 4096 would leave a small context nothing. */
export function reservedTokens(budget: number): number {
  return Math.min(4096, Math.floor(budget / 4));
}

/** The agents' budget where this version reads one and a context is known; DB-GPT takes 120 000 tokens without it. */
export function agentBudget(
  { agentContext, version }: Pick<ExportFacts, 'agentContext' | 'version'>,
  target: ExportTarget,
): number | null {
  return reads('agentContext', version, target) ? agentContext : null;
}

function agentPart(facts: ExportFacts, target: ExportTarget): TomlPart[] {
  const budget = agentBudget(facts, target);
  if (budget === null) return [];
  const { t } = createWords(facts);
  const lines = [
    line('max_context_tokens', budget, t('export.comment.agentContext')),
    line('reserved_tokens', reservedTokens(budget)),
  ];
  return [{ kind: 'table', path: ['service', 'web', 'agent_context'], lines }];
}

function defaultLines(facts: ExportFacts, names: readonly string[]): TomlLine[] {
  const at = facts.models.indexOf(defaultModelOf(facts));
  return [
    line('default_llm', names[at] ?? ''),
    ...(facts.embedding === null ? [] : [line('default_embedding', embeddingEntry)]),
    ...(facts.rerank === null ? [] : [line('default_reranker', rerankEntry)]),
  ];
}

function modelPart(facts: ExportFacts, model: ExportModel, name: string): TomlPart {
  const { t, address, model: aboutModel, key, context } = createWords(facts);
  const lines = [
    line('name', name, t('export.comment.name')),
    line('provider', 'proxy/openai'),
    line('backend', model.backend, aboutModel(model)),
    line('api_base', model.baseUrl, address),
    line('api_key', model.key, key(model)),
    line('api_type', 'open_ai', t('export.comment.guardType')),
    ...(model.context === null ? [] : [line('context_length', model.context, context(model))]),
    line('concurrency', concurrency, t('export.comment.concurrency')),
  ];
  return { kind: 'entry', path: ['models', 'llms'], name, lines };
}

function embeddingPart(facts: ExportFacts): TomlPart[] {
  const { embedding } = facts;
  if (embedding === null) return [];
  const { t, key } = createWords(facts);
  const lines = [
    line('name', embeddingEntry, t('export.comment.embedding')),
    line('provider', 'proxy/openai'),
    line('backend', embedding.backend),
    line('api_url', `${embedding.baseUrl}/embeddings`),
    line('api_key', embedding.key, key(embedding)),
  ];
  return [{ kind: 'entry', path: ['models', 'embeddings'], name: embeddingEntry, lines }];
}

/** `proxy/siliconflow` reads `{results:[{index, relevance_score}]}`, which is what rerank servers and ModelTray send. */
function rerankPart(facts: ExportFacts): TomlPart[] {
  const { rerank } = facts;
  if (rerank === null) return [];
  const { t, key } = createWords(facts);
  const lines = [
    line('name', rerankEntry, t('export.comment.rerank')),
    line('provider', 'proxy/siliconflow'),
    line('backend', rerank.backend),
    line('api_url', `${rerank.baseUrl}/rerank`),
    line('api_key', rerank.key, key(rerank)),
  ];
  return [{ kind: 'entry', path: ['models', 'rerankers'], name: rerankEntry, lines }];
}

function line(key: string, value: TomlLine['value'], comment?: string): TomlLine {
  return { key, value, ...(comment === undefined ? {} : { comment: oneLine(comment) }) };
}
