/**
 * What DB-GPT does with a server, through the proxy: a question, a streamed one, and one that its client leaves. Each
 * rejects with what was said where it did not go as it must.
 */
import { at, parseJson, post, readLines, readText } from './http.mjs';

/**
 * @typedef {object} Route
 * @property {string} proxyUrl `http://127.0.0.1:9999/v1`
 * @property {string} key
 * @property {string} model a qualified id
 * @property {import('./words.mjs').Words['answers']} words
 * @property {AbortSignal} signal
 */

const shortQuestion = 'Say hello in one word.';
/** Long enough that its answer is still coming when the client leaves. */
const longQuestion = 'Count from 1 to 300, one number on each line.';

/** @param {Route} route */
export async function chat(route) {
  const res = await ask(route, { content: shortQuestion, maxTokens: 64, stream: false });
  const text = await readText(res);
  const answer = parseJson(text);
  if (res.statusCode !== 200) throw new Error(failureText(res, text));
  const message = at(answer, 'choices', 0, 'message');
  if (textOf(message) === '' && at(answer, 'choices', 0, 'finish_reason') !== 'length') {
    throw new Error(route.words.none(start(text)));
  }
}

/** Resolves with the milliseconds to the first piece of text. @param {Route} route */
export async function stream(route) {
  const startedAt = performance.now();
  const res = await ask(route, { content: shortQuestion, maxTokens: 64, stream: true });
  await needStream(res, route);
  /** @type {number | null} */
  let firstMs = null;
  let isWhole = false;
  for await (const event of readEvents(res)) {
    if (hasText(event)) firstMs ??= performance.now() - startedAt;
    isWhole ||= event === '[DONE]' || typeof at(event, 'choices', 0, 'finish_reason') === 'string';
  }
  if (firstMs === null) throw new Error(route.words.noText);
  if (!isWhole) throw new Error(route.words.brokeOff);
  return firstMs;
}

/** Leaves a stream at its first piece of text; the next question must be answered. @param {Route} route */
export async function abort(route) {
  const res = await ask(route, { content: longQuestion, maxTokens: 1024, stream: true });
  await needStream(res, route);
  let hasBegun = false;
  // Whoever leaves this loop closes the connection.
  for await (const event of readEvents(res)) {
    hasBegun = hasText(event);
    if (hasBegun) break;
  }
  if (!hasBegun) throw new Error(route.words.noText);
  await chat(route);
}

/** @param {Route} route @param {{ content: string, maxTokens: number, stream: boolean }} question */
function ask({ proxyUrl, key, model, signal }, { content, maxTokens, stream: isStream }) {
  const messages = [{ role: 'user', content }];
  const body = { model, messages, max_tokens: maxTokens, stream: isStream };
  return post({ url: `${proxyUrl}/chat/completions`, token: key, body, signal });
}

/** @param {import('./http.mjs').IncomingMessage} res @param {Route} route */
async function needStream(res, { words }) {
  const type = res.headers['content-type'] ?? '';
  if (res.statusCode === 200 && type.includes('text/event-stream')) return;
  const text = await readText(res);
  throw new Error(res.statusCode === 200 ? words.noStream(type, start(text)) : failureText(res, text));
}

/**
 * The events of a stream: `[DONE]`, or their JSON. Throws where one is an error.
 * @param {import('./http.mjs').IncomingMessage} res
 */
async function* readEvents(res) {
  for await (const line of readLines(res)) {
    const data = /^data: ?(.*)$/.exec(line)?.[1];
    if (data === undefined) continue;
    const event = data === '[DONE]' ? data : parseJson(data);
    const said = at(event, 'error', 'message') ?? at(event, 'error');
    if (said !== undefined && said !== null) throw new Error(String(said));
    yield event;
  }
}

/** @param {unknown} event */
const hasText = (event) => textOf(at(event, 'choices', 0, 'delta')) !== '';

/** An answer's words, or the thinking before them. @param {unknown} message */
function textOf(message) {
  const parts = ['content', 'reasoning_content', 'reasoning'].map((name) => at(message, name));
  return parts.filter((part) => typeof part === 'string').join('');
}

/** @param {import('./http.mjs').IncomingMessage} res @param {string} text */
function failureText(res, text) {
  return `HTTP ${res.statusCode}: ${String(at(parseJson(text), 'error', 'message') ?? start(text))}`;
}

/** @param {string} text */
const start = (text) => text.slice(0, 200).replace(/\s+/g, ' ');
