/** What health costs the servers: counted at them, over hours of an injected clock. */
import { beforeEach, expect, test } from 'vitest';
import type { UpstreamState } from '../../shared/upstream.ts';
import { chatAs } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { DialectName } from '../support/fake-types.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore, StartCoreOptions } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const dialects: readonly DialectName[] = ['ollama', 'lm-studio', 'llama-cpp', 'vllm', 'openai'];
const hourMs = 3_600_000;

let clock: FakeClock;
let said: string[];
/** Runs through [0, 1) in uneven steps. */
let drawn: number;
const chance = (): number => (drawn = (drawn + 0.618) % 1);
const hear = (text: string, fields?: object): void => {
  said.push(`${text} ${JSON.stringify(fields)}`);
};
const log = { debug: () => undefined, info: () => undefined, warn: hear, error: hear };

beforeEach(() => {
  clock = createFakeClock();
  said = [];
  drawn = 0;
});

const coreOf = (upstreams: readonly FakeUpstream[], more: StartCoreOptions = {}): Promise<RunningCore> =>
  scope.core({ upstreams, clock, chance, log, ...more });

/** One whose only model is loaded. */
const fakeOf = (mark: string, dialect: DialectName = 'ollama'): Promise<FakeUpstream> =>
  scope.fake({ mark, dialect, models: [{ id: 'tiny:latest', isLoaded: true }] });

async function tenFakes(): Promise<FakeUpstream[]> {
  const marks = Array.from('abcdefghij');
  return Promise.all(marks.map((mark, at) => fakeOf(mark, dialects[at % dialects.length])));
}

/** Connections that carried no request. */
function bareConnects({ counters, requests }: FakeUpstream): number {
  return counters.connections - new Set(requests.map(({ connection }) => connection)).size;
}

/** The same again after each question was answered: an idle server has one connect planned, 24 to 36 s ahead. */
async function pass(ms: number, servers: number, stepMs = 1000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(stepMs);
    await eventually(() => plannedConnects() === servers);
  }
}

const plannedConnects = (): number => clock.pending().filter((ms) => ms >= 24_000 && ms <= 36_000).length;

function stateOf({ core }: RunningCore, slug: string): UpstreamState {
  const found = core.state().upstreams.find((one) => one.slug === slug);
  if (found === undefined) throw new Error(`${slug} is not listed`);
  return found;
}

const noticesOf = ({ core }: RunningCore): string[] => core.state().notices.map(({ id }) => id);

test('an idle hour costs each of ten servers a connect every 30 s or so, and no request', async () => {
  const fakes = await tenFakes();
  const core = await coreOf(fakes);
  const before = fakes.map(({ counters }) => counters.requests);
  await pass(hourMs, fakes.length);
  for (const fake of fakes) {
    expect(bareConnects(fake), fake.mark).toBeLessThanOrEqual(3600 / 24);
    expect(bareConnects(fake), fake.mark).toBeGreaterThanOrEqual(3600 / 36 - 2);
  }
  expect(fakes.map(({ counters }) => counters.requests)).toEqual(before);
  expect(fakes.flatMap((fake) => fake.generations())).toEqual([]);
  expect(core.core.state().upstreams.map(({ health }) => health)).toEqual(fakes.map(() => 'healthy'));
  expect([said, noticesOf(core)]).toEqual([[], []]);
});

test('while requests succeed nothing else is asked', async () => {
  const fake = await fakeOf('a');
  const core = await coreOf([fake]);
  await chatAs(core, 'active');
  const before = fake.counters.requests;
  for (let n = 1; n <= 120; n += 1) {
    clock.advance(29_000);
    expect((await chatAs(core, 'active')).status).toBe(200);
  }
  expect([bareConnects(fake), fake.counters.requests - before]).toEqual([0, 120]);
});

