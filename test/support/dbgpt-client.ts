/**
 * DB-GPT's clients as they send, wait and try again, to be driven against any address: the chat client (OpenAI's
 * asynchronous Python client 1.x), the one for embeddings and those for rankings. What they make of an answer is
 * `dbgpt-reader.ts`. Written for tests, apart from the code that they test.
 */
import type { Chance, Clock } from '../../shared/ports.ts';
import { documentsBody, readChat, readScores, readVectors, readWholeReply } from './dbgpt-reader.ts';
import type { RerankProvider, Shown } from './dbgpt-reader.ts';
import { dbgptHabits, newestDbgpt } from './dbgpt-versions.ts';
import type { DbgptHabits, DbgptVersion } from './dbgpt-versions.ts';
import { createWire, WireTrouble } from './dbgpt-wire.ts';
import type { Wire, WireRequest } from './dbgpt-wire.ts';
import type { Reply } from './http-client.ts';

export interface DbgptClientOptions {
  /** `…/v1`, as its configuration ends in the client; one slash at its end is cut. */
  baseUrl: string;
  apiKey?: string;
  version?: DbgptVersion;
  clock: Clock;
  chance?: Chance;
}

export interface DbgptQuestion {
  model?: string;
  messages?: readonly object[];
  temperature?: number;
  topP?: number;
  stop?: string;
}

export interface DbgptClient {
  /** What every chat is: a stream, read to its end. */
  chat(question?: DbgptQuestion): Promise<Shown>;
  /** `OpenAILLMClient.generate`, which examples in Python use: the answer comes whole. */
  generate(question?: DbgptQuestion): Promise<Shown>;
  /** Rejects where DB-GPT raises. */
  embed(texts: readonly string[], model?: string): Promise<number[][]>;
  rank(provider: RerankProvider, documents: readonly string[], model?: string): Promise<number[]>;
  /** Requests that were sent. */
  readonly requests: number;
  /** What was waited for before each that was sent again, in milliseconds. */
  readonly waits: readonly number[];
  close(): void;
}

/** Of OpenAI's client; DB-GPT leaves it as it is. */
const maxRetries = 2;

export function createDbgptClient(options: DbgptClientOptions): DbgptClient {
  const { apiKey = 'sk-aaaaa', version = newestDbgpt, clock, chance = () => 0.5 } = options;
  const habits = dbgptHabits[version];
  const base = options.baseUrl.replace(/\/$/, '');
  const wire = createWire(clock);
  const waits: number[] = [];
  let requests = 0;
  const counted: Wire['send'] = (request) => {
    requests += 1;
    return wire.send(request);
  };

  const ask = async (question: DbgptQuestion, isStream: boolean): Promise<Shown> => {
    const body = chatBody(question, isStream, habits);
    const send = (retries: number): Promise<Reply> =>
      counted({
        url: `${base}/chat/completions`,
        headers: openaiHeaders(apiKey, habits, retries),
        body,
      });
    const reply = await sendWithRetries(
      send,
      isStream,
      async (ms) => {
        waits.push(ms);
        await new Promise<void>((resolve) => clock.after(ms, resolve));
      },
      chance,
    );
    if (reply instanceof WireTrouble) return { kind: 'error', said: reply.message };
    return isStream ? readChat(reply, habits) : readWholeReply(reply);
  };

  return {
    chat: (question = {}) => ask(question, true),
    generate: (question = {}) => ask(question, false),
    async embed(texts, model = 'tiny-embed') {
      return readVectors(await counted(embedRequest(`${base}/embeddings`, apiKey, { input: texts, model })));
    },
    async rank(provider, documents, model = 'tiny') {
      const body = { model, ...documentsBody(provider, documents) };
      return readScores(
        await counted(rankRequest(`${base}/rerank`, apiKey, body)),
        provider,
        documents.length,
      );
    },
    get requests() {
      return requests;
    },
    waits,
    close: () => wire.close(),
  };
}

