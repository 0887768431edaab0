/**
 * DB-GPT's client against a server of every dialect, straight to it and through ModelTray. Through ModelTray each row is a
 * readable answer or a clear message, and asks the server no more often. What the same row is without ModelTray is asserted
 * too: where that were an answer as well, the row would prove nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DbgptClient } from '../support/dbgpt-client.ts';
import { openPair, pairPauses } from '../support/dbgpt-pair.ts';
import type { Pair } from '../support/dbgpt-pair.ts';
import type { RerankProvider, Shown } from '../support/dbgpt-reader.ts';
import { chatRows, trouble } from '../support/dbgpt-rows.ts';
import type { ChatRow } from '../support/dbgpt-rows.ts';
import { dialects } from '../support/dialects/index.ts';
import type { DialectName, FakeModel } from '../support/fake-types.ts';
import { patiently } from '../support/patiently.ts';

/** What speaks no chat API, or lists no model. */
const withoutModels: readonly DialectName[] = ['tomcat', 'claude-code-router', 'cc-switch', 'portkey'];
const names = (Object.keys(dialects) as DialectName[]).filter((name) => !withoutModels.includes(name));
/** Known to give usage at a stream's end where they are asked for it, which DB-GPT never does. */
const counting: readonly DialectName[] = ['ollama', 'lm-studio', 'llama-cpp', 'vllm', 'personal-ai-router'];
/** Servers that rank. */
const ranking: readonly DialectName[] = ['llama-cpp', 'vllm', 'localai', 'xinference'];

const isOpenaiShaped = (dialect: DialectName): boolean => {
  const { body } = dialects[dialect].error(400, 'x') as { body: { error?: { message?: unknown } } };
  return typeof body.error?.message === 'string';
};

interface Seen {
  shown: Shown;
  asked: number;
}

async function see({ alpha, clock }: Pair, client: DbgptClient, { how }: ChatRow): Promise<Seen> {
  const before = alpha.generations().length;
  const shown = await patiently(clock, pairPauses, client[how]());
  return { shown, asked: alpha.generations().length - before };
}

/** Ends what the failures of a row have left behind: a pause, and what the health monitor made of them. */
async function heal({ alpha, core, clock }: Pair): Promise<void> {
  await alpha.setFault(null);
  core.core.reportWake();
  await patiently(clock, pairPauses, core.api.calls.testUpstream({ slug: 'alpha' }));
}

function expectReadable(shown: Shown, { through: wanted }: ChatRow): void {
  if ('text' in wanted) {
    expect(shown).toMatchObject({ kind: 'answer', text: wanted.text, thoughts: wanted.thoughts ?? '' });
    return;
  }
  expect(shown.kind).toBe('error');
  const said = shown.kind === 'error' ? shown.said : '';
  for (const word of wanted.says) expect(said).toContain(word);
}

/** Rows that were no answer and no message without ModelTray, by dialect. */
const saved = new Map<string, string[]>();

describe.each(names)('%s', (dialect) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await openPair(dialect, [{ id: 'active' }]);
  });
  afterAll(() => pair.close());

  test.each(chatRows.map((row) => [`${row.how}: ${row.what}`, row] as const))('%s', async (title, row) => {
    await heal(pair);
    await pair.alpha.setFault(row.fault);
    const alone = await see(pair, pair.alone, row);
    const through = await see(pair, pair.through, row);
    expectReadable(through.shown, row);
    const [asked, askedThrough] = row.asked;
    const expected = isOpenaiShaped(dialect) ? askedThrough : (row.askedIfWrapped ?? askedThrough);
    expect([alone.asked, through.asked], 'requests at the server').toEqual([asked, expected]);
    const isSaved = row.alone !== undefined && (row.aloneIn?.includes(dialect) ?? true);
    expect(trouble(alone.shown, row) ?? undefined).toBe(isSaved ? row.alone : undefined);
    if (isSaved) saved.set(dialect, [...(saved.get(dialect) ?? []), title]);
  });

  test('usage: DB-GPT counts none of a stream without ModelTray', async () => {
    await heal(pair);
    expect(await pair.alone.chat()).toMatchObject({ kind: 'answer', usage: null });
    const usage = counting.includes(dialect) ? { completion_tokens: 5 } : null;
    expect(await pair.through.chat()).toMatchObject({ kind: 'answer', usage });
    for (const client of [pair.alone, pair.through]) {
      expect(await client.generate()).toMatchObject({ usage: { completion_tokens: 5 } });
    }
  });
});

/** The id under which the server lists its only model. */
function listedId({ core }: Pair): string {
  const alpha = core.core.state().upstreams.find(({ slug }) => slug === 'alpha');
  return `alpha/${alpha?.models[0]?.id ?? ''}`;
}

async function withPair(
  dialect: DialectName,
  model: FakeModel,
  use: (pair: Pair) => Promise<void>,
): Promise<void> {
  const pair = await openPair(dialect, [model]);
  try {
    await use(pair);
  } finally {
    await pair.close();
  }
}

test.each(names)('vectors of %s', (dialect) =>
  withPair(dialect, { id: 'tiny-embed', type: 'embedding' }, async (pair) => {
    const vectors = await pair.alone.embed(['a', 'b', 'c'], 'tiny-embed');
    expect(vectors).toHaveLength(3);
    expect(await pair.through.embed(['a', 'b', 'c'], listedId(pair))).toEqual(vectors);
  }),
);

describe.each(ranking)('rankings of %s', (dialect) => {
  const readable: Record<RerankProvider, boolean> = { siliconflow: true, openapi: false, tei: false };

  test.each(Object.entries(readable) as [RerankProvider, boolean][])('by %s', (provider, isReadable) =>
    withPair(dialect, { id: 'tiny' }, async (pair) => {
      const alone = pair.alone.rank(provider, ['a']);
      if (isReadable) expect(await alone).toEqual([0.5]);
      else await expect(alone).rejects.toThrow();
      expect(await pair.through.rank(provider, ['a'], listedId(pair))).toEqual([0.5]);
    }),
  );
});

test('each dialect has rows that ModelTray saves', () => {
  const always = chatRows.filter(({ alone, aloneIn }) => alone !== undefined && aloneIn === undefined);
  for (const name of names) expect(saved.get(name)?.length, name).toBeGreaterThanOrEqual(always.length);
  expect(always.length).toBeGreaterThanOrEqual(10);
});
