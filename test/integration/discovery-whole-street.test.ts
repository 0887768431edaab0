/** One server of every kind on one street, with those that imitate others, and what only looks like a server. */
import { expect, test } from 'vitest';
import type { FoundServer } from '../../shared/discovery.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { upstreamKinds } from '../../shared/upstream.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { DialectName } from '../support/fake-types.ts';
import { listing } from '../support/listeners.ts';
import { useScope } from '../support/scope.ts';
import { createConnectionGauge } from '../support/strangers.ts';
import type { StrangerKind } from '../support/strangers.ts';

const scope = useScope();

interface House {
  dialect: DialectName;
  /** How its process is called there; `java` and its like say nothing. */
  process: string;
  command?: string;
  kind: UpstreamKind | null;
  product?: string;
}

const houses: readonly House[] = [
  { dialect: 'ollama', process: 'ollama', command: 'ollama serve', kind: 'ollama' },
  { dialect: 'lm-studio', process: 'LM Studio', kind: 'lm-studio' },
  { dialect: 'llama-cpp', process: 'llama-server', kind: 'llama-cpp' },
  { dialect: 'vllm', process: 'python3.11', command: 'python3.11 -m vllm serve x', kind: 'vllm' },
  { dialect: 'sglang', process: 'python3', command: 'python3 -m sglang.launch_server', kind: 'sglang' },
  { dialect: 'tgi', process: 'text-generation-router', kind: 'tgi' },
  { dialect: 'localai', process: 'local-ai', kind: 'localai' },
  { dialect: 'xinference', process: 'python3', command: '/bin/xinference-local', kind: 'xinference' },
  {
    dialect: 'text-generation-webui',
    process: 'python3',
    command: 'python3 /opt/text-generation-webui/server.py --api',
    kind: 'text-generation-webui',
  },
  { dialect: 'koboldcpp', process: 'koboldcpp', kind: 'koboldcpp' },
  { dialect: 'jan', process: 'jan', kind: 'jan' },
  { dialect: 'gpt4all', process: 'gpt4all', kind: 'gpt4all' },
  {
    dialect: 'fastchat',
    process: 'python3',
    command: '-m fastchat.serve.openai_api_server',
    kind: 'fastchat',
  },
  { dialect: 'mlx-lm', process: 'python3', command: 'python3 -m mlx_lm.server', kind: 'mlx-lm' },
  { dialect: 'docker-model-runner', process: 'docker-model-runner', kind: 'docker-model-runner' },
  { dialect: 'lemonade', process: 'lemonade-server', kind: 'lemonade' },
  { dialect: 'lmdeploy', process: 'python3', command: 'lmdeploy serve api_server x', kind: 'lmdeploy' },
  {
    dialect: 'transformers-serve',
    process: 'python3',
    command: 'transformers serve',
    kind: 'transformers-serve',
  },
  { dialect: 'openai', process: 'a.out', kind: 'openai-compatible' },
  {
    dialect: 'litellm',
    process: 'python3',
    command: 'litellm --port 4000',
    kind: 'other-proxy',
    product: 'LiteLLM',
  },
  { dialect: 'llama-swap', process: 'llama-swap', kind: 'other-proxy', product: 'llama-swap' },
  {
    dialect: 'open-webui',
    process: 'python3',
    command: 'open-webui serve',
    kind: 'other-proxy',
    product: 'Open WebUI',
  },
  // A Tomcat, told as the process that it usually is.
  { dialect: 'tomcat', process: 'java', kind: null },
  // Three that answer Ollama's paths, and are told as Ollama by their process too.
  { dialect: 'koboldcpp', process: 'ollama', kind: 'koboldcpp' },
  { dialect: 'localai', process: 'ollama', kind: 'localai' },
  { dialect: 'sglang', process: 'ollama', kind: 'sglang' },
];
const strangers: readonly StrangerKind[] = ['silent', 'garbage', 'endless', 'closes', 'any-json'];

test('every one is named rightly, none is named wrongly, and nobody is disturbed', async () => {
  const gauge = createConnectionGauge();
  const fakes: FakeUpstream[] = [];
  for (const { dialect } of houses) fakes.push(await scope.fake({ dialect, gauge }));
  const others = await Promise.all(strangers.map((kind) => scope.stranger(kind, { gauge })));
  const clock = createFakeClock();
  const core = await scope.core({
    clock,
    settings: { demo: { mode: 'off' } },
    listListeners: listing([
      ...fakes.map(({ port }, at) => ({
        port,
        name: houses[at]?.process ?? '',
        ...(houses[at]?.command === undefined ? {} : { command: houses[at].command }),
      })),
      ...others.map(({ port }) => ({ port, name: 'java' })),
    ]),
  });
  await core.api.calls.addUpstream({ baseUrl: 'http://127.0.0.1:1', name: 'elsewhere' });
  const job = { signal: new AbortController().signal, emit: () => undefined };
  const report = core.api.jobs.discover({ all: true }, job);
  const silent = others[strangers.indexOf('silent')];
  const garbage = others[strangers.indexOf('garbage')];
  const endless = others[strangers.indexOf('endless')];
  for (const one of others) await one.waitFor('connections', 1);
  await garbage?.waitUntil('closed', ({ connections, closed }) => connections === closed);
  await endless?.waitUntil('closed', ({ connections, closed }) => connections === closed);
  expect(silent?.counters.closed).toBe(0);
  clock.advance(800);
  const { servers } = await report;

  expect(servers.map(nameOf).sort()).toEqual(
    houses
      .flatMap(({ kind, product }, at) =>
        kind === null ? [] : [`${String(fakes[at]?.port)} ${kind} ${product ?? ''}`],
      )
      .sort(),
  );
  const named = new Set(servers.map(({ kind }) => kind));
  expect(upstreamKinds.filter((kind) => !named.has(kind))).toEqual(['demo']);
  for (const { counters } of fakes) {
    expect(counters).toMatchObject({ errorLines: 0, generations: 0, loads: 0 });
  }
  expect(gauge.peak).toBeLessThanOrEqual(8);
});

function nameOf({ baseUrl, kind, product }: FoundServer): string {
  return `${new URL(baseUrl).port} ${kind} ${product ?? ''}`;
}
