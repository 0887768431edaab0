/** The commands against the real core, running and not. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { useScope } from '../support/scope.ts';
import { usePrograms } from './run-main.ts';

const scope = useScope();
const programs = usePrograms();
const data = (...words: string[]): string[] => [...words, '--data', programs.dataDir];

async function json(...words: string[]): Promise<{ code: number; document: unknown }> {
  const { code, out, err } = await programs.run(data(...words, '--json'));
  expect(err).toBe('');
  return { code, document: JSON.parse(out) as unknown };
}

async function startServing(): Promise<void> {
  const words = data('serve', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0');
  await programs.start(words).prints('Ctrl-C');
}

test('status on a folder where nothing was ever started: exit 1, and nothing is written', async () => {
  const { code, document } = await json('status');
  expect(code).toBe(1);
  expect(document).toEqual({
    running: false,
    pid: null,
    shell: null,
    version: '1.2.3',
    dataDir: programs.dataDir,
    proxy: null,
    panel: null,
    active: null,
    upstreams: [],
  });
  expect(await readdir(programs.dataDir)).toEqual([]);
});

test('a server that is added offline is not looked at, and is there afterwards', async () => {
  const upstream = await scope.fake({ mark: 'alpha' });
  const added = await json('upstream', 'add', upstream.url, '--name', 'Alpha');
  expect(added).toMatchObject({
    code: 0,
    document: { added: [{ slug: 'alpha', name: 'Alpha', health: 'unknown' }] },
  });
  expect((await json('upstream', 'list')).document).toMatchObject({
    upstreams: [{ slug: 'alpha', baseUrl: upstream.url }],
  });
  expect(upstream.counters.requests).toBe(0);
  expect(await readdir(programs.dataDir)).not.toContain('logs');
  expect(await json('upstream', 'remove', 'alpha')).toEqual({ code: 0, document: { removed: 'alpha' } });
  expect((await json('upstream', 'list')).document).toEqual({ upstreams: [] });
});

test('commands reach the running core: add, list, use, status', async () => {
  const alpha = await scope.fake({ mark: 'alpha' });
  const beta = await scope.fake({ mark: 'beta' });
  await startServing();
  const added = await json('upstream', 'add', `${alpha.url},${beta.url}`);
  expect(added.code).toBe(0);
  const { document } = await json('status');
  const { upstreams } = document as { upstreams: { slug: string; health: string; models: string[] }[] };
  const real = upstreams.filter(({ slug }) => slug !== 'demo');
  expect(real.map(({ health }) => health)).toEqual(['healthy', 'healthy']);
  const last = real[1];
  const model = last?.models[0] ?? '';
  expect(await json('use', `${last?.slug ?? ''}/${model}`)).toEqual({
    code: 0,
    document: { alias: 'active', upstream: last?.slug, model },
  });
  expect((await json('status')).document).toMatchObject({
    running: true,
    active: { alias: 'active', upstream: last?.slug, model },
  });
});

test('of a server that is added and not reached it is said why', async () => {
  const plain = await scope.fake();
  await startServing();
  const address = plain.url.replace('http:', 'https:');
  const { code, err } = await programs.run(data('upstream', 'add', address));
  expect(code).toBe(0);
  expect(err).toContain(`${address} cannot be reached: there is no secure connection`);
});

test('what is not there is exit 1 with a code', async () => {
  expect(await json('use', 'no-such-model')).toMatchObject({
    code: 1,
    document: { error: { code: 'model_unknown' } },
  });
  expect(await json('upstream', 'remove', 'none')).toMatchObject({
    code: 1,
    document: { error: { code: 'upstream_not_found' } },
  });
  expect(await json('panel')).toMatchObject({ code: 1, document: { error: { code: 'not_running' } } });
});

test('the key of a running core is the one that it takes', async () => {
  await startServing();
  const { document } = await json('status', '--show-key');
  const { key } = document as { key: string };
  expect(key.length).toBeGreaterThan(10);
  expect((await json('status', '--show-key')).document).toMatchObject({ key });
});

test('demo alone answers until it is told to stop', async () => {
  const program = programs.start(['demo', '--json']);
  const { baseUrl } = JSON.parse(await program.prints('\n}\n')) as { baseUrl: string };
  expect((await fetch(`${baseUrl}/models`)).status).toBe(200);
  program.process.deliver('SIGINT');
  expect(await program.done).toBe(0);
  await expect(fetch(`${baseUrl}/models`)).rejects.toThrow();
});
