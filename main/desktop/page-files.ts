/**
 * Answers the window's requests for its own pages: files below one folder and nothing else, each with the policy that
 * keeps a page from running or contacting anything that is not ours.
 */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { isAppUrl } from './app-address.ts';

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** What a handler needs of a request. */
export interface PageRequest {
  url: string;
  method: string;
}

/** A handler for `protocol.handle` that serves the files below `rootDir`; unknown pages get `index.html`. */
export function createPageHandler(rootDir: string): (request: PageRequest) => Promise<Response> {
  const root = resolve(rootDir);
  return async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405);
    const file = fileFor(root, url);
    if (file === null) return plainAnswer(404);
    const body = await readFile(file).catch(() => null);
    return body === null ? plainAnswer(404) : fileAnswer(file, method === 'HEAD' ? null : body);
  };
}

/** The file that `url` stands for; null where it is not ours or leaves the folder. */
export function fileFor(root: string, url: string): string | null {
  if (!isAppUrl(url)) return null;
  const path = decode(new URL(url).pathname);
  if (path === null || /[\\\0:]/.test(path)) return null;
  const name = extname(path) === '' ? '/index.html' : path;
  const file = resolve(root, `.${name}`);
  return file.startsWith(root + sep) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function fileAnswer(file: string, body: Buffer | null): Response {
  const type = contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const bytes = body === null ? null : new Uint8Array(body);
  return new Response(bytes, { headers: { ...guardHeaders, 'Content-Type': type } });
}

function plainAnswer(status: number): Response {
  return new Response(null, { status, headers: guardHeaders });
}

const guardHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};
