/** `key`: what is asked of the core, what is printed where, and what is refused. */
import { expect, test } from 'vitest';
import type { CallParsed } from '../../shared/api.ts';
import type { KeyState } from '../../shared/local-keys.ts';
import { createFakeCore } from '../support/fake-core.ts';
import type { FakeCoreOptions } from '../support/fake-core.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();
const day = 86_400_000;

const key = (id: string, label: string, change: Partial<KeyState> = {}): KeyState => ({
  id,
  label,
  createdAt: Date.UTC(2026, 10, 26, 12),
  endsAt: null,
  lastUsedAt: null,
  ...change,
});
const keys = [
  key('default', 'DB-GPT', { createdAt: null }),
  key('aa', 'reports', { lastUsedAt: Date.UTC(2026, 10, 26, 13) }),
  key('bb', 'reports', { endsAt: Date.UTC(2026, 11, 1, 12) }),
];

/** A core with these keys that answers every call, and what was asked. */
function keeper(list = keys): FakeCoreOptions & { asked: unknown[] } {
  const asked: unknown[] = [];
  const options: FakeCoreOptions & { asked: unknown[] } = {
    asked,
    state: { keys: list },
    calls: {
      revealKey: ({ id }) => Promise.resolve({ key: `sk-${id}` }),
      createKey: (input) => {
        asked.push(input);
        return Promise.resolve({ id: 'cc', key: 'sk-new' });
      },
      rotateKey: (input: CallParsed<'rotateKey'>) => {
        asked.push(input);
        if (input.graceMs > 0) {
          const old = list.find(({ id }) => id === input.id);
          if (old !== undefined) list.push({ ...old, id: 'dd', endsAt: Date.UTC(2026, 10, 27, 12) });
        }
        return Promise.resolve({ key: 'sk-new' });
      },
      revokeKey: (input) => {
        asked.push(input);
        return Promise.resolve(createFakeCore().state());
      },
    },
  };
  return options;
}

test('list shows every key, masked, and says which one ends', async () => {
  const { run, json } = await line.running(keeper());
  const { code, out, err } = await run(['key', 'list']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^DB-GPT {3}••••••••  –$/m);
  expect(out).toMatch(/^reports {2}••••••••  made Nov 26, 2026, .* last used Nov 26, 2026/m);
  expect(out).toMatch(/^reports {2}••••••••  the old value; works until Dec 1, 2026/m);
  expect(out).not.toContain('sk-');
  const { document } = await json(['key', 'list']);
  expect(document).toEqual({ keys: keys.map((one) => ({ ...one, isMain: one.id === 'default' })) });
});

test('list --show-key shows the values too', async () => {
  const { run, json } = await line.running(keeper());
  const { out } = await run(['key', 'list', '--show-key']);
  expect(out).toMatch(/^DB-GPT {3}sk-default/m);
  expect(out).toMatch(/^reports {2}sk-bb /m);
  expect((await json(['key', 'list', '--show-key'])).document).toMatchObject({
    keys: [{ key: 'sk-default' }, { key: 'sk-aa' }, { key: 'sk-bb' }],
  });
});

test('add prints the new value alone on stdout, once, and says so beside it', async () => {
  const core = keeper();
  const { run, json } = await line.running(core);
  const { code, out, err } = await run(['key', 'add', '  notebook ']);
  expect([code, out]).toEqual([0, 'sk-new\n']);
  expect(err).toContain('The key for notebook was made.');
  expect(err).toContain('npx modeltray key list --show-key');
  expect(core.asked).toEqual([{ label: 'notebook' }]);
  expect((await json(['key', 'add', 'notebook'])).document).toEqual({
    added: { id: 'cc', label: 'notebook', key: 'sk-new' },
  });
});

test.each(['reports', 'DB-GPT'])('a second %s is refused with what to do', async (label) => {
  const core = keeper();
  const { run, json } = await line.running(core);
  const { code, out, err } = await run(['key', 'add', label]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`There is a key named “${label}” already.`);
  expect(err).toContain(`npx modeltray key rotate "${label}"`);
  expect(await json(['key', 'add', label])).toMatchObject({
    code: 1,
    document: { error: { code: 'key_label_taken' } },
  });
  expect(core.asked).toEqual([]);
});

test.each([[''], ['x'.repeat(81)]])('a name that cannot be one is bad usage', async (label) => {
  const core = keeper();
  const { json } = await line.running(core);
  expect(await json(['key', 'add', label])).toMatchObject({
    code: 2,
    document: { error: { code: 'bad_input' } },
  });
  expect(core.asked).toEqual([]);
});

