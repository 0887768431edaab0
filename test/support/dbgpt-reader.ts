/**
 * Reads answers as strictly as DB-GPT does (0.4.3 and later; chat: OpenAI's Python client 1.x with `chatgpt.py` on top;
 * embeddings and rankings: its own clients). A test oracle: what its user would see, and what would raise.
 */
import { dbgptHabits, newestDbgpt } from './dbgpt-versions.ts';
import type { DbgptHabits } from './dbgpt-versions.ts';
import { send } from './http-client.ts';
import type { Reply } from './http-client.ts';

/** What DB-GPT makes of an answer. `crash`: it raises about the answer's shape, in words that help nobody. */
export type Shown =
  | { kind: 'answer'; text: string; thoughts: string; usage: Record<string, number> | null }
  | { kind: 'blank' }
  | { kind: 'error'; said: string }
  | { kind: 'crash'; said: string };

const userAgent = 'AsyncOpenAI/Python 1.109.1';
export const dbgptHeaders = { 'user-agent': userAgent, accept: 'application/json' };

const messages = [
  { role: 'system', content: 'You are a helpful assistant' },
  { role: 'user', content: 'Hello there' },
];

/** Its whole request: it never sends tools, `stream_options`, or a temperature of 0. */
export const dbgptQuestion = { messages, model: 'active', max_tokens: 4000, stream: true, temperature: 0.6 };

interface Target {
  port: number;
}

export async function askAsDbgpt({ port }: Target, more: object = {}): Promise<Shown> {
  return readChat(await sendAsDbgpt({ port }, more));
}

export function sendAsDbgpt({ port }: Target, more: object = {}): Promise<Reply> {
  return send({
    port,
    path: '/v1/chat/completions',
    headers: dbgptHeaders,
    body: { ...dbgptQuestion, ...more },
  });
}

/** `OpenAILLMClient.generate`, which examples in Python use. */
export async function generateAsDbgpt({ port }: Target): Promise<Shown> {
  return readWholeReply(await sendAsDbgpt({ port }, { stream: false }));
}

export function readWholeReply(reply: Reply): Shown {
  return orCrash(() => (reply.status >= 300 ? errorOf(reply) : readWhole(reply.text)));
}

/** A stream: the content type is not looked at, and what is no `data:` line does not exist. No redirect is followed. */
export function readChat(reply: Reply, habits: DbgptHabits = dbgptHabits[newestDbgpt]): Shown {
  return orCrash(() => (reply.status >= 300 ? errorOf(reply) : readEvents(reply, habits)));
}

class Crash extends Error {}

