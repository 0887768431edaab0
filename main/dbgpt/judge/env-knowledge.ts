/** The lines of a `.env` that decide about embeddings and rankings. DB-GPT prefixes them with the model's name. */
import type { JudgedLine } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { EnvBinding } from '../env/parse-env.ts';
import { judgePosting } from './judge-address.ts';
import { say } from './judge-facts.ts';
import type { JudgeFacts } from './judge-facts.ts';
import type { ReadEnv } from './read-env.ts';

export function judgeKnowledge(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  return [...judgeEmbedding(env, facts), ...judgeRerank(env, facts)];
}

function judgeEmbedding(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  const binding = env.filled('EMBEDDING_MODEL');
  const name = binding?.value?.trim() ?? '';
  if (binding === undefined)
    return [say({ line: null, key: 'EMBEDDING_MODEL' }, 'warning', message('judge.env.noEmbedding'))];
  if (name === 'proxy_http_openapi') {
    const ok = say(binding, 'ok', message('judge.env.embedding'));
    return [ok, ...judgeProxy(env, name, '/embeddings', facts)];
  }
  if (name === 'proxy_openai') return [say(binding, 'warning', message('judge.env.langchain'))];
  return name.startsWith('proxy_')
    ? [say(binding, 'warning', message('judge.env.otherClient', { name }))]
    : [say(binding, 'warning', message('judge.env.localEmbedding', { name }))];
}

function judgeRerank(env: ReadEnv, facts: JudgeFacts): JudgedLine[] {
  const binding = env.filled('RERANK_MODEL');
  const name = binding?.value?.trim() ?? '';
  return name === 'rerank_proxy_http_openapi' ? judgeProxy(env, name, '/rerank', facts) : [];
}

/** Without lines of its own it takes those of the chat model, and posts to the chat address. */
function judgeProxy(
  env: ReadEnv,
  name: string,
  ending: '/embeddings' | '/rerank',
  facts: JudgeFacts,
): JudgedLine[] {
  const url = own(env, name, 'proxy_server_url');
  const model = own(env, name, 'proxy_backend');
  const urlKey = `${name}_proxy_server_url`;
  return [
    ...(url === undefined
      ? [say({ line: null, key: urlKey }, 'wrong', message('judge.env.noPosting'))]
      : judgePosting(url.value ?? '', ending, url, facts)),
    ...(model === undefined && ending === '/embeddings'
      ? [say({ line: null, key: `${name}_proxy_backend` }, 'warning', message('judge.env.noEmbeddingModel'))]
      : []),
  ];
}

function own(env: ReadEnv, name: string, field: string): EnvBinding | undefined {
  const key = `${name}_${field}`;
  return env.filled(key) ?? env.filled(key.toUpperCase());
}
