/**
 * Where programs leave word of where they listen. A hint says which listener to look at and how to spell its address; it
 * is never a reason to contact anything beyond this machine, nor a port where nothing listens.
 */
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '../../../shared/i18n/index.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { isOwnAddress } from '../../net/own-address.ts';
import { countAt } from '../read-json.ts';

export interface Hint {
  kind: UpstreamKind;
  port: number;
  scheme: 'http' | 'https';
  /** Before the server's own paths; mostly empty. */
  path: string;
  /** Where it says so. */
  evidence: Message;
}

export interface Surroundings {
  /** The user's folder. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

export async function readHints({ home, env }: Surroundings): Promise<Hint[]> {
  const ollama = ollamaHint(env.OLLAMA_HOST);
  return [...(await lmStudioHints(home)), ...(ollama === null ? [] : [ollama])];
}

/**
 * Where `OLLAMA_HOST` says that Ollama listens, in every spelling that Ollama takes (envconfig/config.go, 0.32): `host`,
 * `host:port`, `:port`, `[::1]:port`, with quotes, a scheme, a path or slashes around it. Null where it names no port of
 * this machine: another machine's server is its user's to add.
 */
export function ollamaHint(value: string | undefined): Hint | null {
  const text = (value ?? '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim();
  const [, scheme = '', rest = ''] = /^(?:([^:/]*):\/\/)?(.*)$/s.exec(text) ?? [];
  if (text === '' || !['', 'http', 'https'].includes(scheme)) return null;
  const slash = rest.indexOf('/');
  const { host, port } = hostAndPort(slash < 0 ? rest : rest.slice(0, slash), defaultPorts[scheme] ?? 11434);
  if (!isOwnAddress(host, port, new Set([port]))) return null;
  const path = slash < 0 ? '' : rest.slice(slash).replace(/\/+$/, '');
  const evidence = message('find.why.ollamaHost', { port });
  return { kind: 'ollama', port, scheme: scheme === 'https' ? 'https' : 'http', path, evidence };
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** As Ollama splits it: what is no port is the default one, and no host means every address of this machine. */
function hostAndPort(text: string, defaultPort: number): { host: string; port: number } {
  const split = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(text);
  if (split === null) return { host: spelledAsUrl(text), port: defaultPort };
  const port = /^\d+$/.test(split[2] ?? '') ? Number(split[2]) : defaultPort;
  return { host: spelledAsUrl(split[1] ?? ''), port: port > 65_535 ? defaultPort : port };
}

function spelledAsUrl(host: string): string {
  if (host === '') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/**
 * LM Studio's folder is the one that `.lmstudio-home-pointer` names, `~/.lmstudio`, or `~/.cache/lm-studio` where it is
 * an old one (lms-common-server, findLMStudioHome). Which of its files has the port of the running server depends on its
 * version (lms, lmstudioPaths.ts); a stale one does no harm, for only a port that is listened on is looked at.
 */
async function lmStudioHints(home: string): Promise<Hint[]> {
  const folders = [await pointedAt(home), join(home, '.lmstudio'), join(home, '.cache', 'lm-studio')];
  const files = folders.flatMap((folder) =>
    folder === null ? [] : portFiles.map((name) => join(folder, '.internal', name)),
  );
  const ports = await Promise.all(files.map(async (file) => portInFile(await textOf(file))));
  return [...new Set(ports.filter((port) => port !== null))].map((port) => ({
    kind: 'lm-studio',
    port,
    scheme: 'http',
    path: '',
    evidence: message('find.why.portFile', { port }),
  }));
}

const portFiles = ['http-server.json', 'http-server-config.json', 'http-server-last-status.json'];

async function pointedAt(home: string): Promise<string | null> {
  const folder = (
    await textOf(join(await realpath(home).catch(() => home), '.lmstudio-home-pointer'))
  ).trim();
  return folder === '' ? null : folder;
}

/** `{"port":1234}`; null for what says no port. */
export function portInFile(text: string): number | null {
  try {
    const port = countAt(JSON.parse(text), 'port');
    return port !== null && Number.isInteger(port) && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}

/** A file that is not there, or may not be read, says nothing. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
