/** What the window loads before it shows its first page stays small: under 250 KB of script, gzipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { en } from '../../shared/i18n/en/index.ts';
import { zhCn } from '../../shared/i18n/zh-cn/index.ts';
import { ensureBuilt, root } from '../../scripts/build.mjs';

const limitBytes = 250 * 1000;
const outDir = join(root, 'out', 'renderer');

beforeAll(async () => {
  await ensureBuilt({ log: () => undefined, stream: null });
}, 120_000);

/** The scripts that `index.html` names. */
function entryScripts(): string[] {
  const html = readFileSync(join(outDir, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((found) => found[1] ?? '');
}

/** The scripts that one imports at its top; a page that is loaded when it is opened is none of them. */
function staticImports(name: string): string[] {
  const text = readFileSync(join(outDir, name), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)].map((found) =>
    join('assets', found[1] ?? ''),
  );
}

/** The chunk of one page, by the file that it is made of. */
function chunkOf(page: string): string {
  const text = entryScripts()
    .map((name) => readFileSync(join(outDir, name), 'utf8'))
    .join('\n');
  const found = new RegExp(`(?:assets/|\\./)(${page}-[\\w-]+\\.js)`).exec(text)?.[1];
  if (found === undefined) throw new Error(`the entry names no chunk of ${page}`);
  return join('assets', found);
}

function withImports(names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const add = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    staticImports(name).forEach(add);
  };
  names.forEach(add);
  return seen;
}

test.each(['home', 'first-run', 'servers', 'dbgpt', 'activity', 'settings'])(
  'the entry, the longest texts and the page %s are under the limit together',
  (page) => {
    const scripts = withImports([...entryScripts(), chunkOf('zh-cn'), chunkOf(page)]);
    expect(scripts.size).toBeGreaterThan(1);
    const sizes = [...scripts].map((name) => gzipSync(readFileSync(join(outDir, name))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limitBytes);
  },
);

test('no language is loaded but the one in use', () => {
  const scripts = [...withImports(entryScripts())].map((name) => readFileSync(join(outDir, name), 'utf8'));
  const both = [en['home.active.none'], zhCn['home.active.none']];
  expect(both.filter((text) => scripts.some((script) => script.includes(text)))).toEqual([]);
  const english = readFileSync(join(outDir, chunkOf('en')), 'utf8');
  expect(both.filter((text) => english.includes(text))).toEqual([en['home.active.none']]);
});
