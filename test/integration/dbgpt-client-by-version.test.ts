/**
 * What models and servers do, whatever their dialect, to DB-GPT's client of each line of versions: the table of what its
 * parsing makes of an answer, straight and through ModelTray, where nothing is a blank or a TypeError.
 */
import { describe, expect, test } from 'vitest';
import { exemplary } from '../support/conduct/conduct.ts';
import type { Conduct } from '../support/conduct/conduct.ts';
import { openPair, pairPauses } from '../support/dbgpt-pair.ts';
import type { Pair, PairOptions } from '../support/dbgpt-pair.ts';
import type { Shown } from '../support/dbgpt-reader.ts';
import { dbgptHabits } from '../support/dbgpt-versions.ts';
import type { DbgptVersion } from '../support/dbgpt-versions.ts';
import type { DialectName } from '../support/fake-types.ts';
import { patiently } from '../support/patiently.ts';

const versions = Object.keys(dbgptHabits) as DbgptVersion[];

async function withPair<Result>(
  dialect: DialectName,
  options: PairOptions,
  use: (pair: Pair) => Promise<Result>,
): Promise<Result> {
  const pair = await openPair(dialect, [{ id: 'active' }], options);
  try {
    return await use(pair);
  } finally {
    await pair.close();
  }
}

const both = async (
  pair: Pair,
  how: 'chat' | 'generate' = 'chat',
): Promise<{ alone: Shown; through: Shown }> => ({
  alone: await patiently(pair.clock, pairPauses, pair.alone[how]()),
  through: await patiently(pair.clock, pairPauses, pair.through[how]()),
});

interface ConductRow {
  conduct: Partial<Conduct>;
  alone: Partial<Shown>;
  through: Partial<Shown>;
  how?: 'chat' | 'generate';
}

const answer = { kind: 'answer', text: 'OK.' } as const;
const error = { kind: 'error' } as const;
const blank = { kind: 'blank' } as const;
const crash = { kind: 'crash' } as const;

const conductRows: Readonly<Record<string, ConductRow>> = {
  'an exemplary model': { conduct: {}, alone: answer, through: answer },
  'choices that are null': { conduct: { damage: 'null-choices' }, alone: crash, through: error },
  'no delta in any event': { conduct: { damage: 'no-delta' }, alone: blank, through: error },
  'events with names': { conduct: { damage: 'named-events' }, alone: answer, through: answer },
  'events that are no JSON': { conduct: { damage: 'unreadable-event' }, alone: crash, through: error },
  'plain JSON to a stream': { conduct: { damage: 'in-json' }, alone: blank, through: answer },
  'a page': { conduct: { damage: 'page' }, alone: blank, through: error },
  'another content type': { conduct: { damage: 'content-type' }, alone: answer, through: answer },
  'an error event': { conduct: { damage: 'error-event' }, alone: error, through: error },
  'no word at all': { conduct: { damage: 'blank' }, alone: blank, through: error },
  'no word at all, whole': { conduct: { damage: 'blank' }, alone: blank, through: error, how: 'generate' },
  'no usage, whole': {
    conduct: { usage: { whole: false, stream: 'never' } },
    alone: crash,
    through: answer,
    how: 'generate',
  },
  'a cut': { conduct: { damage: 'cut' }, alone: crash, through: error },
  'thoughts in tags': {
    conduct: { thinks: 'in-tags' },
    alone: { kind: 'answer', text: '<think>Hm.</think>\nOK.' },
    through: answer,
  },
  'thoughts in a field': { conduct: { thinks: 'in-a-field' }, alone: answer, through: answer },
  'no [DONE]': { conduct: { sendsDone: false }, alone: answer, through: answer },
  'no finish': { conduct: { sendsFinish: false }, alone: answer, through: answer },
  'one lump': { conduct: { delivery: 'lump' }, alone: answer, through: answer },
  'a template without a system role': { conduct: { refusesSystem: true }, alone: error, through: answer },
  'no room for 4000 tokens': {
    conduct: { context: 2048, reservesAnswer: true },
    alone: error,
    through: answer,
  },
};

describe.each(versions)('DB-GPT %s', (version) => {
  test.each(Object.entries(conductRows))('%s', async (_what, row) => {
    const { conduct, alone, through, how } = row;
    await withPair('openai', { version, conduct: { ...exemplary, ...conduct } }, async (pair) => {
      const seen = await both(pair, how);
      // What was cut has its room left: 2048 tokens fit no question.
      const isRoomy = conduct.reservesAnswer !== true || dbgptHabits[version].maxTokens > 2000;
      expect(seen.alone).toMatchObject(isRoomy ? alone : answer);
      expect(seen.through).toMatchObject(through);
      if (seen.through.kind === 'error' && conduct.damage !== 'error-event') {
        expect(seen.through.said).toContain('alpha');
      }
    });
  });

  test('an event for the usage alone, which ModelTray asked for, never reaches it', async () => {
    await withPair('ollama', { version }, async (pair) => {
      await pair.alpha.setFault({ type: 'usage' });
      const { alone, through } = await both(pair);
      const crashes = !dbgptHabits[version].skipsEmptyChoices;
      expect(alone).toMatchObject(
        crashes ? { kind: 'crash', said: 'list index out of range' } : { usage: null },
      );
      const usage = dbgptHabits[version].readsThoughtsAndUsage ? { completion_tokens: 5 } : null;
      expect(through).toMatchObject({ kind: 'answer', text: 'alpha says hello 你好!', usage });
    });
  });
});

test.each(versions)('%s sends what it knows, and no more', async (version) => {
  await withPair('openai', { version }, async ({ alpha, alone }) => {
    await alone.chat({ temperature: 0, topP: 0.9, stop: 'Observation:' });
    const { sendsStop, sendsTopP, maxTokens } = dbgptHabits[version];
    const [asked] = alpha.generations();
    expect(Object.keys(JSON.parse(asked?.body ?? '{}') as object)).toEqual([
      ...['messages', 'model', 'max_tokens', 'stream'],
      ...(sendsStop ? ['stop'] : []),
      ...(sendsTopP ? ['top_p'] : []),
    ]);
    expect(asked?.body).toContain(`"max_tokens":${maxTokens}`);
    expect(asked?.headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer sk-aaaaa',
      'user-agent': expect.stringMatching(/^AsyncOpenAI\/Python 1\./) as string,
      'x-stainless-retry-count': '0',
    });
  });
});

/** What speaks no chat API, or lists no model, is asked for nothing, and is said to be so. */
test.each(['tomcat', 'claude-code-router', 'cc-switch', 'portkey'] as const)('%s', async (dialect) => {
  await withPair(dialect, {}, async ({ alpha, core, clock, through }) => {
    const server = core.core.state().upstreams.find(({ slug }) => slug === 'alpha');
    expect(server).toMatchObject({ models: [], healthDetail: { key: expect.any(String) as string } });
    await core.api.calls.updateSettings({ demo: { mode: 'off' } });
    const shown = await patiently(clock, pairPauses, through.chat());
    expect(shown).toMatchObject({ kind: 'error', said: expect.stringContaining('no_upstream') as string });
    expect(alpha.generations()).toHaveLength(0);
  });
});