test('one that stops while nobody uses it changes its mark and nothing else; back, it is looked at once', async () => {
  const [a, b] = [await fakeOf('a'), await fakeOf('b')];
  const core = await coreOf([a, b]);
  const before = b.counters.requests;
  const stoppedAt = clock.now();
  await b.setFault({ type: 'refuse' });
  await pass(40_000, 2);
  const { healthSince, health, modelCount } = stateOf(core, 'b');
  expect({ health, modelCount }).toEqual({ health: 'unreachable', modelCount: 1 });
  expect(healthSince).toBeGreaterThan(stoppedAt);
  expect([b.counters.requests - before, noticesOf(core), said]).toEqual([0, [], []]);
  await pass(120_000, 2);
  expect(stateOf(core, 'b').healthSince).toBe(healthSince);
  await b.setFault(null);
  await pass(40_000, 2);
  await eventually(() => stateOf(core, 'b').health === 'healthy');
  await pass(600_000, 2);
  expect(b.requests.slice(before).map(({ path }) => path)).toEqual(['/api/tags', '/api/ps', '/api/version']);
  expect(a.counters.requests).toBe(before);
});

test('the only one that stops is said as soon as somebody looks, and not before', async () => {
  const fake = await fakeOf('a');
  const core = await coreOf([fake]);
  await fake.setFault({ type: 'refuse' });
  await pass(40_000, 1);
  expect(stateOf(core, 'a').health).toBe('unreachable');
  expect(noticesOf(core)).toEqual([]);
  await core.api.calls.lookAtServers({});
  expect(noticesOf(core)).toEqual(['all-down']);
});

test('one that loads is asked by its quiet path alone, and looked at when that is over', async () => {
  const fake = await fakeOf('a', 'llama-cpp');
  const core = await coreOf([fake]);
  await fake.setFault({ type: 'loading', everywhere: true });
  clock.advance(10_000);
  await core.api.calls.lookAtServers({});
  expect(stateOf(core, 'a')).toMatchObject({ health: 'loading', healthSince: clock.now() });
  const [before, bare] = [fake.counters.requests, bareConnects(fake)];
  for (let n = 1; n <= 20; n += 1) {
    await clock.armed(3000);
    clock.advance(3000);
    await fake.waitFor('requests', before + n);
  }
  await clock.armed(3000);
  await fake.setFault(null);
  clock.advance(3000);
  await eventually(() => stateOf(core, 'a').health === 'healthy');
  const paths = fake.requests.slice(before).map(({ path }) => path);
  expect(paths).toEqual([...Array.from({ length: 21 }, () => '/health'), '/v1/models', '/props']);
  expect(bareConnects(fake)).toBe(bare);
});

test('one that refuses the key is not asked again until the key changes', async () => {
  const fake = await fakeOf('a', 'openai');
  fake.setKey('right');
  const core = await coreOf([fake], { active: null });
  expect(stateOf(core, 'a').health).toBe('unauthorized');
  const before = fake.counters.requests;
  await pass(600_000, 1);
  expect(fake.counters.requests).toBe(before);
  await core.api.calls.updateUpstream({ slug: 'a', key: 'right' });
  expect(stateOf(core, 'a').health).toBe('healthy');
});

test('a rate limit ends when its server said so, by itself', async () => {
  const fake = await fakeOf('a');
  const core = await coreOf([fake]);
  fake.queueFault({ type: 'rate-limited', retryAfterSeconds: 12 });
  await chatAs(core, 'active');
  const before = fake.counters.requests;
  expect(stateOf(core, 'a').health).toBe('rate-limited');
  clock.advance(11_999);
  expect(stateOf(core, 'a').health).toBe('rate-limited');
  clock.advance(1);
  expect(stateOf(core, 'a').health).toBe('unknown');
  expect(fake.counters.requests).toBe(before);
});

test('after requests that failed it is looked at soon, once', async () => {
  const fake = await fakeOf('a');
  const core = await coreOf([fake]);
  await fake.setFault({ type: 'html' });
  for (let n = 1; n <= 3; n += 1) await chatAs(core, 'active');
  const before = fake.counters.requests;
  clock.advance(1000);
  await fake.waitFor('requests', before + 3);
  await pass(40_000, 1);
  expect(fake.requests.slice(before).map(({ path }) => path)).toEqual([
    '/api/tags',
    '/api/ps',
    '/api/version',
  ]);
});

