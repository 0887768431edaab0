/** A core that a command opened for itself, because none runs: the same answers, from this process. */
import { calls, jobs } from '../../shared/api.ts';
import type {
  CallInput,
  CallName,
  CallParsed,
  CallResult,
  JobInput,
  JobName,
  JobParsed,
  JobResult,
} from '../../shared/api.ts';
import type { z } from 'zod';
import { parseInput } from '../../shared/bad-input.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { Core } from '../core.ts';
import { createCommandFailure } from './failure.ts';
import type { JobRun } from './running-core.ts';

const callSpecs: { readonly [Name in CallName]: { input: z.ZodType<CallParsed<Name>> } } = calls;
const jobSpecs: { readonly [Name in JobName]: { input: z.ZodType<JobParsed<Name>> } } = jobs;

/** Throws a `CommandFailure` for an input that the call would refuse. */
export function checkInput(name: CallName, input: unknown, locale: Locale): void {
  try {
    parseInput<unknown>(callSpecs[name].input, input);
  } catch (thrown) {
    throw inWords(thrown, locale);
  }
}

/** Rejects with a `CommandFailure`. */
export async function callOffline<Name extends CallName>(
  core: Core,
  name: Name,
  input: CallInput<Name>,
): Promise<CallResult<Name>> {
  try {
    return await core.api.calls[name](parseInput(callSpecs[name].input, input));
  } catch (thrown) {
    throw inWords(thrown, core.state().locale);
  }
}

/** Rejects with a `CommandFailure`, or as soon as `signal` is aborted, whatever the job does then. */
export async function runJobOffline<Name extends JobName>(
  core: Core,
  name: Name,
  input: JobInput<Name>,
  { onEvent, signal }: JobRun<Name>,
): Promise<JobResult<Name>> {
  const emit: typeof onEvent = (event) => {
    if (!signal.aborted) onEvent(event);
  };
  try {
    const parsed = parseInput(jobSpecs[name].input, input);
    return await Promise.race([core.api.jobs[name](parsed, { emit, signal }), whenAborted(signal)]);
  } catch (thrown) {
    throw inWords(thrown, core.state().locale);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(new Error('cancelled'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** An error of ours as a command tells it; any other one as it is. */
function inWords(thrown: unknown, locale: Locale): unknown {
  if (!(thrown instanceof ModelTrayError)) return thrown;
  return createCommandFailure(thrown.code, renderMessage(locale, thrown.userMessage));
}
