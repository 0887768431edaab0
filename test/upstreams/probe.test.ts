import { describe, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import { probe } from '../../main/upstreams/probe.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { DialectName } from '../support/fake-types.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';
import { useAsking } from './asking.ts';

const scope = useScope();
const asking = useAsking(scope);

describe('version and product', () => {
  test.each<[DialectName, string | null, string | null]>([
    ['ollama', '0.32.15', null],
    ['lm-studio', null, null],
    ['llama-cpp', 'b10587-3f545becc', null],
    ['vllm', '0.11.0', null],
    ['sglang', '0.5.9', null],
    ['tgi', '3.3.4', null],
    ['localai', 'v4.9.0', null],
    ['xinference', '1.9.0', null],
    ['text-generation-webui', null, null],
    ['koboldcpp', '1.115.1', null],
    ['jan', null, null],
    ['gpt4all', null, null],
    ['litellm', '1.77.5', 'LiteLLM'],
    ['llama-swap', 'v170', 'llama-swap'],
    ['open-webui', '0.6.33', 'Open WebUI'],
    ['bifrost', null, 'Bifrost'],
    ['openai', null, null],
  ])('%s is version %s', async (dialect, version, product) => {
    const fake = await scope.fake({ dialect });
    expect(await asking.probe({ url: fake.url })).toMatchObject({ health: 'healthy', version, product });
  });

  test('a version that is refused fails nothing', async () => {
    const fake = await scope.fake({ dialect: 'vllm' });
    const list = { object: 'list', data: [{ id: 'tiny', owned_by: 'vllm' }] };
    fake.queueFault({ type: 'body', text: JSON.stringify(list), everywhere: true });
    await fake.setFault({ type: 'cut-at-once', everywhere: true });
    const report = await asking.probe({ url: fake.url });
    expect(report).toMatchObject({ kind: 'vllm', health: 'healthy', version: null });
    expect(report.models).toHaveLength(1);
  });

  test('a known kind costs its list and its version, an unknown one a proof more', async () => {
    const fake = await scope.fake({ dialect: 'ollama' });
    await asking.probe({ url: fake.url, kind: 'ollama' });
    expect(fake.requests.map(({ path }) => path)).toEqual(['/api/tags', '/api/ps', '/api/version']);
    await asking.probe({ url: fake.url });
    expect(fake.requests.slice(3).map(({ path }) => path)).toEqual([
      '/v1/models',
      '/api/version',
      '/api/tags',
      '/api/ps',
    ]);
  });

  test('the product of a group is asked for once and then known', async () => {
    const fake = await scope.fake({ dialect: 'litellm' });
    const report = await asking.probe({ url: fake.url, kind: 'other-proxy', product: 'LiteLLM' });
    expect(report).toMatchObject({ product: 'LiteLLM', version: '1.77.5' });
    expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/models', '/health/readiness']);
  });
});

describe('states', () => {
  test.each<[DialectName, UpstreamKind]>([
    ['llama-cpp', 'llama-cpp'],
    ['localai', 'localai'],
    ['openai', 'openai-compatible'],
  ])('%s that loads is loading, whether its kind is known or not', async (dialect, kind) => {
    const fake = await scope.fake({ dialect });
    await fake.setFault({ type: 'loading', everywhere: true });
    for (const known of [null, kind]) {
      expect(await asking.probe({ url: fake.url, kind: known })).toMatchObject({ kind, health: 'loading' });
    }
  });

  test.each<[DialectName, UpstreamKind]>([
    ['llama-cpp', 'llama-cpp'],
    ['vllm', 'vllm'],
    ['jan', 'jan'],
    ['litellm', 'other-proxy'],
    ['open-webui', 'other-proxy'],
    ['openai', 'openai-compatible'],
  ])('%s that wants a key is unauthorized, and answers to the right one', async (dialect, kind) => {
    const fake = await scope.fake({ dialect, key: 'sk-right' });
    const wrong = await asking.probe({ url: fake.url, key: 'sk-wrong' });
    expect(wrong).toMatchObject({ kind, health: 'unauthorized', models: [], version: null });
    const right = await asking.probe({ url: fake.url, key: 'sk-right' });
    expect(right).toMatchObject({ kind, health: 'healthy' });
  });

  test('one that limits its requests says so', async () => {
    const fake = await scope.fake({ dialect: 'openai' });
    await fake.setFault({ type: 'rate-limited', retryAfterSeconds: 3, everywhere: true });
    expect(await asking.probe({ url: fake.url })).toMatchObject({
      kind: 'openai-compatible',
      health: 'rate-limited',
    });
  });

  test('an empty list is healthy, and is said', async () => {
    const fake = await scope.fake({ dialect: 'ollama', models: [] });
    const report = await asking.probe({ url: fake.url });
    expect(report).toMatchObject({
      kind: 'ollama',
      health: 'healthy',
      detail: { key: 'health.detail.noModels' },
    });
  });

  test('what speaks no such API is unknown', async () => {
    const fake = await scope.fake({ dialect: 'tomcat' });
    const report = await asking.probe({ url: fake.url });
    expect(report).toMatchObject({ health: 'unknown', detail: { key: 'health.detail.notOpenai' } });
  });
});

describe('another software at a known address', () => {
  test('is recognised anew', async () => {
    const fake = await scope.fake({ dialect: 'llama-cpp' });
    expect(await asking.probe({ url: fake.url, kind: 'ollama' })).toMatchObject({
      kind: 'llama-cpp',
      health: 'healthy',
    });
  });

  test('what forwards is not believed to have stopped until another software is proven', async () => {
    const plain = await scope.fake({ dialect: 'openai' });
    expect(await asking.probe({ url: plain.url, kind: 'other-proxy' })).toMatchObject({
      kind: 'other-proxy',
      product: null,
    });
    const other = await scope.fake({ dialect: 'vllm' });
    expect(await asking.probe({ url: other.url, kind: 'other-proxy' })).toMatchObject({ kind: 'vllm' });
  });

  test('an API below another path is found, and said', async () => {
    const fake = await scope.fake({ dialect: 'open-webui' });
    const report = await asking.probe({ url: fake.url });
    expect(report).toMatchObject({ health: 'healthy', baseUrl: `${fake.url}/api` });
    expect(report.models.length).toBeGreaterThan(0);
    const same = await asking.probe({ url: `${fake.url}/api`, kind: 'other-proxy', product: 'Open WebUI' });
    expect(same).toMatchObject({ health: 'healthy', baseUrl: `${fake.url}/api` });
  });
});

test('a cancelled look rejects, whatever it was waiting for', async () => {
  const fake = await scope.fake({ dialect: 'vllm' });
  const net = createNet({ ownPorts: () => new Set() });
  scope.later(() => net.close());
  const list = { object: 'list', data: [{ id: 'tiny', owned_by: 'vllm' }] };
  fake.queueFault({ type: 'body', text: JSON.stringify(list), everywhere: true });
  await fake.setFault({ type: 'hang', everywhere: true });
  const { signal, abort } = abortable();
  const looking = probe({
    net,
    clock: createFakeClock(),
    baseUrl: fake.url,
    kind: null,
    key: null,
    signal,
  });
  await fake.waitFor('requests', 2);
  abort();
  await expect(looking).rejects.toMatchObject({ name: 'AbortError' });
});

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
