import type { ApiFailure } from '../../shared/api.ts';

/** Why a command could not do what it was asked; `message` is in the user's language. */
export interface CommandFailure extends Error {
  readonly code: string;
  readonly exitCode: number;
}

export const exitCodes = { done: 0, no: 1, badUsage: 2 } as const;

/** What the user typed does not fit, whoever noticed it. */
const usageCodes: ReadonlySet<string> = new Set(['bad_usage', 'bad_input', 'bad_address']);

export function createCommandFailure(code: string, text: string): CommandFailure {
  const exitCode = usageCodes.has(code) ? exitCodes.badUsage : exitCodes.no;
  return Object.assign(new Error(text), { code, exitCode });
}

export function isCommandFailure(thrown: unknown): thrown is CommandFailure {
  return thrown instanceof Error && 'code' in thrown && 'exitCode' in thrown;
}

export function isFailureBody(value: unknown): value is ApiFailure {
  if (typeof value !== 'object' || value === null || !('error' in value)) return false;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
