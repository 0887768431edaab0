import { expect, test } from 'vitest';
import { createUpstreamsService } from '../../main/core/upstreams-service.ts';
import type { ListedUpstream, UpstreamsService } from '../../main/core/upstreams-service.ts';
import { createNet } from '../../main/net/net.ts';
import { createSecrets } from '../../main/settings/secrets.ts';
import { silentLog } from '../../shared/ports.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { useTempDirs } from '../settings/temp-dir.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const tempDir = useTempDirs();
const ref = { upstream: 'a', model: 'tiny:latest' };

function serviceOf(listed: readonly ListedUpstream[]) {
  const clock = createFakeClock();
  const stopped: string[] = [];
  const net = createNet({ ownPorts: () => new Set() });
  const service: UpstreamsService = createUpstreamsService({
    net,
    clock,
    chance: () => 0.5,
    log: silentLog,
    secrets: createSecrets(tempDir().path, null, () => 0),
    list: () => listed,
    verdictsOf: () => [],
    onChange: () => undefined,
    onLearned: () => undefined,
    onFound: () => undefined,
    onForgotten: () => undefined,
    onStopped: (slug) => stopped.push(slug),
    readOnBattery: null,
  });
  scope.later(async () => {
    service.stop();
    await net.close();
  });
  return { clock, service, stopped };
}

const listedAs = (slug: string, { url }: FakeUpstream, kind: UpstreamKind = 'ollama'): ListedUpstream => ({
  slug,
  name: slug,
  kind,
  baseUrl: url,
});

test('a server that stops is told once, whether a connect or a request finds it', async () => {
  const fake = await scope.fake();
  const { clock, service, stopped } = serviceOf([listedAs('a', fake)]);
  await service.look('a');
  await fake.setFault({ type: 'refuse' });
  clock.advance(30_000);
  await eventually(() => service.facts('a').health === 'unreachable');
  clock.advance(30_000);
  await eventually(() => clock.pending().length === 1);
  expect(stopped).toEqual(['a']);
  await fake.setFault(null);
  await service.look('a');
  service.registry.begin(ref);
  service.registry.report(ref, { kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } });
  expect(stopped).toEqual(['a', 'a']);
});

test('one that was never there has not stopped', async () => {
  const fake = await scope.fake();
  await fake.setFault({ type: 'refuse' });
  const { service, stopped } = serviceOf([listedAs('a', fake)]);
  await service.look('a');
  expect([service.facts('a').health, stopped]).toEqual(['unreachable', []]);
});

test('a server that is farther away is not told of, and not connected to', () => {
  const far = { slug: 'far', name: 'far', kind: 'ollama', baseUrl: 'http://far.example.invalid:1' } as const;
  const { clock, service, stopped } = serviceOf([far]);
  const { registry } = service;
  const farRef = { upstream: 'far', model: 'm' };
  registry.begin(farRef);
  registry.report(farRef, { kind: 'answered', status: 200 });
  registry.begin(farRef);
  registry.report(farRef, { kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' } });
  expect([registry.facts('far').health, stopped, clock.pending()]).toEqual(['unreachable', [], []]);
});

test('the demo is ourselves: nobody asks it whether it is there', async () => {
  const fake = await scope.fake({ dialect: 'openai' });
  const { clock, service } = serviceOf([listedAs('demo', fake, 'demo')]);
  await service.look('demo');
  expect([service.facts('demo').health, clock.pending()]).toEqual(['healthy', []]);
});
