/** `key`: the keys that programs send to ModelTray. A value is printed where it was asked for or is new, and nowhere else. */
import type { Command } from 'commander';
import { mainKeyId, maxGraceMs } from '../../shared/local-keys.ts';
import type { KeyState } from '../../shared/local-keys.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { describeKey, renderKeys, whenText } from './key-rows.ts';
import { offlineNotes } from './offline-notes.ts';
import type { Outcome } from './output.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, CommonOptions, Runner } from './runner.ts';

export function addKeyCommands(program: Command, runner: Runner): void {
  const { t } = runner;
  const key = program.command('key').description(t('cli.help.key'));
  key.helpOption('-h, --help', t('cli.help.help')).helpCommand(false);
  const commands = [listCommand(key, runner), addCommand(key, runner)];
  commands.push(rotateCommand(key, runner), revokeCommand(key, runner));
  for (const command of commands) withCommonOptions(command, t);
}

function listCommand(key: Command, runner: Runner): Command {
  return key
    .command('list')
    .description(runner.t('cli.help.key.list'))
    .option('--show-key', runner.t('cli.help.key.showKey'))
    .action(({ showKey, ...options }: CommonOptions & { showKey?: boolean }) =>
      runner.ask(options, async (asked) => {
        const keys = await keysOf(asked);
        const values = showKey === true ? await valuesOf(keys, asked) : new Map<string, string>();
        return {
          exitCode: exitCodes.done,
          document: { keys: keys.map((one) => describeKey(one, values.get(one.id))) },
          lines: renderKeys(keys, values, asked),
        };
      }),
    );
}

function addCommand(key: Command, runner: Runner): Command {
  return key
    .command('add')
    .description(runner.t('cli.help.key.add'))
    .argument('<label>', runner.t('cli.help.key.newLabel'))
    .action((text: string, options: CommonOptions) =>
      runner.change(options, async (asked) => {
        const { connection, t } = asked;
        const label = text.trim();
        connection.check('createKey', { label });
        if ((await keysOf(asked)).some((one) => one.label === label && one.endsAt === null)) {
          throw createCommandFailure('key_label_taken', t('cli.key.taken', { label }));
        }
        const made = await connection.call('createKey', { label });
        return newValue({ added: { id: made.id, label, key: made.key } }, made.key, asked, [
          t('settings.keys.created', { label }),
        ]);
      }),
    );
}

function rotateCommand(key: Command, runner: Runner): Command {
  return key
    .command('rotate')
    .description(runner.t('cli.help.key.rotate'))
    .argument('[label]', runner.t('cli.help.key.rotateLabel'))
    .option('--grace <time>', runner.t('cli.help.key.grace'))
    .action((label: string | undefined, { grace, ...options }: CommonOptions & { grace?: string }) =>
      runner.change(options, async (asked) => {
        const { connection, t } = asked;
        const graceMs = readGrace(grace, t);
        const { id, label: name } = findKey(await keysOf(asked), label ?? null, t);
        const { key: value } = await connection.call('rotateKey', { id, graceMs });
        const keys = await keysOf(asked);
        const endsAt = keys.findLast((one) => one.label === name && one.endsAt !== null)?.endsAt;
        const oldEndsAt = graceMs === 0 ? null : (endsAt ?? null);
        return newValue({ rotated: { id, label: name, key: value, oldEndsAt } }, value, asked, [
          t('settings.keys.rotated', { label: name }),
          oldEndsAt === null
            ? t('cli.key.oldEnded')
            : t('cli.key.oldWorks', { when: whenText(oldEndsAt, asked.locale) }),
          ...(id === mainKeyId ? [t('cli.key.exportAgain')] : []),
        ]);
      }),
    );
}

function revokeCommand(key: Command, runner: Runner): Command {
  return key
    .command('revoke')
    .description(runner.t('cli.help.key.revoke'))
    .argument('<label>', runner.t('cli.help.key.label'))
    .action((label: string, options: CommonOptions) =>
      runner.change(options, async (asked) => {
        const { connection, t } = asked;
        const { id, label: name, endsAt } = findKey(await keysOf(asked), label, t);
        if (id === mainKeyId) throw createCommandFailure('key_is_main', t('cli.key.isMain', { label: name }));
        await connection.call('revokeKey', { id });
        return {
          exitCode: exitCodes.done,
          document: { revoked: { id, label: name } },
          lines: [t(endsAt === null ? 'cli.key.revoked' : 'cli.key.oldRevoked', { label: name })],
          notes: offlineNotes(connection.running !== null, t),
        };
      }),
    );
}

async function keysOf({ connection }: Asked): Promise<KeyState[]> {
  return (await connection.call('getState', {})).keys;
}

async function valuesOf(keys: readonly KeyState[], { connection }: Asked): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const { id } of keys) values.set(id, (await connection.call('revealKey', { id })).key);
  return values;
}

/**
 * By its name, or by the id that `--json` shows: what was replaced goes on under its successor's name. Null: that of the
 * exports.
 */
function findKey(keys: readonly KeyState[], wanted: string | null, t: Translate): KeyState {
  const found =
    keys.find(({ label, endsAt }) => label === wanted && endsAt === null) ??
    keys.find(({ id }) => id === (wanted ?? mainKeyId));
  if (found !== undefined) return found;
  const labels = keys
    .filter(({ endsAt }) => endsAt === null)
    .map(({ label }) => label)
    .reduce((before, part) => t('sync.list', { before, part }));
  throw createCommandFailure('key_not_found', t('cli.key.noSuch', { label: wanted ?? mainKeyId, labels }));
}

/** The value alone on a line of stdout, so that it can be taken from there. */
function newValue(document: object, value: string, { connection, t }: Asked, said: string[]): Outcome {
  return {
    exitCode: exitCodes.done,
    document,
    lines: [value],
    notes: [...said, t('cli.key.shownOnce'), ...offlineNotes(connection.running !== null, t)],
  };
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `12h`, `7d`; `0` ends it now. */
function readGrace(text: string | undefined, t: Translate): number {
  if (text === undefined || text === '0') return 0;
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const graceMs = Number(count) * (units[unit ?? ''] ?? Number.NaN);
  if (graceMs <= maxGraceMs) return graceMs;
  throw createCommandFailure(
    'bad_usage',
    t('cli.key.badGrace', { value: text, days: maxGraceMs / 86_400_000 }),
  );
}
