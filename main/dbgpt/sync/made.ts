/** What an export was made of, and whether the same one would be another one now. Pure. */
import type { ExportChoice, ExportPart, ExportTarget } from '../../../shared/exports.ts';
import { exportParts } from '../../../shared/exports.ts';
import { defaultModelOf, isPinned } from '../facts.ts';
import type { ExportFacts, ExportModel } from '../facts.ts';
import type { Made } from '../files/journal.ts';
import { hashOf } from '../files/read-target.ts';

/** `facts` are those that the file is rendered from. */
export function buildMade(choice: ExportChoice, facts: ExportFacts): Made {
  const { variant, models, defaultModel, embedding, rerank, agentContext, version } = facts;
  return {
    choice: {
      ...choice,
      variant,
      models: models.map(({ name }) => name),
      defaultModel,
      // Whoever chooses another embedding model in ModelTray must not make DB-GPT's knowledge bases unreadable.
      embedding: embedding?.qualifiedId ?? null,
      rerank: rerank?.qualifiedId ?? null,
      ...(version === null ? {} : { version }),
    },
    contexts: Object.fromEntries(models.map(({ name, context }) => [name, context])),
    agentContext,
    parts: partsOf(facts, choice.for),
  };
}

/**
 * The same export from what is true now. A model that is not loaded keeps the context that the file names; behind an
 * alias, where the model may be any, the file stays right as long as the model holds no less than that.
 */
export function factsAsMade(facts: ExportFacts, made: Made): ExportFacts {
  const models = facts.models.map((model) => ({ ...model, context: keptContext(model, made) }));
  const chosen = made.choice.agentContext;
  const known = models.map(({ context }) => context).filter((size) => size !== null);
  const smallest = known.length === 0 ? made.agentContext : Math.min(...known);
  return { ...facts, models, agentContext: made.agentContext === null ? null : (chosen ?? smallest) };
}

function keptContext({ name, context }: ExportModel, { contexts }: Made): number | null {
  const kept = contexts[name] ?? null;
  if (kept === null || context === null) return kept;
  return isPinned({ name }) ? context : Math.min(context, kept);
}

/** Hashes of what the file holds of each part. Only what its target reads counts. */
export function partsOf(facts: ExportFacts, target: ExportTarget): Record<ExportPart, string> {
  const hasRoom = target === '0.7' || target === '0.8';
  const models = hasRoom ? facts.models : [defaultModelOf(facts)];
  const all = [...models, ...[facts.embedding, facts.rerank].filter((one) => one !== null)];
  const sizes = target === 'stock-env' ? [] : models.map(({ context }) => context);
  return {
    address: hashed(all.map(({ baseUrl }) => baseUrl)),
    key: hashed(all.map(({ key }) => key)),
    models: hashed([...all.map(({ backend }) => backend), facts.defaultModel]),
    context: hashed(hasRoom ? [...sizes, facts.agentContext] : sizes),
  };
}

export function changedParts(before: Made['parts'], after: Made['parts']): ExportPart[] {
  return exportParts.filter((part) => before[part] !== after[part]);
}

/** One word for all parts together. */
export function fingerprintOf(parts: Made['parts']): string {
  return hashed(exportParts.map((part) => parts[part]));
}

function hashed(value: unknown): string {
  return hashOf(Buffer.from(JSON.stringify(value))) ?? '';
}
