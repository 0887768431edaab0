import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { beforeEach, expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { CorePorts } from '../../main/core.ts';
import { corePorts } from '../support/core-ports.ts';
import { writeSettings } from '../support/core-ports.ts';
import type { CommandLine, Ran } from './command-line.ts';
import { useCommandLine } from './command-line.ts';

const lines = useCommandLine();
let ports: CorePorts;
let line: CommandLine;

/** Commands with a real core that is opened for each of them, as where none runs. */
beforeEach(async () => {
  ports = await corePorts({ run: { port: null, demo: false, discover: false } });
  await writeSettings(ports.dataDir, {
    upstreams: [{ slug: 'alpha', name: 'Alpha', kind: 'ollama', baseUrl: 'http://127.0.0.1:5' }],
    routes: [
      { alias: 'active', pools: [{ candidates: [{ upstream: 'alpha', model: 'tiny' }] }], chosen: 'user' },
      { alias: 'embedding', pools: [{ candidates: [{ upstream: 'alpha', model: 'bge' }] }], chosen: 'user' },
    ],
    demo: { retired: true },
  });
  line = await lines.offline();
});

const change = () => ({ openCore: () => createCore(ports) });
const run = (...words: string[]): Promise<Ran> => line.run(['export', ...words], change());
interface Document {
  files: { path: string; content: string; changed: boolean }[];
  notes: string[];
  [more: string]: unknown;
}
async function json(...words: string[]): Promise<{ code: number; document: Document }> {
  const { code, document } = await line.json(['export', ...words], change());
  return { code, document: document as Document };
}
const localKey = async (): Promise<string> => {
  const text = await readFile(join(ports.dataDir, 'local-keys.json'), 'utf8');
  return (JSON.parse(text) as { keys: { value: string }[] }).keys[0]?.value ?? '';
};

async function dbgpt(version: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  const at = version < '0.7' ? 'dbgpt' : 'packages/dbgpt-core/src/dbgpt';
  await mkdir(join(folder, at), { recursive: true });
  await writeFile(join(folder, at, '_version.py'), `version = "${version}"\n`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('without a place it prints: the text alone on stdout, with the key, the rest on stderr', async () => {
  const { code, out, err } = await run('--for', '0.6');
  expect(code).toBe(0);
  expect(parse(out)).toMatchObject({
    LLM_MODEL: 'proxyllm',
    PROXY_API_BASE: 'http://127.0.0.1:9999/v1',
    PROXY_API_KEY: await localKey(),
    proxy_http_openapi_proxy_backend: 'alpha/bge',
  });
  expect(err).toContain('Restart DB-GPT once');
  const { document } = await json('--for', '0.6');
  expect(document).toMatchObject({
    files: [{ path: '.env', content: out, changed: true }],
    for: '0.6',
    variant: 'local',
    isDemo: false,
  });
  expect(document.notes).toEqual(expect.arrayContaining([expect.stringContaining('Restart DB-GPT once')]));
});

test.each([
  ['0.6', '0.6'],
  ['0.5.9', '0.6'],
  ['0.7', '0.7'],
  ['v0.7.3', '0.7'],
  ['0.8', '0.8'],
  ['0.9.1', '0.8'],
  ['stock-env', 'stock-env'],
  ['0.7-env', 'stock-env'],
])('--for %s is the export for %s', async (typed, target) => {
  expect((await json('--for', typed)).document['for']).toBe(target);
});

test('without a version, or with none that there is, it asks which DB-GPT it is', async () => {
  for (const words of [[], ['--for', 'x'], ['--for', '']]) {
    const { code, out, err } = await run(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Which DB-GPT?');
  }
});

test('several models, one of them the default, others for embeddings and rankings', async () => {
  const words = ['--model', 'active', '--model', 'alpha/big', '--default', 'alpha/big'];
  const { document } = await json('--for', '0.7', ...words, '--embedding', 'none', '--rerank', 'alpha/rank');
  const text = document.files[0]?.content ?? '';
  expect(text).toContain('default_llm = "modeltray-big"');
  expect(text).not.toContain('default_embedding');
  expect(text).toContain('backend = "alpha/rank"');
});

test('docker, wsl and direct', async () => {
  const docker = await run('--for', '0.7', '--docker');
  expect(docker.out).toContain('api_base = "http://host.docker.internal:9999/v1"');
  expect(docker.err).toContain('docker-compose.modeltray.yml');
  expect(docker.err).toContain('      - "host.docker.internal:host-gateway"');
  const wsl = await json('--for', '0.7', '--wsl', 'mirrored');
  expect(wsl.document['tryIt']).toBe('curl http://127.0.0.1:9999/healthz');
  const direct = await run('--for', '0.6', '--direct');
  expect(parse(direct.out)).toMatchObject({
    PROXYLLM_BACKEND: 'tiny',
    PROXY_API_BASE: 'http://127.0.0.1:5/v1',
    PROXY_API_KEY: 'no-key-needed',
  });
});

const template = 'LLM_MODEL=glm-4-9b-chat\nPROXY_API_KEY={your-openai-sk}\nOTHER=1\n';

test('--dry-run shows the diff with the key masked and writes nothing', async () => {
  const folder = await dbgpt('0.6.3', { '.env': template });
  const { code, out } = await run('--for', '0.6', '--dir', folder, '--dry-run');
  expect(code).toBe(0);
  expect(out).toContain(`--- ${join(folder, '.env')}\n`);
  expect(out).toContain('\n-LLM_MODEL=glm-4-9b-chat\n');
  expect(out).toContain('\n+PROXY_API_KEY=sk-••••••••\n');
  expect(out).toContain('\n OTHER=1\n');
  expect(out).not.toContain('\u001b');
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe(template);
  const { document } = await json('--for', '0.6', '--dir', folder, '--dry-run');
  expect(document.files).toMatchObject([{ path: join(folder, '.env'), changed: true }]);
  expect(document['version']).toBe('0.6.3');
  const colored = await line.run(['export', '--dir', folder, '--dry-run'], { ...change(), isTerminal: true });
  expect(colored.out).toContain('\u001b[32m+PROXY_API_KEY');
});

test('--dir finds the version out, shows the diff, writes, and --undo gives the bytes back', async () => {
  const folder = await dbgpt('0.6.3', { '.env': template });
  const path = join(folder, '.env');
  const { code, out, err } = await run('--dir', folder);
  const key = await localKey();
  expect(code).toBe(0);
  expect(out).toContain(`Written: ${path}\n`);
  expect(out).toContain(`What was there before: ${path}.before-modeltray\n`);
  expect(err).toContain('export --undo');
  expect(out + err).not.toContain(key);
  expect(parse(await readFile(path, 'utf8'))).toMatchObject({ PROXY_API_KEY: key, OTHER: '1' });
  expect((await run('--dir', folder)).out).toBe(`Nothing to change: ${path}\n`);

  const undone = await run('--undo');
  expect([undone.code, undone.out]).toEqual([0, `Given back: ${path}\n`]);
  expect(await readFile(path, 'utf8')).toBe(template);
  const none = await json('--undo');
  expect(none).toMatchObject({ code: 1, document: { error: { code: 'export_not_found' } } });
});

test('--undo takes the file that was written last, --all takes every one, --force even a changed one', async () => {
  const folders = [await dbgpt('0.6.3'), await dbgpt('0.7.3'), await dbgpt('0.7.3')];
  for (const folder of folders) await run('--dir', folder);
  const paths = [join(folders[0] ?? '', '.env'), ...folders.slice(1).map((at) => join(at, 'modeltray.toml'))];
  expect((await run('--undo')).out).toContain(`Removed, since nothing was there before: ${paths[2] ?? ''}`);
  await writeFile(paths[0] ?? '', 'changed by somebody');
  const all = await json('--undo', '--all');
  expect(all).toMatchObject({
    code: 1,
    document: { undone: [{ path: paths[1], wasNew: true }], kept: [{ path: paths[0] }] },
  });
  expect((await json('--undo', '--all', '--force')).code).toBe(0);
  expect(await readdir(folders[0] ?? '')).toEqual(['dbgpt']);
});

test('--out merges into one file', async () => {
  const folder = await dbgpt('0.7.3', { 'mine.toml': '[system]\nlanguage = "zh" # mine\n' });
  const file = join(folder, 'mine.toml');
  const { code } = await line.run(['export', '--for', '0.7', '--out', 'mine.toml'], {
    ...change(),
    cwd: folder,
  });
  expect(code).toBe(0);
  expect(await readFile(file, 'utf8')).toMatch(/^\[system\]\nlanguage = "zh" # mine\n[^]*name = "modeltray"/);
});

test('what would win over our lines is told', async () => {
  const folder = await dbgpt('0.6.3', { '.env': 'proxyllm_proxy_api_key=x\n' });
  const { err } = await run('--dir', folder, '--dry-run');
  expect(err).toContain('Does not count: proxyllm_proxy_api_key in line 1 wins.');
  const { document } = await json('--dir', folder, '--dry-run');
  expect(document['problems']).toMatchObject([{ path: join(folder, '.env'), key: 'PROXY_API_KEY' }]);
});

test('a wrong combination is refused with the reason, and nothing is written', async () => {
  const folder = await dbgpt('0.7.3');
  const { code, err } = await run('--for', '0.6', '--dir', folder);
  expect(code).toBe(1);
  expect(err).toContain('This is DB-GPT 0.7.3, which does not read a .env any more.');
  expect((await readdir(folder)).toSorted()).toEqual(['packages']);
});

test.each([
  [['--for', '0.6', '--docker', '--direct']],
  [['--for', '0.6', '--dir', 'a', '--out', 'b']],
  [['--for', '0.6', '--with-server-key']],
  [['--for', '0.6', '--all']],
  [['--for', '0.6', '--wsl', 'bridged']],
])('%j does not go together', async (words) => {
  const { code, out, err } = await run(...words);
  expect([code, out]).toEqual([2, '']);
  expect(err).not.toBe('');
});

test('--save writes a new file beside and changes none, as it always did', async () => {
  const folder = await dbgpt('0.6.3', { '.env': template });
  const { code, out, err } = await run('--for', '0.6', '--save', folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^Written: .*\.env\.modeltray\n.*stands beside it\.\n$/s);
  expect(out + err).not.toContain(await localKey());
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe(template);
});
