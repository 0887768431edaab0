import { expect, test } from 'vitest';
import type { DiscoverEvent, DiscoverReport } from '../../shared/discovery.ts';
import { message } from '../../shared/i18n/index.ts';
import { withSources } from '../../shared/model.ts';
import { createFakeCore } from '../support/fake-core.ts';
import type { FakeCoreOptions } from '../support/fake-core.ts';
import { buildDiscovery, buildFound, buildServer } from './builders.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();

function finding(
  report: DiscoverReport,
  events: readonly DiscoverEvent[] = [],
): NonNullable<FakeCoreOptions['jobs']> {
  return {
    discover: (_input, { emit }) => {
      for (const event of events) emit(event);
      return Promise.resolve(report);
    },
  };
}

const coder = withSources(
  {
    id: 'qwen3-coder',
    type: 'chat',
    context: { loaded: 4096, trained: 262_144 },
    quantization: 'Q4_K_M',
    parameters: '30B',
    loaded: true,
    capabilities: ['tools'],
    location: 'this-machine',
    changedAt: null,
  },
  { contextLoaded: '/api/v0/models loaded_context_length' },
);
const evidence = [message('health.healthy'), message('choice.user')];
const studio = buildFound({
  kind: 'lm-studio',
  baseUrl: 'http://127.0.0.1:1234',
  version: '0.3.31',
  evidence,
  process: { pid: 7, name: 'lm-studio' },
  models: [coder],
});

test('--json has exactly the promised keys, with the evidence in the user’s language', async () => {
  const report = buildDiscovery({ servers: [studio, buildFound({ listedAs: 'ollama', models: [] })] });
  const { json } = await line.running({ state: { locale: 'zh-CN' }, jobs: finding(report) });
  expect(await json(['discover'])).toEqual({
    code: 0,
    document: {
      servers: [
        {
          kind: 'lm-studio',
          product: null,
          baseUrl: 'http://127.0.0.1:1234',
          version: '0.3.31',
          health: 'healthy',
          evidence: ['就绪', '由你选择。'],
          listedAs: null,
          models: [
            {
              id: 'qwen3-coder',
              type: 'chat',
              contextLoaded: 4096,
              contextTrained: 262_144,
              quantization: 'Q4_K_M',
              parameters: '30B',
              loaded: true,
              capabilities: ['tools'],
              location: 'this-machine',
            },
          ],
        },
        {
          kind: 'ollama',
          product: null,
          baseUrl: 'http://127.0.0.1:11434',
          version: '0.32.15',
          health: 'healthy',
          evidence: ['Ollama'],
          listedAs: 'ollama',
          models: [],
        },
      ],
    },
  });
});

test('a person reads what is listed, what is new with the command that adds it, and what is gone', async () => {
  const litellm = buildFound({
    kind: 'other-proxy',
    product: 'LiteLLM',
    baseUrl: 'http://127.0.0.1:4000',
    version: null,
    health: 'unauthorized',
    evidence: [],
    models: [],
    mayBe: 'lite',
  });
  const report = buildDiscovery({
    servers: [buildFound({ listedAs: 'ollama' }), studio, litellm],
    gone: ['old'],
  });
  const old = buildServer({ slug: 'old', name: 'Old one', baseUrl: 'http://127.0.0.1:8080' });
  const { run } = await line.running({
    state: { upstreams: [buildServer(), old] },
    jobs: finding(report),
  });
  const { code, out, err } = await run(['discover']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe(`Found, already in the list
  ollama  Ollama 0.32.15  http://127.0.0.1:11434  ready  models: 1
      qwen3:8b
      - Ollama

Found, new
  LM Studio 0.3.31  http://127.0.0.1:1234  ready        models: 1
      qwen3-coder  context 4096 of 262144  30B  Q4_K_M  loaded
      - ready
      - You chose it.
      Add it: npx modeltray upstream add http://127.0.0.1:1234
  LiteLLM           http://127.0.0.1:4000  needs a key  no model
      This may be lite, which no longer answers at its address. If so, change its address in ModelTray → Servers.
      Add it: npx modeltray upstream add http://127.0.0.1:4000 --key-stdin

In the list, but no longer there
  old  Old one  http://127.0.0.1:8080
`);
});

test('what the core added at its first look is said, and stands in --json as listed', async () => {
  const report = buildDiscovery({ servers: [studio], added: ['lm-studio'] });
  const added = buildServer({ slug: 'lm-studio', kind: 'lm-studio', baseUrl: studio.baseUrl });
  const state = { upstreams: [added] };
  const running = await line.running({ state, jobs: finding(report) });
  const { out, err } = await running.run(['discover']);
  expect(out.split('\n').slice(0, 2)).toEqual([
    'Found and added',
    '  lm-studio  LM Studio 0.3.31  http://127.0.0.1:1234  ready  models: 1',
  ]);
  expect(out).not.toContain('Add it');
  expect(err).toBe('');
  expect((await running.json(['discover'])).document).toMatchObject({
    servers: [{ listedAs: 'lm-studio' }],
  });
  const offline = await line.offline(createFakeCore({ state, jobs: finding(report) }));
  expect((await offline.run(['discover'])).err).toBe(
    'ModelTray is not running: this holds from its next start on.\n',
  );
});

test('nothing found is exit 1 and says how to go on', async () => {
  const { run, json } = await line.offline(
    createFakeCore({ jobs: finding(buildDiscovery({ servers: [], canSeeProcesses: false })) }),
  );
  expect(await json(['discover'])).toEqual({ code: 1, document: { servers: [] } });
  expect(await run(['discover', '--data', '/d'])).toEqual({
    code: 1,
    out: 'No model server was found on this machine. Add one by its address: npx modeltray upstream add http://127.0.0.1:11434 --data /d\n',
    err: 'The system does not say which program listens where, so only the usual ports were looked at. All of them: npx modeltray discover --all --data /d\n',
  });
});

test('ports that were left out are said, until all are asked for', async () => {
  const { run } = await line.running({ jobs: finding(buildDiscovery({ listeners: 60, candidates: 10 })) });
  expect((await run(['discover'])).err).toBe(
    'Other listening ports that were not looked at: 50. To look at all of them: npx modeltray discover --all\n',
  );
  expect((await run(['discover', '--all'])).err).toBe('');
});

test('progress goes to a terminal alone, on one line that is gone at the end', async () => {
  const events: DiscoverEvent[] = [
    { type: 'listed', listeners: 60, candidates: 2, canSeeProcesses: true },
    { type: 'looking', address: '127.0.0.1:1234', done: 1, of: 2 },
    { type: 'found', server: studio },
  ];
  const report = buildDiscovery();
  const { run } = await line.running({ jobs: finding(report, events) });
  expect((await run(['discover'])).err).toBe('');
  let shown = '';
  const stderr = { isTTY: true, write: (text: string) => (shown += text) };
  const { out } = await run(['discover', '--json'], { stderr });
  expect(JSON.parse(out)).toMatchObject({ servers: [{ kind: 'ollama' }] });
  expect(shown.split('\r\u001b[2K')).toEqual([
    '',
    'Listening ports: 60; looking at 2 of them',
    'Looking at 127.0.0.1:1234 (2 of 2)',
    '',
  ]);
});
