/** Text that can be read: WCAG AA asks for a contrast of 4.5 between a text and what it stands on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { theme, tokens } from '../../renderer/theme.ts';

const aa = 4.5;
const surfaces = ['--mantine-color-body', '--mt-surface', '--mt-sunken', '--mt-hover'];
const pairs: readonly (readonly [text: string, ground: string])[] = [
  ...surfaces.map((ground) => ['--mantine-color-dimmed', ground] as const),
  ...surfaces.map((ground) => ['--mt-ink', ground] as const),
  ['--mantine-color-dimmed', '--mt-accent-soft'],
  ['--mantine-color-error', '--mt-surface'],
  ['--mantine-color-placeholder', '--mt-surface'],
  ['--mt-accent', '--mt-accent-soft'],
  ['--mt-warn', '--mt-warn-soft'],
  ['--mt-ink', '--mt-warn-soft'],
  ['--mt-ink', '--mt-bad-soft'],
  ['--mt-ink', '--mt-good-soft'],
  ['--mt-good', '--mt-surface'],
  ['--mt-warn', '--mt-surface'],
  ['--mt-bad', '--mt-surface'],
  ['--mt-ink', '--mt-accent-soft'],
  ['--mt-on-ink', '--mt-ink'],
  ['--mt-on-ink', '--mt-ink-hover'],
];

/** Of `#rrggbb`, by WCAG 2's formula: 0 for black, 1 for white. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test('every component that the theme speaks of is one that the window draws', async () => {
  const folder = join(import.meta.dirname, '../../renderer');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tsx'));
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  // `Spotlight.Root` reads its defaults as `SpotlightRoot`.
  const drawn = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/<([A-Z][\w.]*)/g)].map(([, name]) => name?.replace('.', '')),
    ),
  );
  expect(Object.keys(theme.components ?? {}).filter((name) => !drawn.has(name))).toEqual([]);
});

test('the formula agrees with the extremes and with a pair of known contrast', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const colours: Readonly<Record<string, string>> = tokens[scheme];

  test.each(pairs)('%s on %s', (text, ground) => {
    expect(contrast(colours[text] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(aa);
  });

  test('white on the filled buttons that destroy, and on those of the accent', () => {
    const shade = scheme === 'light' ? 6 : 5;
    for (const name of ['red', 'iris'] as const) {
      expect(contrast('#ffffff', theme.colors?.[name]?.[shade] ?? '')).toBeGreaterThanOrEqual(aa);
    }
  });
});
