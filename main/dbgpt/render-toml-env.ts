import type { ExportFacts } from './facts.ts';
import { createLines, modelComment } from './lines.ts';

/**
 * The environment for `configs/dbgpt-proxy-openai.toml` as DB-GPT 0.7 and newer ships it, as POSIX `export` lines. That
 * file sends the model's name upstream, and uses one key for chat and embeddings.
 * The values have passed `checkValues`.
 */
export function renderTomlEnv(facts: ExportFacts): string {
  const { baseUrl, key, model } = facts;
  const { t, comment, line, gap, text } = createLines(facts);
  comment(t('export.comment.shell.title'));
  gap();
  comment(modelComment(facts, t));
  line(exportLine('LLM_MODEL_NAME', model.name));
  line(exportLine('LLM_MODEL_PROVIDER', 'proxy/openai'));
  comment(t('export.comment.url'));
  line(exportLine('OPENAI_API_BASE', baseUrl));
  comment(t('export.comment.guardType'));
  line(exportLine('OPENAI_API_TYPE', 'open_ai'));
  comment(t('export.comment.key'));
  line(exportLine('OPENAI_API_KEY', key));
  const embedding = nameableEmbedding(facts);
  if (embedding !== null) {
    gap();
    comment(t('export.comment.embedding'));
    line(exportLine('EMBEDDING_MODEL_NAME', embedding));
    line(exportLine('EMBEDDING_MODEL_PROVIDER', 'proxy/openai'));
    line(exportLine('EMBEDDING_MODEL_API_URL', `${baseUrl}/embeddings`));
  }
  return text();
}

/** The embedding model's name where DB-GPT accepts it as a name: it may hold no `@`. */
export function nameableEmbedding({ embedding }: ExportFacts): string | null {
  return embedding === null || embedding.qualifiedId.includes('@') ? null : embedding.qualifiedId;
}

/** Between single quotes a POSIX shell changes nothing; a single quote itself is closed around. */
function exportLine(name: string, value: string): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}
