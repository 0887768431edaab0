import type { Translate } from '../../shared/i18n/index.ts';
import { createCommandFailure } from './failure.ts';
import { readFirstLine } from './read-line.ts';
import type { Runner } from './runner.ts';

/** The key on the first line of stdin: never on the command line, where the whole machine could read it. */
export async function readKey({ environment }: Runner, t: Translate): Promise<string> {
  if (environment.isTerminal) environment.stderr.write(`${t('cli.upstream.typeKey')} `);
  const key = (await readFirstLine(environment.stdin)).trim();
  if (key === '') throw createCommandFailure('bad_usage', t('cli.upstream.noKey'));
  return key;
}
