import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../scripts/test-real/options.mjs';

const files: Record<string, string> = {
  keys: '# mine\n\nhttps://api.test/v1   sk-cloud\r\n127.0.0.1:8000 sk-local\nhttp://other.test sk-other\n',
  short: 'http://a.test sk-a\nsk-alone\n',
  long: 'http://a.test sk a\n',
};

function read(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error('ENOENT');
  return text;
}

test('addresses as they are typed, each once, with their keys', () => {
  const argv = [
    '127.0.0.1:8000/',
    'https://api.test',
    '--keys-file',
    'keys',
    'http://127.0.0.1:8000',
    '[::1]:1',
  ];
  expect(parseOptions(argv, read)).toEqual({
    targets: [
      { address: 'http://127.0.0.1:8000', key: 'sk-local' },
      { address: 'https://api.test', key: 'sk-cloud' },
      { address: 'http://[::1]:1', key: null },
    ],
    full: false,
    markdown: null,
  });
});

test('options stand anywhere, with or without =', () => {
  expect(parseOptions(['--full', 'http://a.test/v1/', '--markdown=out.md'], read)).toEqual({
    targets: [{ address: 'http://a.test/v1', key: null }],
    full: true,
    markdown: 'out.md',
  });
});

describe('bad usage', () => {
  test.each([
    [[], { problem: 'noAddress' }],
    [['--full'], { problem: 'noAddress' }],
    [['ftp://x'], { problem: 'badAddress', what: 'ftp://x' }],
    [['http://a.test:99999'], { problem: 'badAddress', what: 'http://a.test:99999' }],
    [['http://me:secret@a.test'], { problem: 'badAddress', what: 'http://me:secret@a.test' }],
    [['a.test', '--fulll'], { problem: 'unknownOption', what: '--fulll' }],
    [['a.test', '--full=yes'], { problem: 'noValue', what: '--full' }],
    [['a.test', '--markdown'], { problem: 'needsValue', what: '--markdown' }],
    [['a.test', '--markdown', '--full'], { problem: 'needsValue', what: '--markdown' }],
    [['a.test', '--keys-file', 'none'], { problem: 'noKeysFile', what: 'none' }],
    // The place, never the line: it may be a key.
    [['a.test', '--keys-file', 'short'], { problem: 'badKeyLine', what: 'short:2' }],
    [['a.test', '--keys-file', 'long'], { problem: 'badKeyLine', what: 'long:1' }],
  ])('%j', (argv, problem) => {
    expect(parseOptions(argv, read)).toEqual(problem);
  });
});
