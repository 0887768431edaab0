/**
 * Which endpoint a request's path means, in every spelling that DB-GPT's users type: without `/v1`, with a trailing
 * slash, with `/chat/completions` appended to what already was an endpoint. Never a redirect.
 */
import type { EndpointKind } from '../routing/types.ts';

export interface Endpoint {
  /** The canonical path from `/v1` on, `/v1/chat/completions`; or ours, `/model`, `/healthz`, `/metrics`. */
  path: string;
  kind: EndpointKind;
  /** The `<name>` of `/r/<name>/…`. */
  scope: string | null;
  /** With its `?`, or empty. */
  query: string;
}

const kinds: readonly (readonly [suffix: string, kind: EndpointKind])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/embeddings', 'embeddings'],
  ['/rerank', 'rerank'],
];

/** Parses the target of a request line. Null where it can be nothing of ours (no path, or badly encoded). */
export function matchEndpoint(target: string): Endpoint | null {
  return asWritten.get(target) ?? parseTarget(target);
}

/** The spellings that are right already, which nearly every request has. */
const asWritten: ReadonlyMap<string, Endpoint> = new Map(
  kinds.map(([suffix, kind]) => [`/v1${suffix}`, { path: `/v1${suffix}`, kind, scope: null, query: '' }]),
);

function parseTarget(written: string): Endpoint | null {
  // A client that takes us for its proxy sends the whole address; its host was judged with the headers.
  const target = written.replace(/^https?:\/\/[^/?#]*(?=\/)/i, '');
  if (!target.startsWith('/')) return null;
  const mark = target.indexOf('?');
  const query = mark === -1 ? '' : target.slice(mark);
  const whole = collapse(mark === -1 ? target : target.slice(0, mark));
  // A server that resolves them would be led out of its API: to what it deletes, or pulls, by another path.
  if (/(^|\/|%2f|%5c|\\)(\.|%2e){1,2}(\/|%2f|%5c|\\|$)/i.test(whole)) return null;
  const scoped = /^\/r\/([^/]+)(\/.*)?$/.exec(whole);
  if (scoped === null) return { ...canonical(whole), scope: null, query };
  const scope = decode(scoped[1] ?? '');
  return scope === null ? null : { ...canonical(scoped[2] ?? '/'), scope, query };
}

function collapse(path: string): string {
  const single = path.replace(/\/{2,}/g, '/');
  return single.length > 1 ? single.replace(/\/$/, '') : single;
}

function canonical(path: string): { path: string; kind: EndpointKind } {
  const bare = path.replace(/^(\/v1)+(?=\/|$)/, '');
  const undoubled = withoutDoubling(bare);
  for (const [suffix, kind] of kinds) {
    if (undoubled === suffix) return { path: `/v1${suffix}`, kind };
  }
  if (isOurs(bare)) return { path: bare, kind: 'other' };
  const isUnderV1 = bare !== path || /^\/models(\/|$)/.test(bare);
  return { path: isUnderV1 ? `/v1${bare}` : path, kind: 'other' };
}

/** `/completions/chat/completions` is what DB-GPT makes of a base URL that already was an endpoint: chat. */
function withoutDoubling(path: string): string {
  for (const [last] of kinds) {
    if (!path.endsWith(last)) continue;
    const before = path.slice(0, -last.length);
    if (before !== '' && kinds.some(([suffix]) => withoutDoubling(before) === suffix)) return last;
  }
  return path;
}

/** `GET /model` and `/v1/model` are one; so is every other path of our own. */
function isOurs(bare: string): boolean {
  return bare === '/model' || bare === '/healthz' || bare === '/metrics';
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
