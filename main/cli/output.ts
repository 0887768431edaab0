import type { CliEnvironment } from './environment.ts';
import type { CommandFailure } from './failure.ts';

/** What a command has to say. */
export interface Outcome {
  exitCode: number;
  /** The one document of `--json`. */
  document: object;
  /** For a person, on stdout. */
  lines: readonly string[];
  /** For a person, on stderr, so that stdout can be piped. */
  notes?: readonly string[];
}

export function printOutcome({ stdout, stderr }: CliEnvironment, json: boolean, outcome: Outcome): void {
  if (json) {
    stdout.write(`${JSON.stringify(outcome.document, null, 2)}\n`);
    return;
  }
  for (const line of outcome.lines) stdout.write(`${line}\n`);
  for (const note of outcome.notes ?? []) stderr.write(`${note}\n`);
}

/** `{"error":{"code","message"}}` on stdout with `--json`, else the message on stderr. */
export function printFailure(
  { stdout, stderr }: CliEnvironment,
  json: boolean,
  { code, message }: CommandFailure,
): void {
  if (json) {
    stdout.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
  } else stderr.write(`${message}\n`);
}
