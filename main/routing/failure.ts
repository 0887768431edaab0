import type { ProxyTrouble } from '../../shared/proxy-trouble.ts';

/** Why an attempt did not answer. Data: the proxy makes an error of it, the registry a health. */
export type Failure =
  /** `proxy` tells of reason `proxy` which one it was. */
  | { kind: 'unreachable'; reason: UnreachableReason; proxy?: ProxyTrouble }
  /** The connection broke before the first byte of an answer. */
  | { kind: 'reset' }
  | { kind: 'unauthorized'; status: number }
  | { kind: 'loading' }
  /** `retryAfterMs`: how long the server asks to be left alone; left out where it does not say. */
  | { kind: 'rate-limited'; status: number; said: string | null; retryAfterMs?: number | null }
  /** An error, in whatever wrapping: `said` quotes the server, null where it said nothing usable. */
  | { kind: 'bad-answer'; status: number; said: string | null; retryAfterMs?: number | null }
  /** The prompt has more tokens than the loaded context; null where the server gives no figures. */
  | {
      kind: 'context-overflow';
      status: number;
      said: string | null;
      promptTokens: number | null;
      contextTokens: number | null;
    }
  /** Status 200 and nothing in it. */
  | { kind: 'empty'; status: number }
  | { kind: 'html'; status: number }
  /** The answer broke off. */
  | { kind: 'cut' }
  | { kind: 'timeout'; afterMs: number }
  /** Nothing came within the limit that the server's settings give for a first byte. */
  | { kind: 'first-byte-timeout'; afterMs: number }
  /** Something answers at the address, but it does not speak HTTP. */
  | { kind: 'not-http' }
  | { kind: 'locked-key' };

export type UnreachableReason =
  | 'refused'
  | 'connect-timeout'
  | 'name-not-found'
  | 'tls'
  | 'own-address'
  | 'out-of-reach'
  | 'proxy'
  | 'other';

/** Reads the code of a connection error: Node's system codes and undici 7's own. `proxy`: what stood in the way. */
export function classifyConnectionError(code: string, proxy: ProxyTrouble | null = null): Failure {
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable('refused');
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return unreachable('connect-timeout');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable('name-not-found');
    case 'MODELTRAY_SELF_LOOP':
      return unreachable('own-address');
    case 'MODELTRAY_OUT_OF_REACH':
      return unreachable('out-of-reach');
    case 'MODELTRAY_PROXY_FAILED':
      return { kind: 'unreachable', reason: 'proxy', ...(proxy === null ? {} : { proxy }) };
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
    case 'MODELTRAY_TIMEOUT':
      return { kind: 'timeout', afterMs: 600_000 };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { kind: 'reset' };
    default:
      // llhttp's codes: the bytes were no HTTP answer.
      if (code.startsWith('HPE_')) return { kind: 'not-http' };
      return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)
        ? unreachable('tls')
        : unreachable('other');
  }
}

function unreachable(reason: UnreachableReason): Failure {
  return { kind: 'unreachable', reason };
}
