import type { ExportFacts } from './facts.ts';
import { contextComment, createLines, modelComment } from './lines.ts';
import type { Lines } from './lines.ts';

/**
 * The `.env` lines of DB-GPT 0.6.3 and older. Values stand unquoted and comments on lines of their own, since
 * `docker run --env-file` strips neither.
 * The values have passed `checkValues`.
 */
export function renderEnv(facts: ExportFacts): string {
  const { baseUrl, key, model } = facts;
  const lines = createLines(facts);
  const { t, comment, line, gap, text } = lines;
  comment(t('export.comment.env.title'));
  gap();
  comment(t('export.comment.llmModel'));
  line('LLM_MODEL=proxyllm');
  comment(modelComment(facts, t));
  line(`PROXYLLM_BACKEND=${model.name}`);
  comment(t('export.comment.url'));
  line(`PROXY_SERVER_URL=${baseUrl}/chat/completions`);
  comment(t('export.comment.guard'));
  line(`PROXY_API_BASE=${baseUrl}`);
  line('PROXY_API_TYPE=open_ai');
  comment(t('export.comment.key'));
  line(`PROXY_API_KEY=${key}`);
  if (model.context !== null) {
    comment(contextComment(facts, t));
    line(`MAX_CONTEXT_SIZE=${model.context}`);
  }
  addEmbedding(lines, facts);
  return text();
}

/** `proxy_http_openapi` posts to the URL as it stands; DB-GPT prefixes its settings with this name. */
function addEmbedding({ t, comment, line, gap }: Lines, { baseUrl, key, embedding }: ExportFacts): void {
  if (embedding === null) return;
  gap();
  comment(t('export.comment.embedding'));
  line('EMBEDDING_MODEL=proxy_http_openapi');
  line(`proxy_http_openapi_proxy_server_url=${baseUrl}/embeddings`);
  line(`proxy_http_openapi_proxy_api_key=${key}`);
  line(`proxy_http_openapi_proxy_backend=${embedding.qualifiedId}`);
}
