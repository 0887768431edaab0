import { expect, test } from 'vitest';
import type { ModelQuestion } from '../../renderer/model-search.ts';
import { createModelSearch, questionOf, typingPauseMs } from '../../renderer/model-search.ts';
import type { FoundModels } from '../../shared/api.ts';
import { unknownModel } from '../../shared/model.ts';
import { sampleUpstream } from '../desktop/sample-state.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';

interface Held {
  words: string;
  answer: (found: FoundModels) => void;
  fail: (error: Error) => void;
}

function searching() {
  const clock = createFakeClock();
  const held: Held[] = [];
  const search = createModelSearch({
    ask: ({ words }) => new Promise((answer, fail) => held.push({ words, answer, fail })),
    after: clock.after,
  });
  const want = (words: string): void => search.want(question(words));
  return { clock, held, search, want };
}

const question = (words: string): ModelQuestion => ({ words, types: ['chat'], servers: ['a'] });
const found = (...ids: string[]): FoundModels => ({
  models: ids.map((id) => ({ upstream: 'a', model: id, info: unknownModel(id, 'this-machine') })),
  count: ids.length,
});

test('one question goes out once typing has paused, and the same one is not asked again', async () => {
  const { clock, held, search, want } = searching();
  for (const words of ['l', 'll', 'lla']) {
    want(words);
    clock.advance(typingPauseMs - 1);
  }
  expect([held.length, search.get().phase]).toEqual([0, 'asking']);
  clock.advance(1);
  want('lla');
  expect(held.map(({ words }) => words)).toEqual(['lla']);
  held[0]?.answer(found('llama'));
  await eventually(() => search.get().phase === 'found');
  want('lla');
  clock.advance(1_000);
  expect(held).toHaveLength(1);
  expect(search.get()).toMatchObject({ words: 'lla', count: 1, models: [{ model: 'llama' }] });
});

test('an answer that comes late changes nothing, and neither does its failure', async () => {
  const { clock, held, search, want } = searching();
  for (const words of ['slow', 'broken', 'quick']) {
    want(words);
    clock.advance(typingPauseMs);
  }
  held[2]?.answer(found('quick'));
  await eventually(() => search.get().phase === 'found');
  const before = search.get();
  held[0]?.answer(found('slow', 'slower'));
  held[1]?.fail(new Error('gone'));
  await Promise.resolve();
  await Promise.resolve();
  expect(search.get()).toBe(before);
});

test('a failure is told, and the same words are asked again when they are wanted again', async () => {
  const { clock, held, search, want } = searching();
  want('x');
  clock.advance(typingPauseMs);
  held[0]?.fail(new Error('gone'));
  await eventually(() => search.get().phase === 'failed');
  expect(search.get().failure?.message).toBe('gone');
  want('x');
  clock.advance(typingPauseMs);
  expect(held).toHaveLength(2);
});

test('what is wanted no more is not asked, and what was found before stays', async () => {
  const { clock, held, search, want } = searching();
  want('a');
  clock.advance(typingPauseMs);
  held[0]?.answer(found('a-1'));
  await eventually(() => search.get().phase === 'found');
  want('b');
  search.want(null);
  clock.advance(1_000);
  expect(held).toHaveLength(1);
  expect(search.get()).toMatchObject({ phase: 'none', count: null, models: [{ model: 'a-1' }] });
  want('a');
  clock.advance(typingPauseMs);
  held[1]?.answer(found('a-1', 'a-2'));
  await eventually(() => search.get().phase === 'found');
  expect(search.get().models.map(({ model }) => model)).toEqual(['a-1', 'a-2']);
});

test('nothing is to be asked of servers whose lists came whole', () => {
  const whole = sampleUpstream({ slug: 'whole' }, ['m']);
  expect(questionOf('x', ['chat'], [whole])).toBe(null);
  const cut = { ...whole, slug: 'cut', modelCount: 2 };
  expect(questionOf(` ${'x'.repeat(300)}`, ['chat'], [whole, cut])).toEqual({
    words: 'x'.repeat(200),
    types: ['chat'],
    servers: ['whole', 'cut'],
  });
});
