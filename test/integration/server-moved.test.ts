import { expect, test } from 'vitest';
import type { DiscoverEvent, DiscoverReport } from '../../shared/discovery.ts';
import type { ListenerSketch } from '../support/listeners.ts';
import { listing } from '../support/listeners.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function look({ api }: RunningCore, events: DiscoverEvent[] = []): Promise<DiscoverReport> {
  const emit = (event: DiscoverEvent): void => void events.push(event);
  return api.jobs.discover({ all: false }, { emit, signal: new AbortController().signal });
}

test('a listed server that is back at another port is recognised and offered, not listed twice', async () => {
  const alpha = await scope.fake({ models: [{ id: 'qwen3:8b' }] });
  const again = await scope.fake({ models: [{ id: 'qwen3:8b' }], mark: 'again' });
  const sketches: ListenerSketch[] = [{ port: alpha.port, name: 'ollama', pid: 1 }];
  const core = await scope.core({ upstreams: [alpha], listListeners: listing(sketches) });
  expect(await look(core)).toMatchObject({ gone: [], servers: [{ listedAs: 'alpha', mayBe: null }] });
  await alpha.setFault({ type: 'refuse' });
  sketches[0] = { port: again.port, name: 'ollama', pid: 2 };
  const events: DiscoverEvent[] = [];
  const report = await look(core, events);
  expect(report).toMatchObject({
    gone: ['alpha'],
    added: [],
    servers: [{ baseUrl: again.url, listedAs: null, mayBe: 'alpha' }],
  });
  expect(events.at(-1)).toMatchObject({ type: 'found', server: { mayBe: 'alpha' } });
  const listed = (): string[] => core.core.state().upstreams.map(({ slug }) => slug);
  expect(listed()).toEqual(['alpha']);
  await core.api.calls.updateUpstream({ slug: 'alpha', baseUrl: again.url });
  expect(await look(core)).toMatchObject({ gone: [], servers: [{ listedAs: 'alpha', mayBe: null }] });
  expect(listed()).toEqual(['alpha']);
});

test('a server that cannot be seen listening and answers all the same is not gone', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  expect(await look(core)).toMatchObject({ gone: [], servers: [] });
});

test('a key stays with the address that it was given for', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-right' });
  const stranger = await scope.fake({ dialect: 'openai', mark: 'again' });
  const sketches: ListenerSketch[] = [{ port: alpha.port, name: 'vllm' }];
  const core = await scope.core({
    upstreams: [alpha],
    keys: { alpha: 'sk-right' },
    listListeners: listing(sketches),
  });
  expect(await look(core)).toMatchObject({ servers: [{ listedAs: 'alpha', health: 'healthy' }] });
  sketches.push({ port: stranger.port, name: 'vllm' });
  await look(core);
  expect(stranger.requests.map(({ headers }) => headers.authorization)).toEqual(
    stranger.requests.map(() => undefined),
  );
  await core.api.calls.updateUpstream({ slug: 'alpha', baseUrl: stranger.url });
  expect(core.core.state().upstreams[0]).toMatchObject({ keyState: 'unconfirmed' });
});
