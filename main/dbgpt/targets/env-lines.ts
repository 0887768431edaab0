/**
 * The `.env` of DB-GPT 0.6.3 and older, line by line. It has room for one model; the other ones stand as comments. The
 * values have passed `checkValues`.
 */
import type { EnvLine } from '../env/merge-env.ts';
import { mergeEnv } from '../env/merge-env.ts';
import { defaultModelOf } from '../facts.ts';
import type { ExportFacts, ExportModel, PinnedModel } from '../facts.ts';
import { reads } from '../version.ts';
import { createWords, oneLine } from './words.ts';

export function envLines(facts: ExportFacts): EnvLine[] {
  return [...chatLines(facts), ...embeddingLines(facts), ...rerankLines(facts)];
}

/** The lines as a file of their own. */
export function renderEnv(facts: ExportFacts): string {
  return mergeEnv('', envLines(facts), envTitle(facts)).text;
}

export function envTitle(facts: ExportFacts): string {
  return createWords(facts).t('export.comment.env.title');
}

/** The embedding model where this version can be told one. */
export function envEmbedding({ embedding, version }: ExportFacts): PinnedModel | null {
  return reads('envEmbedding', version, '0.6') ? embedding : null;
}

/** `rerank_proxy_http_openapi` reads scores as no server gives them but ModelTray, so it needs ModelTray in between. */
export function envRerank({ rerank, version, variant }: ExportFacts): PinnedModel | null {
  return variant !== 'direct' && reads('envRerank', version, '0.6') ? rerank : null;
}

function chatLines(facts: ExportFacts): EnvLine[] {
  const model = defaultModelOf(facts);
  const { t, address, model: aboutModel, key, context } = createWords(facts);
  return [
    line('LLM_MODEL', 'proxyllm', t('export.comment.llmModel')),
    line('PROXYLLM_BACKEND', model.backend, ...otherModels(facts, model), aboutModel(model)),
    line('PROXY_SERVER_URL', `${model.baseUrl}/chat/completions`, address),
    line('PROXY_API_BASE', model.baseUrl, t('export.comment.guard')),
    line('PROXY_API_TYPE', 'open_ai'),
    line('PROXY_API_KEY', model.key, key(model)),
    ...(model.context === null ? [] : [line('MAX_CONTEXT_SIZE', String(model.context), context(model))]),
  ];
}

/** `proxy_http_openapi` posts to the URL as it stands; DB-GPT prefixes its settings with this name. */
function embeddingLines(facts: ExportFacts): EnvLine[] {
  const embedding = envEmbedding(facts);
  if (embedding === null) return [];
  const { t } = createWords(facts);
  return [
    line('EMBEDDING_MODEL', 'proxy_http_openapi', t('export.comment.embedding')),
    ...pinnedLines('proxy_http_openapi', `${embedding.baseUrl}/embeddings`, embedding),
  ];
}

function rerankLines(facts: ExportFacts): EnvLine[] {
  const rerank = envRerank(facts);
  if (rerank === null) return [];
  const { t } = createWords(facts);
  return [
    line('RERANK_MODEL', 'rerank_proxy_http_openapi', t('export.comment.rerank')),
    ...pinnedLines('rerank_proxy_http_openapi', `${rerank.baseUrl}/rerank`, rerank),
  ];
}

function pinnedLines(prefix: string, url: string, { key, backend }: PinnedModel): EnvLine[] {
  return [
    line(`${prefix}_proxy_server_url`, url),
    line(`${prefix}_proxy_api_key`, key),
    line(`${prefix}_proxy_backend`, backend),
  ];
}

function otherModels(facts: ExportFacts, chosen: ExportModel): string[] {
  const others = facts.models.filter((model) => model !== chosen);
  if (others.length === 0) return [];
  const { t } = createWords(facts);
  return [t('export.comment.others'), ...others.map((model) => `  ${oneLine(instead(model))}`)];
}

/** What names another model: each alias and each server has an address of its own at ModelTray. */
function instead({ name, backend, baseUrl, keyKind }: ExportModel): string {
  const slash = name.indexOf('/');
  const scope = slash === -1 ? name : name.slice(0, slash);
  const isOurs = keyKind === 'modeltray';
  const base = isOurs ? baseUrl.replace(/\/v1$/, `/r/${scope}/v1`) : baseUrl;
  const asked = isOurs && slash !== -1 ? name.slice(slash + 1) : backend;
  return `${name}: PROXYLLM_BACKEND=${asked} PROXY_API_BASE=${base}`;
}

function line(key: string, value: string, ...comments: string[]): EnvLine {
  return { key, value, comments: comments.map(oneLine) };
}
