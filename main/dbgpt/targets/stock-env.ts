/**
 * The environment for `configs/dbgpt-proxy-openai.toml` as DB-GPT 0.7 and newer ships it. That file sends the model's
 * name upstream, and uses one key for chat and embeddings. The values have passed `checkValues`.
 */
import type { EnvLine } from '../env/merge-env.ts';
import { defaultModelOf } from '../facts.ts';
import type { ExportFacts } from '../facts.ts';
import { createWords, oneLine } from './words.ts';

/** POSIX `export` lines, to be read into a shell. */
export function renderShell(facts: ExportFacts): string {
  return render(facts, 'export.comment.shell.title', ({ key, value }) => `export ${key}=${quoted(value)}`);
}

/** For `docker run --env-file`, which takes everything behind the sign as it stands. */
export function renderEnvFile(facts: ExportFacts): string {
  return render(facts, 'export.comment.envFile.title', ({ key, value }) => `${key}=${value}`);
}

/** Between single quotes a POSIX shell changes nothing; a single quote itself is closed around. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** The embedding model where its name can be one in DB-GPT, which allows no `@`, and the chat model's key is its key too. */
export function stockEmbedding(facts: ExportFacts): ExportFacts['embedding'] {
  const { embedding } = facts;
  if (embedding === null || embedding.backend.includes('@')) return null;
  return embedding.key === defaultModelOf(facts).key ? embedding : null;
}

export function stockLines(facts: ExportFacts): EnvLine[] {
  const model = defaultModelOf(facts);
  const embedding = stockEmbedding(facts);
  const { t, address, model: aboutModel, key } = createWords(facts);
  return [
    line('LLM_MODEL_NAME', model.backend, aboutModel(model)),
    line('LLM_MODEL_PROVIDER', 'proxy/openai'),
    line('OPENAI_API_BASE', model.baseUrl, address),
    line('OPENAI_API_TYPE', 'open_ai', t('export.comment.guardType')),
    line('OPENAI_API_KEY', model.key, key(model)),
    ...(embedding === null
      ? []
      : [
          line('EMBEDDING_MODEL_NAME', embedding.backend, t('export.comment.embedding')),
          line('EMBEDDING_MODEL_PROVIDER', 'proxy/openai'),
          line('EMBEDDING_MODEL_API_URL', `${embedding.baseUrl}/embeddings`),
        ]),
  ];
}

type Title = 'export.comment.shell.title' | 'export.comment.envFile.title';

function render(facts: ExportFacts, title: Title, write: (line: EnvLine) => string): string {
  const lines = stockLines(facts).flatMap((one) => [
    ...one.comments.map((comment) => `# ${comment}`),
    write(one),
  ]);
  return `${[`# ${createWords(facts).t(title)}`, ...lines].join('\n')}\n`;
}

function line(key: string, value: string, ...comments: string[]): EnvLine {
  return { key, value, comments: comments.map(oneLine) };
}
