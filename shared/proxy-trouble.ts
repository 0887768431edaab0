/** What a proxy for cloud servers did where it let no connection through. */
import { message } from './i18n/index.ts';
import type { Message } from './i18n/index.ts';

/**
 * What stood in the way. `down`: nothing answers there. `silent`: not in time. `not-a-proxy`: something that does not
 * speak as a proxy of this kind. `login`: user and password are wanted or wrong. `forbidden`: its rules say no.
 * `beyond`: it could not reach the server itself. `unusable`: no address, or of a kind that cannot be used.
 */
export type ProxyProblem = 'down' | 'silent' | 'not-a-proxy' | 'login' | 'forbidden' | 'beyond' | 'unusable';

export interface ProxyTrouble {
  /** `socks5://127.0.0.1:7890`, never with a login. */
  proxy: string;
  problem: ProxyProblem;
}

/** Names the proxy and says what to do. */
export function describeProxyTrouble({ proxy, problem }: ProxyTrouble): Message {
  return message(`proxy-trouble.${problem}`, { proxy });
}
