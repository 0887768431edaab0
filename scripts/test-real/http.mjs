import { request } from 'node:http';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/**
 * One POST of JSON on a connection of its own, without a limit in time. Resolves once headers came.
 * @param {{ url: string, token: string, body: unknown, signal: AbortSignal }} what `token`: sent as a Bearer header
 * @returns {Promise<IncomingMessage>}
 */
export function post({ url, token, body, signal }) {
  // Bytes and not text: Node sends a text's headers in the text's encoding.
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = {
    // A header carries bytes: a key in any script goes as UTF-8.
    authorization: Buffer.from(`Bearer ${token}`).toString('latin1'),
    'content-type': 'application/json',
    'content-length': bytes.length,
  };
  return new Promise((resolve, reject) => {
    const req = request(url, { method: 'POST', agent: false, headers, signal }, resolve);
    req.on('error', reject);
    req.end(bytes);
  });
}

/** @param {IncomingMessage} res */
export async function readText(res) {
  let text = '';
  for await (const piece of res.setEncoding('utf8')) text += piece;
  return text;
}

/**
 * The lines of an answer as they come, without their line breaks.
 * @param {IncomingMessage} res
 */
export async function* readLines(res) {
  let rest = '';
  for await (const piece of res.setEncoding('utf8')) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** @param {string} text @returns {unknown} undefined where it is no JSON */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What stands at a path of a JSON value; undefined where nothing does.
 * @param {unknown} value @param {...(string | number)} path
 * @returns {unknown}
 */
export function at(value, ...path) {
  return path.reduce(
    (/** @type {unknown} */ inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
}