/** `_build_request`: what is falsy is left out, so a temperature of 0 is never sent. */
function chatBody(question: DbgptQuestion, stream: boolean, habits: DbgptHabits): object {
  const { model = 'active', messages = defaultMessages, temperature = 0.6, topP, stop } = question;
  return {
    messages,
    model,
    max_tokens: habits.maxTokens,
    stream,
    ...(temperature === 0 ? {} : { temperature }),
    ...(habits.sendsStop && stop ? { stop } : {}),
    ...(habits.sendsTopP && topP ? { top_p: topP } : {}),
  };
}

const defaultMessages = [
  { role: 'system', content: 'You are a helpful assistant' },
  { role: 'user', content: 'Hello there' },
];

function openaiHeaders(
  apiKey: string,
  { packageVersion }: DbgptHabits,
  retries: number,
): WireRequest['headers'] {
  return {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip, deflate',
    Connection: 'keep-alive',
    'Content-Type': 'application/json',
    'User-Agent': `AsyncOpenAI/Python ${packageVersion}`,
    'X-Stainless-Lang': 'python',
    'X-Stainless-Package-Version': packageVersion,
    'X-Stainless-OS': 'Linux',
    'X-Stainless-Arch': 'x64',
    'X-Stainless-Runtime': 'CPython',
    'X-Stainless-Runtime-Version': '3.10.14',
    Authorization: `Bearer ${apiKey}`,
    'X-Stainless-Async': 'async:asyncio',
    'x-stainless-retry-count': String(retries),
    'x-stainless-read-timeout': '600',
  };
}

function embedRequest(url: string, apiKey: string, body: object): WireRequest {
  const headers = {
    'User-Agent': 'python-requests/2.32.3',
    'Accept-Encoding': 'gzip, deflate',
    Accept: '*/*',
    Connection: 'keep-alive',
    Authorization: `Bearer ${apiKey}`,
    'Content-Type': 'application/json',
  };
  return { url, headers, body };
}

function rankRequest(url: string, apiKey: string, body: object): WireRequest {
  const headers = {
    Authorization: `Bearer ${apiKey}`,
    Accept: '*/*',
    'Accept-Encoding': 'gzip, deflate',
    'User-Agent': 'Python/3.11 aiohttp/3.11.11',
    'Content-Type': 'application/json',
  };
  return { url, headers, body };
}

/** Until an answer that is not to be asked for again, or the third request. Trouble before an answer counts as one too. */
async function sendWithRetries(
  send: (retries: number) => Promise<Reply>,
  isStream: boolean,
  wait: (ms: number) => Promise<void>,
  chance: Chance,
): Promise<Reply | WireTrouble> {
  for (let retries = 0; ; retries += 1) {
    const got = await send(retries).catch((thrown: unknown) => {
      if (thrown instanceof WireTrouble) return thrown;
      throw thrown;
    });
    // What comes whole is read within the request: where it breaks off, there was none.
    const reply = got instanceof WireTrouble || isStream || got.isComplete ? got : new WireTrouble(false);
    const isWanted = reply instanceof WireTrouble || (reply.status >= 300 && isWorthRetrying(reply));
    if (!isWanted || retries === maxRetries) return reply;
    await wait(retryWaitMs(reply instanceof WireTrouble ? {} : reply.headers, retries, chance));
  }
}

/** The server's own word counts before its status. */
function isWorthRetrying({ status, headers }: Reply): boolean {
  const said = headers['x-should-retry'];
  if (said === 'true' || said === 'false') return said === 'true';
  return [408, 409, 429].includes(status) || status >= 500;
}

const longestAskedMs = 60_000;

/** `Retry-After` (or in milliseconds) up to a minute; else 0.5 s, doubled, at most 8 s, less up to a quarter. */
function retryWaitMs(headers: Reply['headers'], retries: number, chance: Chance): number {
  const inMs = Number(headers['retry-after-ms'] ?? NaN);
  const asked = Number.isNaN(inMs) ? Number(headers['retry-after'] ?? NaN) * 1000 : inMs;
  if (asked > 0 && asked <= longestAskedMs) return asked;
  return Math.min(500 * 2 ** retries, 8000) * (1 - 0.25 * chance());
}
