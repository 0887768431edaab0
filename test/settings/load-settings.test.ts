import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepBefore, loadSettings } from '../../main/settings/load-settings.ts';
import type { LoadedSettings } from '../../main/settings/load-settings.ts';
import { createConfSettingsFile } from '../../main/settings/settings-file.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();
const now = (): number => Date.UTC(2026, 10, 21, 9);
const load = (path: string): LoadedSettings => loadSettings(path, { now });

function reasonOf({ problem }: LoadedSettings): string {
  return problem?.kind === 'broken' ? renderMessage('en', problem.reason) : 'not broken';
}

test('no file means the defaults, and nothing is written', () => {
  const dir = tempDir();
  const { settings, readOnly, problem } = load(dir.path);
  expect({ settings, readOnly, problem }).toEqual({
    settings: defaultSettings,
    readOnly: false,
    problem: null,
  });
  expect(dir.names()).toEqual([]);
});

test('a folder that is not there is no error', () => {
  expect(load(join(tempDir().path, 'absent')).settings).toEqual(defaultSettings);
});

test('fields that are left out take their defaults', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ "version": 1, "proxy": { "port": 9000 } }');
  expect(load(dir.path).settings.proxy).toEqual({ ...defaultSettings.proxy, port: 9000 });
});

test('a byte order mark is tolerated', () => {
  const dir = tempDir();
  dir.write('settings.json', '\uFEFF{ "version": 1, "panel": { "port": 9100 } }');
  expect(load(dir.path).settings.panel.port).toBe(9100);
});

test('what is loaded is frozen through and through', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ "version": 1 }');
  const { settings } = load(dir.path);
  expect(Object.isFrozen(settings.proxy.allowedHosts)).toBe(true);
  expect(Object.isFrozen(settings.window)).toBe(true);
});

const upstream = '{"slug":"a","name":"A","kind":"ollama","baseUrl":"http://127.0.0.1:1"}';
test.each([
  ['{ "version": 1,\n  "proxy" }', 'it is not valid JSON: line 2, column 11'],
  ['', 'it is not valid JSON: line 1, column 1'],
  ['{ "version": 1, "proxy": {', 'it is not valid JSON: line 1, column 27'],
  ['[]', 'it is not a JSON object'],
  ['{}', '“version” is missing or not a whole number from 1 up'],
  ['{ "version": "1" }', '“version” is missing or not a whole number from 1 up'],
  ['{ "version": 1, "prxy": {} }', '“prxy” is not a known field'],
  ['{ "version": 1, "proxy": { "prt": 1 } }', '“proxy.prt” is not a known field'],
  ['{ "version": 1, "proxy": { "port": "9999" } }', '“proxy.port” must be a number'],
  ['{ "version": 1, "proxy": { "port": 70000 } }', '“proxy.port” must be at most 65535'],
  ['{ "version": 1, "proxy": { "port": 0 } }', '“proxy.port” must be at least 1'],
  ['{ "version": 1, "proxy": { "port": 1.5 } }', '“proxy.port” must be a whole number'],
  ['{ "version": 1, "proxy": { "listen": "lan" } }', '“proxy.listen” must be one of loopback, docker, all'],
  ['{ "version": 1, "locks": { "noCloud": 1 } }', '“locks.noCloud” must be true or false'],
  ['{ "version": 1, "locks": [] }', '“locks” must be a group in braces'],
  ['{ "version": 1, "upstreams": {} }', '“upstreams” must be a list'],
  ['{ "version": 1, "upstreams": [{ "slug": "a" }] }', '“upstreams[0].name” is missing'],
  [
    `{ "version": 1, "upstreams": [${upstream.replace('"A"', '" "')}] }`,
    '“upstreams[0].name” must not be empty',
  ],
  [
    `{ "version": 1, "upstreams": [${upstream.replace('http:', 'ftp:')}] }`,
    '“upstreams[0].baseUrl” has a value that is not allowed',
  ],
  [
    `{ "version": 1, "upstreams": [${upstream}, ${upstream}] }`,
    '“upstreams[1].slug” repeats a, which stands earlier in the list',
  ],
])('%j is refused with the field in words', (text, reason) => {
  const dir = tempDir();
  dir.write('settings.json', text);
  const loaded = load(dir.path);
  expect(reasonOf(loaded)).toBe(reason);
  expect(loaded.settings).toEqual(defaultSettings);
});

