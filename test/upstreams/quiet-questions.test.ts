import { afterEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import type { Net } from '../../main/net/net.ts';
import { askAttendance, askLoading } from '../../main/upstreams/quiet-questions.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const nets: Net[] = [];
afterEach(() => Promise.all(nets.splice(0).map((net) => net.close())));

function netOf(ownPorts: readonly number[] = []): Net {
  const net = createNet({ ownPorts: () => new Set(ownPorts) });
  nets.push(net);
  return net;
}

test('who listens is there, who does not is gone, and what we refuse ourselves says nothing', async () => {
  const fake = await scope.fake();
  const baseUrl = `${fake.url}/v1`;
  expect(await askAttendance({ net: netOf(), baseUrl })).toBe('there');
  expect(await askAttendance({ net: netOf([fake.port]), baseUrl })).toBe('unclear');
  const closed = netOf();
  await closed.close();
  expect(await askAttendance({ net: closed, baseUrl })).toBe('unclear');
  await fake.setFault({ type: 'refuse' });
  expect(await askAttendance({ net: netOf(), baseUrl })).toBe('gone');
  expect(fake.requests).toEqual([]);
});

test.each([
  ['llama-cpp', 'llama-cpp', '/health'],
  ['openai', 'openai-compatible', '/v1/models'],
] as const)(
  '%s is asked by %s’s quiet path, with its key, until it no longer loads',
  async (dialect, kind, path) => {
    const fake = await scope.fake({ dialect, key: 'k' });
    const question = { net: netOf(), baseUrl: fake.url };
    await fake.setFault({ type: 'loading', everywhere: true });
    expect(await askLoading(question, kind, 'k')).toBe('loading');
    await fake.setFault({ type: 'cut-at-once', everywhere: true });
    expect(await askLoading(question, kind, 'k')).toBe('loading');
    await fake.setFault(null);
    expect(await askLoading(question, kind, 'k')).toBe('over');
    expect(fake.requests.map((request) => request.path)).toEqual([path, path, path]);
    expect(fake.requests.every(({ headers }) => headers.authorization === 'Bearer k')).toBe(true);
    await fake.setFault({ type: 'refuse' });
    expect(await askLoading(question, kind, 'k')).toBe('gone');
  },
);
