/** Codes that only the window gives; all others are the core's. */
export type WindowFailureCode = 'connection_lost' | 'not_authorized' | 'cancelled';

/** What a rejected call or job rejects with. `message` is in the user's language, empty for the window's own codes. */
export interface Failure extends Error {
  readonly code: string;
}

export function createFailure(code: string, text = ''): Failure {
  return Object.assign(new Error(text), { code });
}

export function isFailure(thrown: unknown): thrown is Failure {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string';
}

/** Whatever was thrown, as a failure with a code. */
export function toFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return createFailure('internal', thrown instanceof Error ? thrown.message : String(thrown));
}
