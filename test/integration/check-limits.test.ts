import { expect, test } from 'vitest';
import { factsOf, loadedModel, runOn, startChecked, startConducted } from '../support/check.ts';
import { exemplary } from '../support/conduct/conduct.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { eventually } from '../support/eventually.ts';
import type { Fault } from '../support/fake-script.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** Lets what was sent arrive. */
async function turns(count: number): Promise<void> {
  let left = count;
  await eventually(() => left-- === 0);
}

test('a cancelled check ends at once, its socket with it, and sends nothing more', async () => {
  const { fake, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  const controller = new AbortController();
  await fake.setFault({ type: 'hang' });
  const checking = check('full', { signal: controller.signal });
  await fake.waitFor('generations', 1);
  controller.abort();
  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  await fake.waitFor('aborted', 1);
  expect(fake.counters).toMatchObject({ open: 0, generations: 1, requestsAfterAbort: 0 });
});

test('four requests at once are all left by one cancel', async () => {
  const { fake, check, events } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  const controller = new AbortController();
  const checking = check('full', { signal: controller.signal });
  checking.catch(() => undefined);
  await eventually(() => events.some((event) => event.type === 'running' && event.id === 'concurrency'));
  await fake.setFault({ type: 'hang' });
  await fake.waitUntil('all four', ({ open }) => open === 4);
  controller.abort();
  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  await fake.waitFor('aborted', 4);
  expect(fake.counters.open).toBe(0);
});

test('a check that was cancelled before it began sends nothing', async () => {
  const { fake, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  const before = fake.counters.requests;
  await expect(check('quick', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(fake.counters.requests).toBe(before);
});

test('a check is cancelled while it still looks at the server', async () => {
  const { fake, clock } = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  const core = await scope.core({ clock });
  const controller = new AbortController();
  await fake.setFault({ type: 'hang', everywhere: true });
  const checking = core.api.jobs.check(
    { server: fake.url, depth: 'quick' },
    { signal: controller.signal, emit: () => undefined },
  );
  await fake.waitFor('requests', 1);
  controller.abort();
  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  await fake.waitFor('aborted', 1);
});

test('a cancelled check leaves no report, and the next one may begin', async () => {
  const { fake, core, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  const controller = new AbortController();
  fake.queueFault({ type: 'hang' });
  const checking = check('quick', { signal: controller.signal });
  await fake.waitFor('generations', 1);
  controller.abort();
  await expect(checking).rejects.toThrow('cancelled');
  expect(await core.api.calls.getCheckReport({ server: 'alpha', model: 'tiny:latest' })).toBeNull();
  expect((await check('quick')).verdict).toBe('works');
});

const silent: [what: string, fault: Fault, id: string, key: string][] = [
  ['says nothing at all', { type: 'hang' }, 'chat', 'check.saw.noAnswer'],
  ['says nothing after its headers', { type: 'hang-after-headers' }, 'chat', 'check.saw.noAnswer'],
];

test.each(silent)('a server that %s is given up after a minute', async (_what, fault, id, key) => {
  const { fake, clock, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  fake.queueFault(fault);
  const checking = check('quick');
  await fake.waitFor('generations', 1);
  clock.advance(59_000);
  expect(fake.counters.aborted).toBe(0);
  clock.advance(1_000);
  const report = await checking;
  const found = report.checks.find((one) => one.id === id);
  expect(found).toMatchObject({
    status: 'fail',
    detail: { key, params: { why: { key: 'check.why.silent' } } },
  });
  await fake.waitFor('aborted', 1);
});

test('a server that was silent twice in a row is not asked any more', async () => {
  const { fake, clock, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  await fake.setFault({ type: 'hang' });
  const checking = check('full');
  // Nothing tells that its model is loaded, so it has the time that a load may take.
  for (const generations of [1, 2]) {
    await fake.waitFor('generations', generations);
    await turns(20);
    expect(fake.counters.aborted).toBe(generations - 1);
    clock.advance(900_000);
  }
  const report = await checking;
  expect(fake.counters.generations).toBe(2);
  expect(report).toMatchObject({ verdict: 'fails', because: ['stream'] });
  expect(report.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([
    'chat',
    'stream',
  ]);
});

test('a server that limits its requests is no finding', async () => {
  const { fake, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  await fake.setFault({ type: 'rate-limited', retryAfterSeconds: 7 });
  await expect(check('quick')).rejects.toMatchObject({ code: 'upstream_bad_answer' });
});

test('a check that meets a limit on requests says so, and the others go on', async () => {
  const conducted = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  const report = await runOn(scope, conducted, factsOf(conducted.fake), 'full', {
    emit(event) {
      if (event.type !== 'running' || event.id !== 'json-mode') return;
      conducted.fake.queueFault({ type: 'rate-limited', retryAfterSeconds: 7 });
    },
  });
  expect(report.checks.find(({ id }) => id === 'json-mode')).toMatchObject({
    status: 'not-applicable',
    detail: { key: 'check.not.rateLimited' },
  });
  expect(report.verdict).toBe('works');
});

test('a stream that falls silent in its middle is given up a minute after its last byte', async () => {
  const clock = createFakeClock();
  const fake = await scope.fake({ dialect: 'openai', models: [loadedModel] });
  const checking = runOn(scope, { fake, clock }, factsOf(fake), 'quick', {
    emit(event) {
      if (event.type === 'running' && event.id === 'stream')
        fake.queueFault({ type: 'stall', afterChunks: 2 });
    },
  });
  await fake.waitUntil('two events', ({ eventsSent }) => eventsSent === 2);
  await turns(20);
  clock.advance(60_000);
  await fake.waitFor('aborted', 1);
  const report = await checking;
  expect(report.checks.find(({ id }) => id === 'stream-end')).toMatchObject({
    status: 'fail',
    detail: { key: 'check.saw.ending.silent' },
  });
});

test('a stream that drips for ever is left once it has had its time', async () => {
  const clock = createFakeClock();
  const fake = await scope.fake({
    dialect: 'openai',
    models: [loadedModel],
    tokens: Array<string>(40).fill(' a'),
  });
  const checking = runOn(scope, { fake, clock }, factsOf(fake), 'quick', {
    emit(event) {
      if (event.type === 'running' && event.id === 'stream') fake.queueFault({ type: 'drip' });
    },
  });
  await fake.waitFor('generations', 2);
  let steps = 0;
  for (; fake.counters.aborted === 0 && steps < 30; steps += 1) {
    fake.step();
    await turns(5);
    clock.advance(20_000);
    await turns(5);
  }
  await fake.waitFor('aborted', 1);
  // A minute without a byte never passed: it was the whole time that ended it, six minutes.
  expect(steps).toBe(18);
  const report = await checking;
  expect(report.checks.find(({ id }) => id === 'stream-end')?.status).toBe('fail');
});

test('an answer without end is left after 512 KB', async () => {
  const conducted = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  const { fake } = conducted;
  const endless = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'a'.repeat(300_000) } }] })}\n\n`;
  const report = await runOn(scope, conducted, factsOf(fake), 'quick', {
    emit(event) {
      if (event.type !== 'running' || event.id !== 'stream') return;
      fake.queueFault({ type: 'events', chunks: Array<string>(20).fill(endless) });
    },
  });
  expect(report.checks.find(({ id }) => id === 'stream-end')).toMatchObject({
    status: 'fail',
    detail: { key: 'check.saw.ending.too-large' },
  });
  expect(JSON.stringify(report).length).toBeLessThan(60_000);
});

test('a connection that the server gave up is no finding: each request has its own', async () => {
  const { fake, check } = await startChecked(scope, { dialect: 'openai', conduct: exemplary });
  await fake.setFault({ type: 'stale-socket' });
  expect((await check('full')).verdict).toBe('works');
  expect(fake.counters.resets).toBe(0);
});

test('no timer is left behind', async () => {
  const conducted = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  await runOn(scope, conducted, factsOf(conducted.fake), 'full');
  expect(conducted.clock.pending()).toEqual([]);
});
