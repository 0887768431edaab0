/**
 * What DB-GPT up to 0.6.3 makes of a `.env`, as its own code does it: `load_dotenv(override=True)`, then each parameter of
 * the model worker asked for by its model's name, as `LLM_…` and bare, each as written, in capitals and in small letters,
 * an empty value counting as none (dbgpt/util/parameter_utils.py, dbgpt/model/proxy/llms/chatgpt.py, v0.4.7 to v0.6.3).
 * Written for tests, apart from the code that they test.
 */
import { parse } from 'dotenv';

export type Environment = Readonly<Record<string, string>>;

export interface DbgptWorker {
  /** The model's name in DB-GPT. */
  name: string;
  /** What its OpenAI client is made with. */
  baseUrl: string;
  apiKey: string;
  apiType: string;
  /** The `model` of every request. */
  model: string;
  contextTokens: number;
  /** The proxy that its client is told explicitly: not even 127.0.0.1 is left out. */
  httpProxy: string | null;
}

export interface DbgptPosting {
  name: string;
  url: string;
  apiKey: string;
  model: string;
}

/** Says what argparse says where a required parameter is missing. */
export class StartFailure extends Error {}

/** The process' environment once DB-GPT has read the file: the file wins, and `${NAME}` is filled in. */
export function loadEnv(
  text: string,
  exported: Environment = {},
  read: (text: string) => Readonly<Record<string, string>> = parse,
): Environment {
  const loaded: Record<string, string> = { ...exported };
  for (const [name, value] of Object.entries(read(text))) {
    loaded[name] = value.replace(
      /\$\{([^}:]*)(?::-([^}]*))?\}/g,
      (_whole, inner: string, other: string | undefined) => loaded[inner] ?? other ?? '',
    );
  }
  return loaded;
}

export function startWorker(env: Environment): DbgptWorker {
  const name = env.LLM_MODEL || 'glm-4-9b-chat';
  if (!['proxyllm', 'chatgpt_proxyllm'].includes(name)) throw new StartFailure(`a local model: ${name}`);
  const ask = (field: string): string | null =>
    parameter(env, [`${name.replaceAll('-', '_')}_`, 'LLM_', ''], field);
  const url = required(ask, 'proxy_server_url');
  const apiKey = required(ask, 'proxy_api_key');
  const base = ask('proxy_api_base') ?? (env.OPENAI_API_BASE || null);
  return {
    name,
    baseUrl: (base ?? url.split('/chat/completions')[0] ?? '').replace(/\/$/, ''),
    apiKey,
    apiType: ask('proxy_api_type') ?? (env.OPENAI_API_TYPE || 'open_ai'),
    model: ask('proxyllm_backend') ?? 'gpt-3.5-turbo',
    contextTokens: Number(ask('max_context_size') ?? 4096),
    httpProxy: ask('http_proxy') ?? (env.http_proxy || env.https_proxy || null),
  };
}

/** Null where DB-GPT would load model files of its own. */
export function startEmbedding(env: Environment): DbgptPosting | null {
  return posting(env, env.EMBEDDING_MODEL || 'text2vec', 'proxy_http_openapi', 'text-embedding-ada-002');
}

export function startRerank(env: Environment): DbgptPosting | null {
  return posting(env, env.RERANK_MODEL || '', 'rerank_proxy_http_openapi', '');
}

function posting(env: Environment, name: string, known: string, model: string): DbgptPosting | null {
  if (name !== known) return null;
  const ask = (field: string): string | null => parameter(env, [`${name}_`, ''], field);
  return {
    name,
    url: required(ask, 'proxy_server_url'),
    apiKey: required(ask, 'proxy_api_key'),
    model: ask('proxy_backend') ?? model,
  };
}

function required(ask: (field: string) => string | null, field: string): string {
  const value = ask(field);
  if (value === null) throw new StartFailure(`the following arguments are required: --${field}`);
  return value;
}

function parameter(env: Environment, prefixes: readonly string[], field: string): string | null {
  for (const prefix of prefixes) {
    const key = `${prefix}${field}`;
    for (const spelling of [key, key.toUpperCase(), key.toLowerCase()]) {
      const value = env[spelling]?.trim();
      if (value !== undefined && value !== '') return value;
    }
  }
  return null;
}
