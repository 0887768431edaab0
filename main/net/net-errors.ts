import type { Location } from '../../shared/location.ts';
import type { ProxyTrouble } from '../../shared/proxy-trouble.ts';

/** The address is one of our own listeners. */
export class SelfLoopError extends Error {
  readonly code = 'MODELTRAY_SELF_LOOP';
  constructor(host: string, port: number) {
    super(`${host}:${port} is ModelTray itself`);
  }
}

/** The connected address lies farther away than the request may go. */
export class OutOfReachError extends Error {
  readonly code = 'MODELTRAY_OUT_OF_REACH';
  constructor(host: string, reach: Location) {
    super(`${host} lies beyond ${reach}`);
  }
}

/** A proxy that cloud servers are reached through did not let a connection through. Never has its login. */
export class ProxyFailedError extends Error {
  readonly code = 'MODELTRAY_PROXY_FAILED';
  readonly trouble: ProxyTrouble;
  constructor(trouble: ProxyTrouble, detail: string) {
    super(`the proxy ${trouble.proxy}: ${detail}`);
    this.trouble = trouble;
  }
}

/** What a proxy did where that is why a connection failed; null for every other error. */
export function proxyTroubleOf(error: unknown): ProxyTrouble | null {
  if (error instanceof ProxyFailedError) return error.trouble;
  return error instanceof Error && error.cause !== undefined ? proxyTroubleOf(error.cause) : null;
}

/** A whole answer did not come in time, or was larger than asked for. */
export class AnswerLimitError extends Error {
  readonly code: 'MODELTRAY_TIMEOUT' | 'MODELTRAY_TOO_LARGE';
  constructor(code: 'MODELTRAY_TIMEOUT' | 'MODELTRAY_TOO_LARGE', detail: string) {
    super(detail);
    this.code = code;
  }
}

/** The code of an error or of what caused it; '' where it has none. `AggregateError` is what dual-stack connects throw. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  // undici 7 leaves the code of its parser's errors out more often than not.
  if (error instanceof Error && error.name === 'HTTPParserError') return 'HPE_INVALID';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return 'cause' in error ? errorCode(error.cause) : '';
}
