import { concurrency, embeddingEntryName, entryName } from './facts.ts';
import type { ExportFacts } from './facts.ts';
import { contextComment, createLines, modelComment } from './lines.ts';
import type { Lines } from './lines.ts';

/**
 * The tables of DB-GPT 0.7 and newer: `[models]`, `[[models.llms]]`, and `[[models.embeddings]]` where an embedding
 * model is chosen. Only keys that its `proxy/openai` reads.
 * The values have passed `checkValues`.
 */
export function renderToml(facts: ExportFacts): string {
  const lines = createLines(facts);
  const { t, comment, line, gap, text } = lines;
  comment(t('export.comment.toml.title'));
  gap();
  line('[models]');
  line(`default_llm = ${tomlString(entryName)}`);
  if (facts.embedding !== null) line(`default_embedding = ${tomlString(embeddingEntryName)}`);
  addModel(lines, facts);
  addEmbedding(lines, facts);
  return text();
}

function addModel({ t, comment, line, gap }: Lines, facts: ExportFacts): void {
  const { baseUrl, key, model } = facts;
  gap();
  line('[[models.llms]]');
  comment(t('export.comment.name'));
  line(`name = ${tomlString(entryName)}`);
  line('provider = "proxy/openai"');
  comment(modelComment(facts, t));
  line(`backend = ${tomlString(model.name)}`);
  comment(t('export.comment.url'));
  line(`api_base = ${tomlString(baseUrl)}`);
  comment(t('export.comment.key'));
  line(`api_key = ${tomlString(key)}`);
  comment(t('export.comment.guardType'));
  line('api_type = "open_ai"');
  if (model.context !== null) {
    comment(contextComment(facts, t));
    line(`context_length = ${model.context}`);
  }
  comment(t('export.comment.concurrency'));
  line(`concurrency = ${concurrency}`);
}

function addEmbedding({ t, comment, line, gap }: Lines, { baseUrl, key, embedding }: ExportFacts): void {
  if (embedding === null) return;
  gap();
  line('[[models.embeddings]]');
  comment(t('export.comment.embedding'));
  line(`name = ${tomlString(embeddingEntryName)}`);
  line('provider = "proxy/openai"');
  line(`backend = ${tomlString(embedding.qualifiedId)}`);
  line(`api_url = ${tomlString(`${baseUrl}/embeddings`)}`);
  line(`api_key = ${tomlString(key)}`);
}

/** A basic string of TOML 1.0. Control characters were refused before; the two that remain are escaped. */
function tomlString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
