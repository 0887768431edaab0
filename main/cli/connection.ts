import { calls } from '../../shared/api.ts';
import type { Api, CallInput, CallName, CallParsed, CallResult } from '../../shared/api.ts';
import type { z } from 'zod';
import { parseInput } from '../../shared/bad-input.ts';
import { ModelTrayError, toError } from '../../shared/errors.ts';
import { createTranslate, renderMessage } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { Instance } from '../../shared/instance.ts';
import type { Core } from '../core.ts';
import type { CliEnvironment } from './environment.ts';
import { createCommandFailure, isCommandFailure } from './failure.ts';
import type { CommandFailure } from './failure.ts';
import { findRunningCore } from './running-core.ts';

/** A core to ask: the running one, or one opened for this command. */
export interface Connection {
  /** Null where no core runs. */
  running: Instance | null;
  locale: Locale;
  /** Rejects with a `CommandFailure`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** Throws a `CommandFailure` for an input that the call would refuse. */
  check(name: CallName, input: unknown): void;
  close(): Promise<void>;
}

export async function connect(environment: CliEnvironment, dataDir: string): Promise<Connection> {
  const running = await findRunningCore(dataDir);
  if (running === null) return openOffline(await environment.openCore(dataDir));
  const { locale } = await running.call('getState', {});
  return {
    running: running.instance,
    locale,
    call: (name, input) =>
      running.call(name, input).catch((thrown: unknown) => {
        throw isCommandFailure(thrown) ? thrown : noAnswer(running.instance, locale, thrown);
      }),
    check: (name, input) => checkInput(name, input, locale),
    close: () => Promise.resolve(),
  };
}

function noAnswer({ pid }: Instance, locale: Locale, thrown: unknown): CommandFailure {
  const reason = toError(thrown).message;
  return createCommandFailure('internal', createTranslate(locale)('cli.noAnswer', { pid, reason }));
}

function checkInput(name: CallName, input: unknown, locale: Locale): void {
  try {
    parseInput<unknown>(callSpecs[name].input, input);
  } catch (thrown) {
    throw inWords(thrown, locale);
  }
}

/** An error of ours as a command tells it; any other one as it is. */
function inWords(thrown: unknown, locale: Locale): unknown {
  if (!(thrown instanceof ModelTrayError)) return thrown;
  return createCommandFailure(thrown.code, renderMessage(locale, thrown.userMessage));
}

const callSpecs: { readonly [Name in CallName]: { input: z.ZodType<CallParsed<Name>> } } = calls;

function openOffline(core: Core): Connection {
  return {
    running: null,
    locale: core.state().locale,
    async call(name, input) {
      try {
        return await runCall(core.api, name, input);
      } catch (thrown) {
        throw inWords(thrown, core.state().locale);
      }
    },
    check: (name, input) => checkInput(name, input, core.state().locale),
    close: () => core.stop(0),
  };
}

function runCall<Name extends CallName>(
  api: Api,
  name: Name,
  input: CallInput<Name>,
): Promise<CallResult<Name>> {
  return api.calls[name](parseInput(callSpecs[name].input, input));
}
