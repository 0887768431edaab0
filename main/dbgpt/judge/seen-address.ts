/** Whose address it is that a configuration names. Looks nothing up. */
import { locationOfHost } from '../../../shared/location.ts';
import type { JudgeFacts, KnownServer } from './judge-facts.ts';

export interface SeenAddress {
  url: URL;
  /** Without a slash behind. */
  path: string;
  whose: 'modeltray' | 'server' | 'nearby' | 'cloud';
  /** The connected server of that address. */
  server: KnownServer | null;
  /** How to call it: the server's name, the software that has this port, or host and port. */
  name: string;
}

/** Names that a container has for the machine that it runs on. */
const hostNames = new Set(['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal']);
const softwareByPort: Readonly<Record<number, string>> = {
  11434: 'Ollama',
  1234: 'LM Studio',
  8080: 'llama.cpp',
  8000: 'vLLM',
};

/** Null where `text` is no `http:` or `https:` address. */
export function seeAddress(text: string, { ports, servers }: JudgeFacts): SeenAddress | null {
  const url = parseHttp(text);
  if (url === null) return null;
  const isHere = isThisMachine(url.hostname);
  const server = servers.find((one) => isSameServer(one.baseUrl, url)) ?? null;
  const path = url.pathname.replace(/\/+$/, '');
  const whose = isHere && ports.has(portOf(url)) ? 'modeltray' : otherOwner(url, isHere, server);
  const name = server?.name ?? (isHere ? softwareByPort[portOf(url)] : undefined) ?? url.host;
  return { url, path, whose, server, name };
}

export function parseHttp(text: string): URL | null {
  try {
    const url = new URL(text.trim());
    return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : null;
  } catch {
    return null;
  }
}

function otherOwner(url: URL, isHere: boolean, server: KnownServer | null): 'server' | 'nearby' | 'cloud' {
  if (server !== null || (isHere && softwareByPort[portOf(url)] !== undefined)) return 'server';
  return isHere || locationOfHost(url.hostname) !== 'cloud' ? 'nearby' : 'cloud';
}

function isSameServer(baseUrl: string, url: URL): boolean {
  const other = parseHttp(baseUrl);
  return (
    other !== null &&
    portOf(other) === portOf(url) &&
    spelledAlike(other.hostname) === spelledAlike(url.hostname)
  );
}

function spelledAlike(host: string): string {
  return isThisMachine(host) ? '127.0.0.1' : host;
}

function isThisMachine(host: string): boolean {
  return hostNames.has(host) || locationOfHost(host) === 'this-machine';
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
