import { expect, test } from 'vitest';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();

test.each([
  [['stattus'], 'There is no command stattus.'],
  [['status', '--nope'], 'There is no option --nope here.'],
  [['use'], '<model> is missing.'],
  [['upstream', 'add'], '<url> is missing.'],
  [['upstream', 'ad'], 'There is no command ad.'],
  [['discover', '--everything'], 'There is no option --everything here.'],
  [['discover', 'x'], 'There is something too much on this line.'],
  [['route', 'show'], '<alias> is missing.'],
  [['route', 'explain'], '<model> is missing.'],
  [['key', 'add'], '<label> is missing.'],
  [['key', 'revoke'], '<label> is missing.'],
  [['key', 'lis'], 'There is no command lis.'],
  [['check'], '<address> is missing.'],
  [['check', 'x', '--quick'], 'There is no option --quick here.'],
  [['panel', 'x'], 'There is something too much on this line.'],
  [['serve', '--port', 'x'], '--port must be a port from 0 to 65535, not x.'],
  [['serve', '--nope'], 'There is no option --nope.'],
])('%j is bad usage', async (words, text) => {
  const { run, json } = await line.offline();
  const { code, out, err } = await run(words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(text);
  expect(err).toContain('npx modeltray --help');
  const failed = await json(words);
  expect(failed).toMatchObject({ code: 2, document: { error: { code: 'bad_usage' } } });
});

test('an option without its value is bad usage', async () => {
  const { run } = await line.offline();
  const { code, err } = await run(['export', '--for']);
  expect([code, err]).toEqual([2, '--for <version> needs a value. See: npx modeltray --help\n']);
});

test('bad usage is said in the system’s language', async () => {
  const { run } = await line.offline();
  const { err } = await run(['stattus'], { systemLocale: 'zh_CN.UTF-8' });
  expect(err).toBe('没有命令 stattus。查看帮助：npx modeltray --help\n');
});

test('help is on stdout and done, in both languages', async () => {
  const { run } = await line.offline();
  for (const words of [['--help'], ['-h'], ['serve', '--help'], ['upstream', '--help'], []]) {
    const { code, out, err } = await run(words);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Usage:');
  }
  const chinese = (await run(['upstream', 'add', '--help'], { systemLocale: 'zh-CN' })).out;
  expect(chinese).toContain('用法：');
  expect(chinese).toContain('选项：');
  expect(chinese).not.toMatch(/Usage|Options|Arguments|Commands|display help/);
});

test('every command is in the help, each with its own', async () => {
  const { run } = await line.offline();
  const { out } = await run(['--help']);
  const names = [
    'serve',
    'status',
    'discover',
    'upstream',
    'use',
    'route',
    'key',
    'check',
    'export',
    'panel',
    'demo',
  ];
  for (const name of names) {
    expect(out).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
    expect((await run([name, '--help'])).code).toBe(0);
  }
});

test('a group without its command shows its help and is bad usage', async () => {
  const { run } = await line.offline();
  const { code, out, err } = await run(['upstream']);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('confirm');
});

test('--version is on stdout', async () => {
  const { run } = await line.offline();
  expect(await run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
});

test('serve hands on its flags', async () => {
  const { run, served } = await line.offline();
  const env = { MODELTRAY_PANEL_PORT: '5' };
  await run(['serve', '--port', '0', '--demo', '--no-open', '--data', '/d', '--json'], { env });
  await run(['serve'], { env: {} });
  const common = { headless: false, discover: true };
  expect(served).toEqual([
    { json: true, flags: { ...common, port: 0, panelPort: 5, dataDir: '/d', demo: true, open: false } },
    {
      json: false,
      flags: { ...common, port: null, panelPort: null, dataDir: null, demo: false, open: true },
    },
  ]);
});
