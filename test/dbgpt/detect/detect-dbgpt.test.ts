import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { detectAround, detectDbgpt, profileFolder } from '../../../main/dbgpt/detect/detect-dbgpt.ts';

/** A folder with these files in it. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const where = { home: '/home/me', dbgptHome: undefined };
const core = 'packages/dbgpt-core/src/dbgpt/_version.py';

test.each<[string, Record<string, string>, object]>([
  [
    '0.8.1',
    { [core]: 'version = "0.8.1"\n', 'configs/dbgpt-proxy-openai.toml': '', 'pyproject.toml': 'x' },
    { version: '0.8.1', for: '0.8', source: core },
  ],
  ['0.7.3', { [core]: "# made\nversion = '0.7.3'\n" }, { version: '0.7.3', for: '0.7', source: core }],
  [
    '0.6.3',
    { 'dbgpt/_version.py': 'version = "0.6.3"\n', '.env.template': '' },
    { version: '0.6.3', for: '0.6', source: 'dbgpt/_version.py' },
  ],
  [
    'a pyproject.toml',
    { 'pyproject.toml': '[project]\nname = "dbgpt-mono"\nversion = "0.7.0"\n' },
    { version: '0.7.0', for: '0.7', source: 'pyproject.toml' },
  ],
  [
    'a sample of 0.7 without a version',
    { 'configs/dbgpt-proxy-openai.toml': '', '.env.template': '' },
    { version: null, for: '0.7', source: 'configs/dbgpt-proxy-openai.toml' },
  ],
  ['a template of 0.6', { '.env.template': '' }, { version: null, for: '0.6', source: '.env.template' }],
  [
    'a version file that says nothing',
    { [core]: 'version = get()\n', '.env.template': '' },
    { version: null, for: '0.6' },
  ],
])('%s is recognised', async (_name, files, expected) => {
  const folder = await folderWith(files);
  expect(await detectDbgpt(folder, where)).toMatchObject({
    folder,
    isDbgpt: true,
    isWsl: false,
    ...expected,
  });
});

test.each<[string, Record<string, string>]>([
  ['an empty folder', {}],
  ['another Python project', { 'pyproject.toml': '[project]\nname = "other"\nversion = "0.7.0"\n' }],
  ['folders with the names of files', { '.env.template/x': '', 'dbgpt/_version.py/x': '' }],
])('%s is no DB-GPT', async (_name, files) => {
  const look = await detectDbgpt(await folderWith(files), where);
  expect(look).toMatchObject({ isDbgpt: false, version: null, for: null, files: [] });
});

test('the files that an export can go to, the usual one first', async () => {
  const old = await folderWith({ 'dbgpt/_version.py': 'version = "0.6.0"', '.env': 'A=1' });
  expect((await detectDbgpt(old, where)).files).toEqual([
    { path: join(old, '.env'), kind: 'env', exists: true },
  ]);
  const files = {
    [core]: 'version = "0.7.1"',
    'configs/b.toml': '',
    'configs/a.toml': '',
    'configs/x.py': '',
  };
  const newer = await folderWith(files);
  expect((await detectDbgpt(newer, where)).files.map(({ path, exists }) => [path, exists])).toEqual([
    [join(newer, 'configs/modeltray.toml'), false],
    [join(newer, 'configs/a.toml'), true],
    [join(newer, 'configs/b.toml'), true],
  ]);
  const newest = await folderWith({ [core]: 'version = "0.8.0"', 'configs/modeltray.toml': '' });
  expect((await detectDbgpt(newest, where)).files.map(({ path }) => path)).toEqual([
    '/home/me/.dbgpt/configs/modeltray.toml',
  ]);
});

test('DB-GPT’s own configuration folder counts as 0.8', async () => {
  const home = await folderWith({ '.dbgpt/configs/openai.toml': '', 'elsewhere/configs/x.toml': '' });
  const look = (folder: string, dbgptHome?: string) => detectDbgpt(folder, { home, dbgptHome });
  const own = join(home, '.dbgpt');
  expect(await look(own)).toMatchObject({ for: '0.8', version: null });
  expect((await look(own)).files.map(({ path }) => path)).toEqual([
    join(own, 'configs/modeltray.toml'),
    join(own, 'configs/openai.toml'),
  ]);
  const elsewhere = join(home, 'elsewhere');
  expect(await look(elsewhere)).toMatchObject({ isDbgpt: false });
  expect(await look(elsewhere, elsewhere)).toMatchObject({ for: '0.8' });
});

test('the folder of profiles: of this user, of DBGPT_HOME, of the user in WSL', () => {
  expect(profileFolder('/srv/DB-GPT', where)).toBe('/home/me/.dbgpt/configs');
  expect(profileFolder(null, { ...where, dbgptHome: '/data/dbgpt' })).toBe('/data/dbgpt/configs');
  expect(profileFolder(null, { ...where, dbgptHome: '' })).toBe('/home/me/.dbgpt/configs');
  const inWsl = profileFolder('\\\\wsl$\\Ubuntu\\home\\you\\DB-GPT', where);
  expect(inWsl?.replaceAll('/', '\\')).toBe('\\\\wsl$\\Ubuntu\\home\\you\\.dbgpt\\configs');
  expect(profileFolder('\\\\wsl$\\Ubuntu\\opt\\DB-GPT', where)).toBeNull();
});

test('a file’s DB-GPT is found in the folders above it', async () => {
  const folder = await folderWith({ [core]: 'version = "0.7.1"', 'configs/mine/x.toml': '' });
  expect(await detectAround(join(folder, 'configs/mine/x.toml'), where)).toMatchObject({ folder });
  expect(await detectAround(join(folder, 'configs/new/y.toml'), where)).toMatchObject({ folder });
  expect(await detectAround(join(tmpdir(), 'x.toml'), where)).toBeNull();
});
