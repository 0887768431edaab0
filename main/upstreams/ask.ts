import type { TextAnswer } from '../net/request-text.ts';
import { requestText } from '../net/request-text.ts';
import type { Net, Purpose } from '../net/net.ts';
import type { AbortSignalLike } from '../../shared/api.ts';
import { locationOfHost } from '../../shared/location.ts';
import type { UpstreamAddress } from './base-url.ts';

export interface Answer extends TextAnswer {
  /** The body as JSON; undefined where it is none. */
  json: unknown;
}

/** One quiet GET (or HEAD) at a server, of a path below its API (`/models`) or of its own (`/api/tags`). */
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
  timeoutMs: number;
  signal?: AbortSignalLike;
}

/** The key, where there is one, goes to this address only and as a Bearer header. */
export function createAsk({ net, purpose, address, key, timeoutMs, signal }: AskOptions): Ask {
  const get = async (path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Answer> => {
    const answer = await requestText(net, {
      purpose,
      url: address.origin + path,
      method,
      headers: key === null ? [] : ['authorization', `Bearer ${key}`],
      reach: locationOfHost(address.host),
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...answer, json: parse(answer.text) };
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
