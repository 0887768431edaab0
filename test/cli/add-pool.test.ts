import { expect, test, vi } from 'vitest';
import type { CallParsed } from '../../shared/api.ts';
import { guessModelType, unknownModel, withSources } from '../../shared/model.ts';
import { defaultSettings, routeSchema } from '../../shared/settings.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { buildServer } from './builders.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();

/** A core whose servers list these models, by the host of their address. */
async function start(lists: Readonly<Record<string, string[]>>, listed: readonly string[] = []) {
  const server = (slug: string) => buildServer({ slug, name: slug, baseUrl: `http://${slug}` });
  const addUpstream = vi.fn(({ baseUrl }: CallParsed<'addUpstream'>) =>
    Promise.resolve(server(new URL(baseUrl).hostname)),
  );
  const saveRoute = vi.fn((_input: CallParsed<'saveRoute'>) => Promise.resolve(createFakeCore().state()));
  const describeServer = ({ slug }: { slug: string }) =>
    Promise.resolve({
      models: (lists[slug] ?? []).map((id) => withSources(unknownModel(id, 'this-machine'), {})),
    });
  const running = await line.running({
    state: {
      upstreams: listed.map(server),
      settings: {
        ...defaultSettings,
        routes: [
          routeSchema.parse({
            alias: 'taken',
            chosen: 'user',
            pools: [{ candidates: [{ upstream: 'z', model: 'm' }] }],
          }),
        ],
      },
    },
    calls: { addUpstream, saveRoute, describeServer },
  });
  return { ...running, addUpstream, saveRoute };
}

const poolsOf = (saveRoute: { mock: { calls: [CallParsed<'saveRoute'>][] } }) =>
  saveRoute.mock.calls.map(([{ alias, pools }]) => ({
    alias,
    models: pools.map(({ candidates }) => candidates.map(({ upstream, model }) => `${upstream}/${model}`)),
  }));

test('servers added with an alias share its requests, each with its first chat model', async () => {
  const { run, saveRoute } = await start({ a: ['bge-m3', 'qwen3:8b'], b: ['llama3'] });
  const { code, out, err } = await run(['upstream', 'add', 'a,http://b', '--alias', 'team']);
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')[2]).toBe(
    'Alias team: a/qwen3:8b, b/llama3. Its own address: http://127.0.0.1:9999/r/team/v1',
  );
  expect(poolsOf(saveRoute)).toEqual([{ alias: 'team', models: [['a/qwen3:8b', 'b/llama3']] }]);
});

test('--model chooses it on each, and who lists others is left out and said', async () => {
  expect(guessModelType('llama3')).toBe('chat');
  const { run, json, saveRoute } = await start({ a: ['qwen3:latest'], b: ['llama3'], off: [] });
  const words = ['upstream', 'add', 'a,b,off', '--alias', 'team', '--model', 'qwen3'];
  const { err } = await run(words);
  expect(err).toBe('Left out of the alias team, because no fitting model is listed there: b.\n');
  expect(poolsOf(saveRoute)).toEqual([{ alias: 'team', models: [['a/qwen3:latest', 'off/qwen3']] }]);
  expect((await json(words)).document).toMatchObject({
    added: [{ slug: 'a' }, { slug: 'b' }, { slug: 'off' }],
    alias: 'team',
    address: 'http://127.0.0.1:9999/r/team/v1',
    models: [
      { upstream: 'a', model: 'qwen3:latest' },
      { upstream: 'off', model: 'qwen3' },
    ],
    leftOut: ['b'],
  });
});

test('a server that is listed already is used as it is', async () => {
  const { run, addUpstream, saveRoute } = await start({ a: ['x'], b: ['y'] }, ['a']);
  const { code, out } = await run(['upstream', 'add', 'http://a/v1/,b', '--alias', 'team']);
  expect([code, out.split('\n')[0]]).toEqual([0, 'a (a) is in the list already.']);
  expect(addUpstream).toHaveBeenCalledTimes(1);
  expect(poolsOf(saveRoute)).toEqual([{ alias: 'team', models: [['a/x', 'b/y']] }]);
});

test('a key for new servers is not taken where one of them is listed already', async () => {
  const { run, addUpstream } = await start({ a: ['x'], b: ['y'] }, ['a']);
  async function* stdin() {
    yield 'sk-typed\n';
    await Promise.resolve();
  }
  const words = ['upstream', 'add', 'b,a', '--alias', 'team', '--key-stdin'];
  const { code, err } = await run(words, { stdin: stdin() });
  expect([code, err]).toMatchObject([2, expect.stringContaining('a is in the list and has its own key')]);
  expect(addUpstream).not.toHaveBeenCalled();
});

test('for the embedding alias it is the embedding model of each', async () => {
  const { run, saveRoute } = await start({ a: ['qwen3', 'bge-m3'], b: ['bge-m3:latest'] });
  await run(['upstream', 'add', 'a,b', '--alias', 'embedding']);
  expect(poolsOf(saveRoute)).toEqual([{ alias: 'embedding', models: [['a/bge-m3', 'b/bge-m3:latest']] }]);
});

test('no alias is made where nobody has a fitting model', async () => {
  const { json, saveRoute } = await start({ a: ['bge-m3'] });
  expect(await json(['upstream', 'add', 'a', '--alias', 'team'])).toMatchObject({
    code: 1,
    document: { error: { code: 'no_model' } },
  });
  expect(saveRoute).not.toHaveBeenCalled();
});

test('a name that cannot be the alias is refused before anything is added', async () => {
  const { run, addUpstream } = await start({}, ['a']);
  for (const more of [
    ['--alias', 'Not this'],
    ['--alias', 'a'],
    ['--alias', 'taken'],
    ['--alias', 'demo'],
    ['--model', 'x'],
  ]) {
    expect([more, (await run(['upstream', 'add', 'b', ...more])).code]).toEqual([more, 2]);
  }
  expect(addUpstream).not.toHaveBeenCalled();
});
