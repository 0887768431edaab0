import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleMs } from '../../main/settings/watch-settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { chat, openChatStream } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { streamedText } from '../support/http-client.ts';
import type { OpenReply } from '../support/http-client.ts';
import { patiently } from '../support/patiently.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface Running {
  mark: string;
  reply: OpenReply;
}

/** 50 streams in their middle, half of them at each server. */
async function fiftyStreams(
  core: RunningCore,
  pair: readonly [FakeUpstream, FakeUpstream],
): Promise<Running[]> {
  const streams: Running[] = [];
  for (let n = 0; n < 50; n += 1) {
    const fake = pair[n % 2 === 0 ? 0 : 1];
    await core.api.calls.useModel({ model: `${fake.mark}/tiny:latest` });
    fake.queueFault({ type: 'stall', afterChunks: 2 });
    const reply = await openChatStream(core);
    await reply.waitForText(' says');
    streams.push({ mark: fake.mark, reply });
  }
  return streams;
}

/** Each is whole, of the server where it began, and of that alone. */
async function expectWhole(streams: readonly Running[]): Promise<void> {
  for (const { mark, reply } of streams) {
    const { text, isComplete, headers } = await reply.done;
    expect(isComplete).toBe(true);
    expect(headers['x-modeltray-upstream']).toBe(mark);
    expect(streamedText(text)).toBe(`${mark} says hello 你好!`);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('"error"');
  }
}

test('100 switches with 50 streams open: none is broken or spliced, each next request goes on', async () => {
  const pair = [await scope.fake(), await scope.fake({ mark: 'beta' })] as const;
  const core = await scope.core({ upstreams: pair });
  const { listeners } = core.core.state().proxy;
  const streams = await fiftyStreams(core, pair);
  for (let round = 0; round < 100; round += 1) {
    const { mark } = pair[round % 2 === 0 ? 0 : 1];
    await core.api.calls.useModel({ model: `${mark}/tiny:latest` });
    expect((await chat(core)).headers['x-modeltray-upstream']).toBe(mark);
  }
  expect(pair[0].counters.open + pair[1].counters.open).toBe(50);
  // The active one is beta by now; what alpha still answers is told.
  expect(core.core.state().traffic.draining).toEqual([
    { upstream: 'alpha', model: 'tiny:latest', count: 25 },
  ]);
  for (const fake of pair) fake.release();
  await expectWhole(streams);
  expect(core.core.state().proxy.listeners).toEqual(listeners);
}, 60_000);

/** The file as somebody's editor leaves it, with another active model. */
async function editActive(file: string, upstream: string): Promise<void> {
  const settings = JSON.parse(await readFile(file, 'utf8')) as Settings;
  const pools = [{ candidates: [{ upstream, model: 'tiny:latest' }] }];
  const routes = settings.routes.map((route) => (route.alias === 'active' ? { ...route, pools } : route));
  await writeFile(file, JSON.stringify({ ...settings, routes }));
}

test('the same where the settings file is edited 100 times from outside', async () => {
  const pair = [await scope.fake(), await scope.fake({ mark: 'beta' })] as const;
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: pair, clock });
  const streams = await fiftyStreams(core, pair);
  const file = join(core.dataDir, 'settings.json');
  for (let round = 0; round < 100; round += 1) {
    const { mark } = pair[round % 2 === 0 ? 0 : 1];
    const { revision } = core.core.state();
    await editActive(file, mark);
    const isTaken = (): boolean => core.core.state().active?.upstream === mark;
    await patiently(clock, [settleMs], eventually(isTaken));
    expect(core.core.state().revision).toBeGreaterThan(revision);
    expect((await chat(core)).headers['x-modeltray-upstream']).toBe(mark);
  }
  expect(pair[0].counters.open + pair[1].counters.open).toBe(50);
  for (const fake of pair) fake.release();
  await expectWhole(streams);
}, 60_000);

test('settings that change while streams run break none of them', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await openChatStream(core);
  await core.api.calls.updateSettings({ proxy: { requireKey: 'always', unknownModel: 'not-found' } });
  await core.api.calls.removeUpstream({ slug: 'alpha' });
  alpha.release();
  const { text } = await reply.done;
  expect(text).toBe(alpha.exchanges[0]?.sent().toString());
});
