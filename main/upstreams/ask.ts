import type { TextAnswer } from '../net/request-text.ts';
import { requestText } from '../net/request-text.ts';
import type { Net, Purpose } from '../net/net.ts';
import type { AbortSignalLike } from '../../shared/api.ts';
import { locationOfHost } from '../../shared/location.ts';
import type { Clock } from '../../shared/ports.ts';
import type { UpstreamAddress } from './base-url.ts';

export interface Answer extends TextAnswer {
  /** The body as JSON; undefined where it is none. */
  json: unknown;
}

/**
 * Quiet GETs (or HEADs) at a server, of paths below its API (`/models`) or of its own (`/api/tags`). It is made for one
 * look: what was asked before gives the same answer again.
 */
export interface Ask {
  readonly address: UpstreamAddress;
  api(path: string): Promise<Answer>;
  native(path: string, method?: 'GET' | 'HEAD'): Promise<Answer>;
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
    const question = `${method} ${path}`;
    const answer = asked.get(question) ?? send(path, method);
    asked.set(question, answer);
    return answer;
  };
  return {
    address,
    api: (path) => get(address.apiPath + path),
    native: (path, method) => get(address.nativePath + path, method),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
