import { expect, test } from 'vitest';
import { isSmallContext, raiseContextKey, smallContextTokens } from '../../shared/context.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import { upstreamKinds } from '../../shared/upstream.ts';

test.each([
  [null, false],
  [2048, true],
  [smallContextTokens - 1, true],
  [smallContextTokens, false],
  [131_072, false],
])('a loaded context of %s tokens is small: %s', (loaded, isSmall) => {
  expect(isSmallContext(loaded)).toBe(isSmall);
});

test('every kind has words that raise its context, in both languages', () => {
  for (const kind of upstreamKinds) {
    const words = message(raiseContextKey(kind));
    expect(renderMessage('en', words).length, kind).toBeGreaterThan(10);
    expect(renderMessage('zh-CN', words), kind).not.toBe(renderMessage('en', words));
  }
});
