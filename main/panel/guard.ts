/**
 * Who may talk to the panel: Host, then Origin, then token, before anything is read. The panel is only ever asked over
 * the loopback by our own page or our own command, so nothing here can be widened by a setting.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Refusal = 'forbidden_host' | 'forbidden_origin';

const ownHost = /^(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?$/i;

export function ownOrigins(port: number): string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${port}`);
}

/** Why a request with these headers gets nothing; null where it may go on. `Origin: null` is foreign too. */
export function refusalFor(headers: IncomingHttpHeaders, port: number): Refusal | null {
  if (!ownHost.test(headers.host ?? '')) return 'forbidden_host';
  const { origin } = headers;
  if (origin !== undefined && !ownOrigins(port).includes(origin)) return 'forbidden_origin';
  return headers['sec-fetch-site'] === 'cross-site' ? 'forbidden_origin' : null;
}

/** True if the request carries `token` as its Bearer. Constant in the token's bytes. */
export function hasToken(headers: IncomingHttpHeaders, token: string): boolean {
  const presented = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(presented), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What every answer of the panel carries. */
export const panelHeaders: Readonly<Record<string, string>> = {
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};