test('after an answer of a model that was not loaded it is looked at once, whatever it lists then', async () => {
  const fake = await scope.fake({ mark: 'a', models: [{ id: 'tiny:latest' }] });
  const core = await coreOf([fake]);
  const before = fake.counters.requests;
  await chatAs(core, 'active');
  await clock.armed(1000);
  clock.advance(1000);
  await fake.waitFor('requests', before + 4);
  await chatAs(core, 'active');
  await eventually(() => stateOf(core, 'a').inFlight === 0);
  expect(clock.pending()).not.toContain(1000);
  const looks = fake.requests.slice(before).filter(({ method }) => method === 'GET');
  expect(looks.map(({ path }) => path)).toEqual(['/api/tags', '/api/ps', '/api/version']);
});

test('on battery with no window open nothing is asked; either change asks each once', async () => {
  const fakes = await Promise.all([fakeOf('a'), fakeOf('b', 'vllm')]);
  const { core } = await coreOf(fakes);
  const requests = fakes.map(({ counters }) => counters.requests);
  const bare = (): number[] => fakes.map(bareConnects);
  const closeWindow = core.reportWindow();
  const closeSecond = core.reportWindow();
  core.reportPower({ onBattery: true });
  await pass(40_000, 2);
  expect(Math.min(...bare())).toBeGreaterThan(0);
  closeWindow();
  closeWindow();
  await pass(40_000, 2);
  closeSecond();
  const rested = bare();
  expect(plannedConnects()).toBe(0);
  await pass(hourMs, 0, 10_000);
  expect(bare()).toEqual(rested);
  const closeThird = core.reportWindow();
  await eventually(() => plannedConnects() === 2);
  expect(bare()).toEqual(rested.map((count) => count + 1));
  closeThird();
  await pass(hourMs, 0, 10_000);
  core.reportPower({ onBattery: false });
  await eventually(() => plannedConnects() === 2);
  expect(bare()).toEqual(rested.map((count) => count + 2));
  expect(fakes.map(({ counters }) => counters.requests)).toEqual(requests);
});

test('a battery that has to be read is read once a minute at most, and before anything is asked', async () => {
  const fake = await fakeOf('a');
  const battery = { isUsed: true, reads: 0 };
  await coreOf([fake], {
    readOnBattery() {
      battery.reads += 1;
      return Promise.resolve(battery.isUsed);
    },
  });
  await pass(20_000, 1);
  expect(battery.reads).toBe(0);
  clock.advance(20_000);
  await eventually(() => plannedConnects() === 0 && clock.pending().includes(60_000));
  expect([battery.reads, bareConnects(fake)]).toEqual([1, 0]);
  for (let minute = 1; minute <= 60; minute += 1) {
    clock.advance(60_000);
    await eventually(() => battery.reads === 1 + minute && clock.pending().includes(60_000));
  }
  expect(bareConnects(fake)).toBe(0);
  battery.isUsed = false;
  clock.advance(60_000);
  await eventually(() => plannedConnects() === 1);
  expect(bareConnects(fake)).toBe(1);
  const { reads } = battery;
  await pass(hourMs, 1);
  expect(battery.reads - reads).toBeLessThanOrEqual(60);
});

test('on wake each is asked at once and looked at, and while the machine sleeps none', async () => {
  const fakes = await Promise.all([fakeOf('a'), fakeOf('b', 'llama-cpp')]);
  const [first] = fakes;
  const core = await coreOf(fakes);
  const before = fakes.map(({ counters }) => counters.requests);
  core.core.reportSleep();
  await pass(600_000, 2);
  expect(fakes.map(bareConnects)).toEqual([0, 0]);
  clock.jump(hourMs);
  await first.setFault({ type: 'refuse' });
  core.core.reportWake();
  await eventually(() => stateOf(core, 'a').health === 'unreachable');
  await eventually(() => stateOf(core, 'b').checkedAt === clock.now());
  expect(fakes.map(({ counters }, at) => counters.requests - (before[at] ?? 0))).toEqual([0, 2]);
  expect(bareConnects(fakes[1])).toBe(1);
});

test('a sleep that no shell was told of is noticed by the first timer after it', async () => {
  const fake = await fakeOf('a');
  const core = await coreOf([fake]);
  const { checkedAt } = stateOf(core, 'a');
  clock.jump(8 * hourMs);
  clock.advance(0);
  await eventually(() => stateOf(core, 'a').checkedAt === clock.now());
  expect(stateOf(core, 'a').checkedAt).toBeGreaterThan(checkedAt ?? 0);
  expect(bareConnects(fake)).toBe(1);
});