test('rotate without a name is about the key of the exports, whatever another one is called', async () => {
  const core = keeper([key('xx', 'default'), ...keys]);
  const { run, json } = await line.running(core);
  const { code, out, err } = await run(['key', 'rotate']);
  expect([code, out]).toEqual([0, 'sk-new\n']);
  expect(err).toContain('The key of DB-GPT was replaced.');
  expect(err).toContain('The old value works no more.');
  expect(err).toContain('npx modeltray export --list');
  expect((await json(['key', 'rotate'])).document).toEqual({
    rotated: { id: 'default', label: 'DB-GPT', key: 'sk-new', oldEndsAt: null },
  });
  await json(['key', 'rotate', 'default']);
  expect(core.asked).toEqual([
    { id: 'default', graceMs: 0 },
    { id: 'default', graceMs: 0 },
    { id: 'xx', graceMs: 0 },
  ]);
});

test('rotate with a grace says until when the old value works', async () => {
  const core = keeper([...keys]);
  const { run, json } = await line.running(core);
  const { code, err } = await run(['key', 'rotate', 'reports', '--grace', '12h']);
  expect(code).toBe(0);
  expect(err).toMatch(/The old value works until Nov 27, 2026/);
  expect(err).not.toContain('export --list');
  expect((await json(['key', 'rotate', 'reports', '--grace', '7d'])).document).toMatchObject({
    rotated: { id: 'aa', oldEndsAt: Date.UTC(2026, 10, 27, 12) },
  });
  expect(core.asked).toEqual([
    { id: 'aa', graceMs: day / 2 },
    { id: 'aa', graceMs: 7 * day },
  ]);
});

test.each(['8d', '1w', '-1h', '1.5h', 'h', '', '604801s'])('a grace of “%s” is bad usage', async (grace) => {
  const core = keeper();
  const { run } = await line.running(core);
  const { code, err } = await run(['key', 'rotate', `--grace=${grace}`]);
  expect(code).toBe(2);
  expect(err).toContain('--grace must be a time such as 30m, 12h or 7d');
  expect(core.asked).toEqual([]);
});

test('revoke takes a key away by its name, or an old value by its id', async () => {
  const core = keeper();
  const { run, json } = await line.running(core);
  const { code, out } = await run(['key', 'revoke', 'reports']);
  expect([code, out]).toEqual([0, 'The key of reports is gone: programs that send it are known no more.\n']);
  expect((await json(['key', 'revoke', 'bb'])).document).toEqual({ revoked: { id: 'bb', label: 'reports' } });
  expect(core.asked).toEqual([{ id: 'aa' }, { id: 'bb' }]);
});

test('the key of the exports cannot be taken away, and that is said with what can', async () => {
  const core = keeper();
  const { run, json } = await line.running(core);
  const { code, err } = await run(['key', 'revoke', 'DB-GPT']);
  expect(code).toBe(1);
  expect(err).toContain('npx modeltray key rotate');
  expect(await json(['key', 'revoke', 'DB-GPT'])).toMatchObject({
    document: { error: { code: 'key_is_main' } },
  });
  expect(core.asked).toEqual([]);
});

test.each([
  ['revoke', 'nobody'],
  ['rotate', 'Reports'],
])('%s of a name that is not there tells those that are', async (command, label) => {
  const core = keeper();
  const { run, json } = await line.running(core);
  const { code, err } = await run(['key', command, label]);
  expect([code, err]).toEqual([1, `There is no key named “${label}”. There are: DB-GPT, reports.\n`]);
  expect(await json(['key', command, label])).toMatchObject({
    code: 1,
    document: { error: { code: 'key_not_found' } },
  });
  expect(core.asked).toEqual([]);
});

test('in Chinese, and said where no core runs', async () => {
  const core = createFakeCore(keeper());
  core.setState({ locale: 'zh-CN' });
  const { run } = await line.offline(core);
  const { err } = await run(['key', 'revoke', 'nobody']);
  expect(err).toBe('没有名为「nobody」的密钥。现有：DB-GPT、reports。\n');
  const added = await run(['key', 'add', '报表']);
  expect(added.err).toContain('已生成 报表 的密钥');
  expect(added.err).toContain('ModelTray 没有运行');
});

test('the group’s help lists its commands in both languages', async () => {
  const { run } = await line.offline();
  const { out } = await run(['key', '--help']);
  for (const name of ['list', 'add', 'rotate', 'revoke'])
    expect(out).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
  const rotate = (await run(['key', 'rotate', '--help'], { systemLocale: 'zh-CN' })).out;
  expect(rotate).toContain('--grace <time>');
  expect(rotate).toContain('旧密钥继续有效的时间');
  expect(rotate).not.toMatch(/Usage|Options|Arguments|display help/);
});
