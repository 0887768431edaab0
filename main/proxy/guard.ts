/**
 * Who may talk to the proxy: Host, then Origin, then key. A page that some browser tab has open must not reach a model
 * server through us (DNS rebinding sends a foreign Host, a plain fetch an Origin), and nothing but this machine's own
 * candidates is served without the local key.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIpLiteral } from '../../shared/location.ts';
import { keptResponseHeaders } from '../../shared/openai.ts';

const usualHosts: ReadonlySet<string> = new Set([
  'localhost',
  'host.docker.internal',
  'gateway.docker.internal',
  'host.containers.internal',
]);

/** The Host header's name without its port, lower case; '' where there is none. */
export function hostName(header: string | undefined): string {
  const host = (header ?? '').trim().toLowerCase();
  const bracketed = /^(\[[^\]]*\])(:\d*)?$/.exec(host);
  return bracketed?.[1] ?? host.replace(/:\d*$/, '');
}

/** Whom a request is for. A target that names its host counts before the header (RFC 9112 section 3.2.2). */
export function askedHost({
  url = '',
  headers,
}: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  if (url.startsWith('/')) return headers.host;
  return /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? headers.host;
}

/** HTTP/1.0 clients may leave the Host out; a browser never does. */
export function isHostAllowed(header: string | undefined, allowedHosts: readonly string[]): boolean {
  // A client sends the same header again and again; the list is another one once the settings changed.
  if (header === judged.header && allowedHosts === judged.allowedHosts) return judged.isAllowed;
  judged = { header, allowedHosts, isAllowed: judgeHost(header, allowedHosts) };
  return judged.isAllowed;
}

let judged: { header: string | undefined; allowedHosts: readonly string[]; isAllowed: boolean } = {
  header: '',
  allowedHosts: [],
  isAllowed: false,
};

function judgeHost(header: string | undefined, allowedHosts: readonly string[]): boolean {
  const name = hostName(header);
  if (name === '') return header === undefined;
  return (
    isIpLiteral(name) || usualHosts.has(name) || allowedHosts.some((host) => host.toLowerCase() === name)
  );
}

export type OriginVerdict =
  { kind: 'none' } | { kind: 'allowed'; origin: string } | { kind: 'refused'; origin: string };

/** `Origin: null` counts as an origin: sandboxed pages send it. */
export function judgeOrigin(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): OriginVerdict {
  const { origin } = headers;
  if (origin !== undefined) {
    return allowedOrigins.includes(origin) ? { kind: 'allowed', origin } : { kind: 'refused', origin };
  }
  const isForeignPage = headers['sec-fetch-site'] === 'cross-site';
  return isForeignPage ? { kind: 'refused', origin: 'cross-site' } : { kind: 'none' };
}

/** Exact CORS headers for one allowed origin, names and values alternating; a preflight gets what it asked for. */
export function corsHeaders(origin: string, asked: IncomingHttpHeaders): string[] {
  const headers = [
    ...['access-control-allow-origin', origin],
    ...['access-control-expose-headers', Object.values(keptResponseHeaders).join(', ')],
    ...['vary', 'Origin'],
  ];
  if (asked['access-control-request-method'] === undefined) return headers;
  headers.push('access-control-allow-methods', 'GET, POST', 'access-control-max-age', '600');
  const wanted = asked['access-control-request-headers'];
  if (wanted !== undefined) headers.push('access-control-allow-headers', wanted);
  if (asked['access-control-request-private-network'] === 'true') {
    headers.push('access-control-allow-private-network', 'true');
  }
  return headers;
}

/** A key that a client may send. */
export interface ClientKey {
  id: string;
  /** Whose it is; rules may ask for it. */
  label: string;
  value: string;
}

/**
 * The key that any of the three headers carries; null where none does. Every key is compared with, a match or not, and
 * each comparison is constant in the key's bytes: the time tells nothing of which one it was, or how much of it fits.
 */
export function findPresented<Key extends ClientKey>(
  headers: IncomingHttpHeaders,
  keys: readonly Key[],
): Key | null {
  const presented = presentedKeys(headers);
  if (presented.length === 0) return null;
  if (wanted.keys !== keys) wanted = { keys, digests: keys.map(({ value }) => digest(value)) };
  // Node reads a header's bytes as latin1; a key in another script comes as UTF-8.
  const sent = presented.map((one) => digest(Buffer.from(one, 'latin1')));
  const fits = wanted.digests.map((one) => sent.filter((mine) => timingSafeEqual(mine, one)).length > 0);
  return keys[fits.indexOf(true)] ?? null;
}

/** The keys change once in a while, and are compared with at every request. */
let wanted: { keys: readonly ClientKey[]; digests: readonly Buffer[] } = { keys: [], digests: [] };

function presentedKeys(headers: IncomingHttpHeaders): string[] {
  const bearer = /^bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  return [bearer, headers['x-api-key'], headers['api-key']].filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}

function digest(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}
