/** The steps against a core whose answers are given, through the real panel; a fake server answers in the proxy's place. */
import { afterEach, expect, test, vi } from 'vitest';
import { createPanel } from '../../main/panel/server.ts';
import { createClient } from '../../scripts/test-real/core.mjs';
import { testServer } from '../../scripts/test-real/steps.mjs';
import type { Row } from '../../scripts/test-real/steps.mjs';
import { wordsFor } from '../../scripts/test-real/words.mjs';
import type { Api } from '../../shared/api.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import { unknownModel } from '../../shared/model.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { silentLog } from '../../shared/ports.ts';
import { buildDiscovery, buildFound, buildPlan, buildReport, buildServer } from '../cli/builders.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const address = 'http://127.0.0.1:8000';
const stopping = new AbortController();
const lines: string[] = [];
afterEach(() => lines.splice(0));

interface Answers {
  server?: Partial<UpstreamState>;
  calls?: Partial<Api['calls']>;
  jobs?: Partial<Api['jobs']>;
}

async function start({ server = {}, calls = {}, jobs = {} }: Answers) {
  const proxy = await scope.fake({ dialect: 'llama-cpp' });
  const core = createFakeCore({
    calls: {
      addUpstream: () => Promise.resolve(buildServer({ baseUrl: address, ...server })),
      revealLocalKey: () => Promise.resolve({ key: 'sk-local' }),
      planCheck: () => Promise.resolve(buildPlan()),
      exportCheckReport: ({ model }) => Promise.resolve({ fileName: 'x.md', text: `# ${model}` }),
      ...calls,
    },
    jobs: {
      discover: () =>
        Promise.resolve(buildDiscovery({ servers: [buildFound({ baseUrl: 'http://localhost:8000' })] })),
      check: () => Promise.resolve(buildReport()),
      ...jobs,
    },
  });
  const panel = createPanel({ core, port: 0, pagesDir: null, log: silentLog });
  const { control, token } = await panel.start();
  scope.later(() => panel.stop());
  const client = createClient(`${proxy.url}/v1`, control, token);
  const run = (change: { full?: boolean; limitMs?: number; key?: string } = {}): Promise<Row> =>
    testServer(
      {
        core: client,
        full: change.full ?? false,
        words: wordsFor('en'),
        render: (one) => renderMessage('en', one),
        log: (line) => lines.push(line),
        stopping: stopping.signal,
        ...(change.limitMs === undefined ? {} : { limitMs: change.limitMs }),
      },
      { address, key: change.key ?? null },
    );
  return { run, proxy };
}

const ok = (said: unknown = '') => ({ status: 'ok', said });
const no = (said: string) => ({ status: 'no', said });
const none = { status: 'none', said: '' };
const seconds: unknown = expect.stringMatching(/^\d+\.\d s$/);

test('a server that does everything passes every step, the full check only when asked for', async () => {
  const { run, proxy } = await start({ server: { version: '0.32.15' } });
  expect(await run()).toEqual({
    address,
    software: 'Ollama 0.32.15',
    model: 'qwen3:8b',
    cells: {
      list: ok('models: 1'),
      chat: ok(),
      stream: ok(seconds),
      abort: ok(),
      discovery: ok('Ollama 0.32.15'),
      quick: ok('works'),
      full: none,
    },
    report: '# qwen3:8b',
  });
  expect((await run({ full: true })).cells.full).toEqual(ok('works'));
  const [first] = proxy.generations();
  expect(first?.headers.authorization).toBe('Bearer sk-local');
  expect(JSON.parse(first?.body ?? '')).toMatchObject({ model: 'ollama/qwen3:8b' });
  expect(lines[0]).toBe(`${address}  model list …`);
});

test('the key goes to the core with its server, and a loaded chat model is asked before the first', async () => {
  const addUpstream = vi.fn<Api['calls']['addUpstream']>(() =>
    Promise.resolve(
      buildServer({
        models: [
          unknownModel('bge-m3', 'this-machine'),
          unknownModel('big', 'this-machine'),
          { ...unknownModel('small', 'this-machine'), loaded: true },
        ],
      }),
    ),
  );
  const { run } = await start({ calls: { addUpstream } });
  expect((await run({ key: 'sk-given' })).model).toBe('small');
  expect(addUpstream.mock.calls).toEqual([[{ baseUrl: address, key: 'sk-given' }]]);
});

