import { expect, test } from 'vitest';
import type { GrowingText } from '../../renderer/views/ask/growing-text.ts';
import {
  createPacedText,
  goOnAfterMs,
  mostAtOnce,
  showEveryMs,
} from '../../renderer/views/ask/paced-text.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function paced() {
  const clock = createFakeClock();
  const shown: string[] = [];
  const whole: string[] = [];
  const textOf = (text: GrowingText): string => text.join('');
  const text = createPacedText({ show: (now) => shown.push(textOf(now)), after: clock.after });
  return { clock, shown, whole, text, end: () => text.end((all) => whole.push(textOf(all))) };
}

test('pieces that come close together are shown together, and the end at once', () => {
  const { clock, shown, whole, text, end } = paced();
  text.add('a');
  text.add('b');
  expect(shown).toEqual([]);
  clock.advance(showEveryMs);
  text.add('c');
  end();
  clock.advance(1_000);
  expect([shown, whole]).toEqual([['ab'], ['abc']]);
});

test('a flood is shown in parts, all of it, and ends once the last is there', () => {
  const { clock, shown, whole, text, end } = paced();
  const flood = 'One line.\n'.repeat(60_000);
  text.add(flood);
  end();
  const parts = Math.ceil(flood.length / mostAtOnce);
  for (let part = 1; part < parts; part += 1) {
    expect([shown.length, whole.length]).toEqual([part, 0]);
    clock.advance(goOnAfterMs);
  }
  expect(whole).toEqual([flood]);
  for (const [at, now] of shown.entries()) expect(now.length).toBe((at + 1) * mostAtOnce);
  expect(clock.pending()).toEqual([]);
});

test('an answer without a word ends, and one that is dropped shows nothing more', () => {
  const empty = paced();
  empty.end();
  expect([empty.shown, empty.whole]).toEqual([[], ['']]);
  const dropped = paced();
  dropped.text.add('a');
  dropped.text.drop();
  dropped.clock.advance(1_000);
  expect(dropped.shown).toEqual([]);
});