test('loading a broken file only decides; keep() makes the copy, once and private', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ broken');
  const loaded = load(dir.path);
  expect(loaded.problem).toMatchObject({ kind: 'broken', keptAs: 'settings.broken-2026-11-21.json' });
  expect(dir.names()).toEqual(['settings.json']);

  loaded.keep();
  loaded.keep();
  expect(dir.names()).toEqual(['settings.broken-2026-11-21.json', 'settings.json']);
  expect(dir.read('settings.broken-2026-11-21.json')).toBe('{ broken');
  expect(statSync(join(dir.path, 'settings.broken-2026-11-21.json')).mode & 0o777).toBe(0o600);
});

test('a second broken file of the same day gets a number, the same one no second copy', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ broken');
  load(dir.path).keep();
  load(dir.path).keep();
  dir.write('settings.json', '{ broken again');
  const second = load(dir.path);
  second.keep();
  expect(second.problem).toMatchObject({ keptAs: 'settings.broken-2026-11-21-2.json' });
  expect(dir.names()).toHaveLength(3);
});

test('a name that was taken in the meantime is not overwritten', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ broken');
  const loaded = load(dir.path);
  dir.write('settings.broken-2026-11-21.json', 'something else');
  loaded.keep();
  expect(loaded.problem).toMatchObject({ keptAs: 'settings.broken-2026-11-21-2.json' });
  expect(dir.read('settings.broken-2026-11-21.json')).toBe('something else');
});

test('a file that cannot be read at all is moved aside', () => {
  const dir = tempDir();
  mkdirSync(join(dir.path, 'settings.json'));
  const loaded = load(dir.path);
  expect(reasonOf(loaded)).toBe('it cannot be opened: a folder is in its place');
  loaded.keep();
  expect(dir.names()).toEqual(['settings.broken-2026-11-21.json']);
});

test('a broken file is kept before the first write, and not replaced where it cannot be', () => {
  const dir = tempDir();
  dir.write('settings.json', '{ broken');
  keepBefore(load(dir.path), createConfSettingsFile(dir.path)).write(defaultSettings);
  expect(dir.read('settings.broken-2026-11-21.json')).toBe('{ broken');
  expect(JSON.parse(dir.read('settings.json'))).toEqual(defaultSettings);

  const other = tempDir();
  other.write('settings.json', '{ broken');
  const refusing = keepBefore(
    {
      keep() {
        throw new Error('no room');
      },
    },
    createConfSettingsFile(other.path),
  );
  expect(() => refusing.write(defaultSettings)).toThrow('no room');
  expect(other.read('settings.json')).toBe('{ broken');
});

test('settings of a newer version are used as far as they parse, read-only', () => {
  const dir = tempDir();
  dir.write(
    'settings.json',
    JSON.stringify({
      version: 7,
      proxy: { port: 9000, listen: 'mesh', allowedHosts: ['box'], shiny: true },
      upstreams: [
        { slug: 'a', name: 'A', kind: 'ollama', baseUrl: 'http://127.0.0.1:1', tags: ['x'] },
        { slug: 'b', name: 'B', kind: 'telepathy', baseUrl: 'http://127.0.0.1:2' },
        { slug: 'c', name: 'C', kind: 'telepathy', baseUrl: 'nowhere' },
        { slug: 'd', name: 'D', kind: 'vllm', baseUrl: 'http://127.0.0.1:3' },
      ],
      weather: 'sunny',
    }),
  );
  const { settings, readOnly, problem } = load(dir.path);
  expect({ readOnly, problem }).toEqual({ readOnly: true, problem: { kind: 'newer', version: 7 } });
  expect(settings.version).toBe(1);
  expect(settings.proxy).toMatchObject({ port: 9000, listen: 'loopback', allowedHosts: ['box'] });
  expect(settings.upstreams.map(({ slug }) => slug)).toEqual(['a', 'd']);
});

test('what a newer version says about access and we cannot read counts as strict', () => {
  const dir = tempDir();
  dir.write(
    'settings.json',
    JSON.stringify({ version: 2, proxy: { requireKey: 'biometric' }, locks: { noCloud: { except: [] } } }),
  );
  const { settings } = load(dir.path);
  expect(settings.proxy.requireKey).toBe('always');
  expect(settings.locks).toEqual({ onlyThisMachine: false, noCloud: true });

  dir.write('settings.json', JSON.stringify({ version: 2, proxy: [], locks: 'tight' }));
  const whole = load(dir.path).settings;
  expect(whole.proxy.requireKey).toBe('always');
  expect(whole.locks).toEqual({ onlyThisMachine: true, noCloud: true });
});
