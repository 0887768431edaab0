import type { IncomingHttpHeaders } from 'node:http';

/** RFC 9110 section 7.6.1, with the two that HTTP/1.0 proxies added. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a client says to us and not to a model server; `host`, length and encoding are written anew. */
const staysHere: ReadonlySet<string> = new Set([
  ...hopByHop,
  'authorization',
  'x-api-key',
  'api-key',
  'cookie',
  'origin',
  'referer',
  'host',
  'content-length',
  'accept-encoding',
  'expect',
]);

/** What a model server says to us and not to a client. Foreign CORS answers would open us to any page. */
const staysThere: ReadonlySet<string> = new Set([...hopByHop, 'set-cookie', 'set-cookie2', 'alt-svc']);

/**
 * The headers of a forwarded request, names and values alternating: the client's without those that stay here and those
 * that its `Connection` names, plus the upstream's own key.
 */
export function upstreamHeaders(
  rawHeaders: readonly string[],
  bodyBytes: number,
  authHeaders: readonly string[],
): string[] {
  const named = namedByConnection(rawHeaders);
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const lower = name.toLowerCase();
    if (staysHere.has(lower) || named.has(lower) || lower.startsWith('sec-fetch-')) continue;
    kept.push(name, rawHeaders[at + 1] ?? '');
  }
  kept.push('accept-encoding', 'identity', 'content-length', String(bodyBytes));
  for (const part of authHeaders) kept.push(part);
  return kept;
}

export interface DownOptions {
  /** The body was decoded, so its encoding does not hold any more. */
  isDecoded: boolean;
  /** The length to announce: `as-sent`, a number of bytes, or null for none. */
  length: 'as-sent' | number | null;
  /** What the body is now: what the upstream says, JSON, or a stream's events. */
  type: 'as-sent' | 'json' | 'events';
}

/** What a content type has to hold, and the one for a body that came under another. */
const contentTypes = {
  json: { pattern: /\bjson\b/i, type: 'application/json; charset=utf-8' },
  events: { pattern: /event-stream/i, type: 'text/event-stream; charset=utf-8' },
} as const;

/**
 * The headers of a relayed answer, names (lower case) and values alternating, which is the form that Node writes
 * fastest. Never ours: those are added behind.
 */
export function clientHeaders(
  headers: IncomingHttpHeaders,
  { isDecoded, length, type }: DownOptions,
): string[] {
  const named = namesIn(headers.connection);
  const isOther = type !== 'as-sent' && !contentTypes[type].pattern.test(headers['content-type'] ?? '');
  const kept: string[] = isOther ? ['content-type', contentTypes[type].type] : [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || staysThere.has(name) || named.has(name)) continue;
    if (name.startsWith('x-modeltray-') || name.startsWith('access-control-')) continue;
    if (name === 'content-length' && (isDecoded || length !== 'as-sent')) continue;
    if (name === 'content-encoding' && isDecoded) continue;
    if (name === 'content-type' && isOther) continue;
    if (typeof value === 'string') kept.push(name, value);
    else for (const one of value) kept.push(name, one);
  }
  if (typeof length === 'number') kept.push('content-length', String(length));
  return kept;
}

const noNames: ReadonlySet<string> = new Set();

function namedByConnection(rawHeaders: readonly string[]): ReadonlySet<string> {
  let named = noNames;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    // Most names are told apart by their length.
    if (name.length !== 'connection'.length || name.toLowerCase() !== 'connection') continue;
    named =
      named.size === 0 ? namesIn(rawHeaders[at + 1]) : new Set([...named, ...listOf(rawHeaders[at + 1])]);
  }
  return named;
}

/** What nearly every `Connection` says names no header but hop-by-hop ones. */
function namesIn(connection: string | string[] | undefined): ReadonlySet<string> {
  const isUsual = connection === undefined || connection === 'keep-alive' || connection === 'close';
  return isUsual ? noNames : new Set(listOf(connection));
}

function listOf(value: string | string[] | undefined): string[] {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
}
