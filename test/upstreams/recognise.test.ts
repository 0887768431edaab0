import { describe, expect, test } from 'vitest';
import type { Recognised } from '../../main/upstreams/detect-kind.ts';
import { allSoftware } from '../../main/upstreams/software.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { DialectName } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';
import { useRecognising } from './asking.ts';
import type { Hint } from './asking.ts';
import { dialectNames, hinted, processOf, processes, truth } from './software-samples.ts';

const scope = useScope();
const { fakeOf, lookAt } = useRecognising(scope);

function nameOf(seen: Recognised | null): { kind: UpstreamKind; product: string | null } | null {
  return seen === null ? null : { kind: seen.kind, product: seen.product };
}

test('each software is recognised, most of them by their answers alone, in at most four requests', async () => {
  for (const dialect of dialectNames) {
    const fake = await fakeOf(dialect);
    const hint = hinted[dialect] ?? {};
    expect(nameOf(await lookAt(fake, hint)), dialect).toEqual(truth[dialect]);
    expect(fake.counters.requests, dialect).toBeLessThanOrEqual(4);
    expect(
      fake.requests.filter(({ method }) => method !== 'GET'),
      dialect,
    ).toEqual([]);
  }
});

test('without their hint those that need one are left unnamed, and none is named wrongly', async () => {
  for (const dialect of Object.keys(hinted) as DialectName[]) {
    const seen = await lookAt(await fakeOf(dialect));
    const unnamed = [null, 'openai-compatible', ...(dialect === 'personal-ai-router' ? ['ollama'] : [])];
    expect(unnamed, dialect).toContain(seen?.kind ?? null);
  }
});

test('none is taken for another, whatever its port or the name of its process suggests', async () => {
  const hints = allSoftware.flatMap(({ kind, product, ports }): [string, Hint][] => {
    const process = processes[product ?? kind];
    return [
      ...ports.map((port): [string, Hint] => [`${product ?? kind} at ${port}`, { port }]),
      ...(process === undefined ? [] : [[`process ${product ?? kind}`, { process }] as [string, Hint]]),
    ];
  });
  expect(hints.length).toBeGreaterThan(50);
  for (const dialect of dialectNames) {
    const fake = await fakeOf(dialect);
    const right = truth[dialect];
    let before = 0;
    for (const [hint, given] of hints) {
      const seen = nameOf(await lookAt(fake, given));
      const isRight = seen === null || seen.kind === 'openai-compatible' || seen.kind === right?.kind;
      const isUnseenProxy = dialect === 'personal-ai-router' && seen?.kind === 'ollama';
      expect(isRight || isUnseenProxy, `${dialect} taken for ${JSON.stringify(seen)} by ${hint}`).toBe(true);
      if (seen !== null && seen.kind === 'other-proxy') expect(seen.product).toBe(right?.product);
      expect(fake.counters.requests - before, `${dialect} by ${hint}`).toBeLessThanOrEqual(4);
      before = fake.counters.requests;
    }
    expect(fake.counters, dialect).toMatchObject({ errorLines: 0, generations: 0, loads: 0 });
  }
});

test('each sample of a process fits its own software and no other', () => {
  for (const software of allSoftware) {
    const process = processes[software.product ?? software.kind];
    if (process === undefined) continue;
    const fits = allSoftware.filter(({ processes: patterns }) =>
      patterns.some((one) => one.test(process.name) || one.test(process.command ?? '')),
    );
    expect(
      fits.map(({ name }) => name),
      software.name,
    ).toEqual([software.name]);
  }
});

describe('LM Studio', () => {
  test('is greeted first where its port or its process speaks for it', async () => {
    for (const hint of [{ port: 1234 }, { process: processOf('LM Studio') }]) {
      const fake = await fakeOf('lm-studio');
      expect(await lookAt(fake, hint)).toMatchObject({ kind: 'lm-studio' });
      expect(fake.requests.map(({ path }) => path)).toEqual(['/lmstudio-greeting', '/v1/models']);
    }
  });

  test('is found by the owner in its list elsewhere, without a line in its log', async () => {
    const fake = await fakeOf('lm-studio');
    expect(await lookAt(fake, { port: 8080 })).toMatchObject({ kind: 'lm-studio' });
    expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/models', '/lmstudio-greeting']);
    expect(fake.counters.errorLines).toBe(0);
  });

  test('another server at its port is greeted once, and recognised', async () => {
    const fake = await fakeOf('vllm');
    expect(await lookAt(fake, { port: 1234 })).toMatchObject({ kind: 'vllm' });
    expect(fake.counters.requests).toBe(2);
  });
});

describe('imitators of Ollama', () => {
  test('are themselves at its port, with models or without', async () => {
    for (const dialect of ['koboldcpp', 'localai', 'sglang'] as const) {
      const seen = await lookAt(await fakeOf(dialect), { port: 11434 });
      expect(seen?.kind, dialect).toBe(dialect);
    }
    const empty = await fakeOf('localai', { models: [] });
    expect(await lookAt(empty, { port: 11434 })).toMatchObject({ kind: 'localai' });
  });

  test('Ollama without a model is known by its empty list', async () => {
    const fake = await fakeOf('ollama', { models: [] });
    expect(await lookAt(fake)).toMatchObject({ kind: 'ollama' });
    expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/models', '/api/version']);
  });

  test('an empty list at its port is asked for the imitators first, and at most three times more', async () => {
    const fake = await fakeOf('openai', { models: [] });
    expect(await lookAt(fake, { port: 11434 })).toMatchObject({ kind: 'openai-compatible' });
    expect(fake.requests.map(({ path }) => path)).toEqual([
      '/v1/models',
      '/.well-known/localai.json',
      '/api/v1/health',
      '/api/version',
    ]);
  });
});

test('whoever may be meant, it is four requests and no more', async () => {
  const fake = await fakeOf('openai', { models: [] });
  const process = processes.xinference ?? processOf('xinference');
  expect(await lookAt(fake, { port: 11434, process })).toMatchObject({ kind: 'openai-compatible' });
  expect(fake.requests.map(({ path }) => path)).toEqual([
    '/v1/models',
    '/v1/cluster/auth',
    '/.well-known/localai.json',
    '/api/v1/health',
  ]);
});

describe('an API elsewhere', () => {
  test.each([
    ['docker-model-runner', { port: 12434 }, '/engines'],
    ['lemonade', { port: 13305 }, '/api'],
    ['lemonade', { process: processOf('lemonade-server') }, '/api'],
    ['open-webui', {}, '/api'],
    ['olla', { port: 40114 }, '/olla/openai'],
  ] as [DialectName, Hint, string][])('%s %o is found below its path', async (dialect, hint, path) => {
    const fake = await fakeOf(dialect);
    const seen = await lookAt(fake, hint);
    expect(seen?.baseUrl).toBe(`${fake.url}${path}`);
    expect(seen?.list).toMatchObject({ status: 200 });
    expect(seen?.list.text).toContain('tiny');
  });

  test('that is typed with its path is recognised as it stands', async () => {
    const fake = await fakeOf('docker-model-runner');
    for (const url of [`${fake.url}/engines`, `${fake.url}/engines/v1`]) {
      const seen = await lookAt({ url });
      expect(seen).toMatchObject({ kind: 'docker-model-runner', baseUrl: `${fake.url}/engines` });
    }
  });
});