function orCrash(read: () => Shown): Shown {
  try {
    return read();
  } catch (thrown) {
    return { kind: 'crash', said: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function errorOf({ status, text }: Reply): Shown {
  return { kind: 'error', said: `Error code: ${status} - ${text}` };
}

function readEvents({ text, isComplete }: Reply, habits: DbgptHabits): Shown {
  const shown = { text: '', thoughts: '', usage: null as Record<string, number> | null };
  let outputs = 0;
  let isDone = false;
  for (const data of dataOf(text)) {
    isDone = data.startsWith('[DONE]');
    if (isDone) break;
    const chunk = JSON.parse(data) as Record<string, unknown>;
    const { error, choices, usage } = chunk;
    if (error) return { kind: 'error', said: messageOf(error) };
    const delta = deltaOf(choices, habits);
    if (delta === null) continue;
    const { content, reasoning_content: thought, tool_calls: calls } = delta;
    if (typeof content === 'string') shown.text += content;
    if (habits.readsThoughtsAndUsage) {
      if (typeof thought === 'string') shown.thoughts += thought;
      if (typeof usage === 'object' && usage !== null) shown.usage = usage as Record<string, number>;
    }
    if (calls === undefined) outputs += 1;
  }
  if (!isDone && !isComplete) throw new Crash('peer closed connection without sending complete message body');
  const isBlank = outputs === 0 || shown.text + shown.thoughts === '';
  return isBlank ? { kind: 'blank' } : { kind: 'answer', ...shown };
}

/** Null where the event is passed over. */
function deltaOf(choices: unknown, { skipsEmptyChoices }: DbgptHabits): Record<string, unknown> | null {
  if (!Array.isArray(choices)) throw new Crash(`object of type '${typeName(choices)}' has no len()`);
  const [choice] = choices as { delta?: Record<string, unknown> | null }[];
  if (choice === undefined && !skipsEmptyChoices) throw new Crash('list index out of range');
  return choice?.delta ?? null;
}

function readWhole(text: string): Shown {
  const { choices, usage } = JSON.parse(text) as Record<string, unknown>;
  if (!Array.isArray(choices)) throw new Crash(`'${typeName(choices)}' object is not subscriptable`);
  const [choice] = choices as { message: { content: string | null; reasoning_content?: string } }[];
  if (choice === undefined) throw new Crash('list index out of range');
  if (typeof usage !== 'object' || usage === null)
    throw new Crash("'NoneType' object has no attribute 'dict'");
  const { content, reasoning_content: thoughts = '' } = choice.message;
  if ((content ?? '') + thoughts === '') return { kind: 'blank' };
  return { kind: 'answer', text: content ?? '', thoughts, usage: usage as Record<string, number> };
}

/** `OpenAPIEmbeddings`. */
export async function embedAsDbgpt({ port }: Target, input: readonly string[]): Promise<number[][]> {
  const headers = { 'user-agent': 'python-requests/2.32.3' };
  const body = { input, model: 'tiny-embed' };
  return readVectors(await send({ port, path: '/v1/embeddings', headers, body }));
}

/** Sorted by an index that must be there. */
export function readVectors({ status, text }: Reply): number[][] {
  if (status >= 400) throw new Error(`${status}: ${text}`);
  const { data } = JSON.parse(text) as { data?: { index?: number; embedding: unknown }[] };
  if (data === undefined) throw new Crash("KeyError: 'detail'");
  return data
    .map(({ index, embedding }) => ({ index: keyOf(index, 'index'), vector: floatsOf(embedding) }))
    .toSorted((a, b) => a.index - b.index)
    .map(({ vector }) => vector);
}

/** The shapes that its providers read; `proxy/infiniai` reads the second one too. */
export type RerankProvider = 'openapi' | 'siliconflow' | 'tei';

export async function rankAsDbgpt(
  { port }: Target,
  provider: RerankProvider,
  documents: readonly string[],
): Promise<number[]> {
  const headers = { 'user-agent': 'Python/3.11 aiohttp/3.11.11' };
  const body = { model: 'tiny', ...documentsBody(provider, documents) };
  const reply = await send({ port, path: '/v1/rerank', headers, body });
  return readScores(reply, provider, documents.length);
}

export function documentsBody(provider: RerankProvider, documents: readonly string[]): object {
  return provider === 'tei' ? { query: 'q', texts: documents } : { query: 'q', documents };
}

/** The scores in the order of the documents, as each of its rerank providers finds them. */
export function readScores({ status, text }: Reply, provider: RerankProvider, count: number): number[] {
  if (status >= 400) throw new Error(`${status}: ${text}`);
  const body = JSON.parse(text) as Record<string, unknown>;
  if (provider === 'openapi') return floatsOf(keyOf(body['data'], 'data'));
  const rows = provider === 'tei' ? body : keyOf(body['results'], 'results');
  if (!Array.isArray(rows)) throw new Crash('list indices must be integers');
  const scores: number[] = [];
  for (const row of rows as Record<string, number | undefined>[]) {
    const score = keyOf(row[provider === 'tei' ? 'score' : 'relevance_score'], 'score');
    scores[keyOf(row['index'], 'index')] = score;
  }
  if (Object.keys(scores).length !== count) throw new Crash('some documents have no score');
  return scores;
}

function keyOf<T>(value: T | undefined | null, name: string): T {
  if (value === undefined || value === null) throw new Crash(`KeyError: '${name}'`);
  return value;
}

function floatsOf(value: unknown): number[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'number')) {
    throw new Crash('could not convert to float');
  }
  return value;
}

/** The client's own decoder: `data:` with or without a space, any line end, comments dropped. */
function dataOf(text: string): string[] {
  return text.split(/\r\n\r\n|\n\n|\r\r/).flatMap((block) => {
    const lines = block.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'));
    return lines.length === 0 ? [] : [lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n')];
  });
}

/** Only an object's `message` is shown. */
function messageOf(error: unknown): string {
  const said = typeof error === 'object' ? (error as { message?: unknown }).message : null;
  return typeof said === 'string' && said !== '' ? said : 'An error occurred during streaming';
}

function typeName(value: unknown): string {
  return value === null || value === undefined ? 'NoneType' : typeof value;
}
