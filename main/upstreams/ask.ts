import type { TextAnswer } from '../net/request-text.ts';
import { requestText } from '../net/request-text.ts';
import type { Net, Purpose } from '../net/net.ts';
import type { AbortSignalLike } from '../../shared/api.ts';
import { locationOfHost } from '../../shared/location.ts';
import type { Clock } from '../../shared/ports.ts';
import { below } from './base-url.ts';
import type { UpstreamAddress } from './base-url.ts';

export interface Answer extends TextAnswer {
  /** The body as JSON; undefined where it is none. */
  json: unknown;
}

/**
 * Quiet GETs (or HEADs) at a server, made for one look: a path that was asked before gives the same answer again, so
 * that finding out what a server is and reading what it lists cost each path one request.
 */
export interface Ask {
  readonly address: UpstreamAddress;
  /** A path below its API, `/models`. */
  api(path: string): Promise<Answer>;
  /** A path of its own, `/api/tags`, beside its API. */
  native(path: string, method?: 'GET' | 'HEAD'): Promise<Answer>;
  /** A path of the server's root, wherever its API is. */
  root(path: string): Promise<Answer>;
  /** The same server with its API below another path, `/engines`; it remembers the same answers. */
  below(basePath: string): Ask;
}

export interface AskOptions {
  net: Net;
  purpose: Purpose;
  address: UpstreamAddress;
  key: string | null;
  /** For each answer. */
  timeoutMs: number;
  /** What `timeoutMs` runs on; the system's timers unless told. */
  clock?: Pick<Clock, 'after'>;
  /** The longest answer that is read. */
  maxBytes?: number;
  signal?: AbortSignalLike;
}

/** The key, where there is one, goes to this address only and as a Bearer header. */
export function createAsk({ net, purpose, address, key, timeoutMs, ...limits }: AskOptions): Ask {
  const asked = new Map<string, Promise<Answer>>();
  const send = async (path: string, method: 'GET' | 'HEAD'): Promise<Answer> => {
    const answer = await requestText(net, {
      purpose,
      url: address.origin + path,
      method,
      headers: key === null ? [] : ['authorization', `Bearer ${key}`],
      reach: locationOfHost(address.host),
      timeoutMs,
      ...limits,
    });
    return { ...answer, json: parse(answer.text) };
  };
  const get = (path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Answer> => {
    const id = `${method} ${path}`;
    const answer = asked.get(id) ?? send(path, method);
    asked.set(id, answer);
    return answer;
  };
  const askAt = (at: UpstreamAddress): Ask => ({
    address: at,
    api: (path) => get(at.apiPath + path),
    native: (path, method) => get(at.nativePath + path, method),
    root: (path) => get(path),
    below: (basePath) => askAt(below(at, basePath)),
  });
  return askAt(address);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