test('a server that can’t be used is asked nothing more, and says why', async () => {
  const detail = message('health.detail.refused', { address });
  const { run, proxy } = await start({ server: { health: 'unreachable', healthDetail: detail } });
  const { cells, report } = await run();
  const { list, ...others } = cells;
  expect(list).toEqual(no(`Nothing answers at ${address}. Is the server started?`));
  expect(Object.values(others)).toEqual(Array(6).fill(none));
  expect([report, proxy.counters.requests]).toEqual([null, 0]);
  const empty = await start({ server: { models: [], modelCount: 0 } });
  expect((await empty.run()).cells.list).toEqual(no('it lists no model'));
});

test('a server of embeddings alone has no chat to be asked for', async () => {
  const { run } = await start({ server: { models: [unknownModel('bge-m3', 'this-machine')] } });
  const { cells, model } = await run();
  expect(model).toBe('bge-m3');
  expect([cells.chat, cells.stream, cells.abort, cells.quick]).toEqual([none, none, none, ok('works')]);
});

test('one that is not on this machine is not looked for', async () => {
  const discover = vi.fn<Api['jobs']['discover']>();
  const { run } = await start({ server: { location: 'cloud' }, jobs: { discover } });
  expect((await run()).cells.discovery).toEqual(none);
  expect(discover).not.toHaveBeenCalled();
});

test('every listener is looked at, since a given port may be any', async () => {
  const discover = vi.fn<Api['jobs']['discover']>(() => Promise.resolve(buildDiscovery()));
  const { run } = await start({ jobs: { discover } });
  expect((await run()).cells.discovery).toEqual(no('the look for servers did not find it'));
  expect(discover.mock.calls.map(([input]) => input)).toEqual([{ all: true }]);
});

test('a verdict of fails does not pass and is kept; one of fixes passes and says which', async () => {
  const check: Api['jobs']['check'] = ({ depth }) =>
    Promise.resolve(
      depth === 'quick'
        ? buildReport({ verdict: 'works-with-fixes', because: ['bad-json'] })
        : buildReport({ verdict: 'fails', because: ['stream', 'abort'] }),
    );
  const { run } = await start({ jobs: { check } });
  const { cells, report } = await run({ full: true });
  expect(cells.quick).toEqual(ok('works with fixes, because of bad-json'));
  expect(cells.full).toEqual(no('will not work, because of stream, abort'));
  expect(report).toBe('# qwen3:8b');
});

test('an obstacle, and a check that breaks off, are what was said; effects are told first', async () => {
  const planCheck: Api['calls']['planCheck'] = ({ depth }) =>
    Promise.resolve(
      buildPlan({
        obstacle: depth === 'quick' ? message('lock.noCloud') : null,
        effects: [message('health.loading')],
      }),
    );
  const check: Api['jobs']['check'] = () => Promise.reject(new Error('boom'));
  const { run } = await start({ calls: { planCheck }, jobs: { check } });
  const { quick, full } = (await run({ full: true })).cells;
  expect(quick).toEqual(no('no cloud'));
  expect(full).toMatchObject({
    status: 'no',
    said: expect.stringContaining('Something went wrong') as unknown,
  });
});

test('one step that fails does not end the others', async () => {
  const { run, proxy } = await start({});
  proxy.queueFault({ type: 'status', status: 500, message: 'broken' });
  const { cells } = await run();
  expect([cells.chat, cells.stream]).toEqual([no('HTTP 500: alpha: broken'), ok(seconds)]);
});

test('a step that hangs ends at its limit, and says so', async () => {
  const { run, proxy } = await start({});
  await proxy.setFault({ type: 'hang' });
  const { cells } = await run({ limitMs: 250 });
  expect(cells.chat).toEqual(no('it was not done within 0.25 s'));
  expect(cells.quick).toEqual(ok('works'));
});
