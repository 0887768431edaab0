import { expect, test } from 'vitest';
import type { TokenPlaces } from '../../renderer/carriers/token.ts';
import { takeToken } from '../../renderer/carriers/token.ts';

function places(
  href: string,
  stored: string | null,
): TokenPlaces & { stored(): string | null; shown(): string } {
  let kept = stored;
  let address = href;
  return {
    location: { href },
    history: { replaceState: (_data, _unused, url) => (address = url) },
    sessionStorage: { getItem: () => kept, setItem: (_name, value) => (kept = value) },
    stored: () => kept,
    shown: () => address,
  };
}

test('the link’s token moves into the tab’s storage and out of the address', () => {
  const opened = places('http://127.0.0.1:9998/?token=abc&x=1#/servers', 'old');
  expect(takeToken(opened)).toBe('abc');
  expect(opened.stored()).toBe('abc');
  expect(opened.shown()).toBe('/?x=1#/servers');
});

test('a reload takes it from there', () => {
  expect(takeToken(places('http://127.0.0.1:9998/#/home', 'abc'))).toBe('abc');
});

test('without link and storage there is none', () => {
  expect(takeToken(places('http://127.0.0.1:9998/', null))).toBeNull();
  expect(takeToken(places('http://127.0.0.1:9998/?token=', null))).toBeNull();
});
