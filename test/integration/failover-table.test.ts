/** Writes docs/failover-table.md with FAILOVER_TABLE=write; without it the file must be what is seen here. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { chatAs, chatPath, question } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { eventsOf, start } from '../support/http-client.ts';
import type { Reply } from '../support/http-client.ts';
import { failoverFaults, firstByteMs } from '../support/failover-faults.ts';
import type { FailoverFault, Outcome } from '../support/failover-faults.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();
const file = join(import.meta.dirname, '../../docs/failover-table.md');
const rows = new Map<string, string[]>();

async function pair(): Promise<{ alpha: FakeUpstream; beta: FakeUpstream }> {
  return { alpha: await scope.fake(), beta: await scope.fake({ mark: 'beta' }) };
}

function marksIn(text: string): string[] {
  return ['alpha', 'beta'].filter((mark) => text.includes(`"content":"${mark}`));
}

/** Reads what a client would make of it; fails where it is neither a whole answer nor a told failure. */
function outcomeOf(reply: Reply, stream: boolean): Outcome {
  expect(reply.isComplete).toBe(true);
  if (reply.status === 400) return 'refusal';
  expect(reply.status).toBe(200);
  const [mark, ...others] = marksIn(reply.text);
  expect(others, 'two models in one answer').toEqual([]);
  if (stream && reply.text.includes('"src":"modeltray"')) {
    expect(reply.text).not.toContain('[DONE]');
    expect(JSON.parse(eventsOf(reply.text).at(-1) ?? '')).toMatchObject({ src: 'modeltray' });
    return 'error event';
  }
  expect(reply.text).toMatch(/"finish_reason":"stop"/);
  return mark === 'beta' ? 'beta' : 'alpha';
}

const inWords: Record<Outcome, string> = {
  alpha: 'whole answer of alpha',
  beta: 'whole answer of beta',
  'error event': 'what came, then an error event, no `[DONE]`',
  refusal: 'the refusal as alpha sent it',
};

/** What it wrote has left the process: closing the connection now takes nothing of it away. */
function isOnItsWay({ exchanges }: FakeUpstream): boolean {
  const [first] = exchanges;
  return first !== undefined && first.sent().length > 0 && first.pendingBytes() === 0;
}

async function meet(one: FailoverFault, stream: boolean): Promise<void> {
  const { alpha, beta } = await pair();
  const clock = createFakeClock();
  const core = await scope.core(withTeam([alpha, beta], { limits: { alpha: { firstByteMs } } }, { clock }));
  // An answer that comes whole is in two pieces where it is interrupted.
  const meant = stream ? one.fault : (one.wholeFault ?? one.fault);
  const fault = !stream && 'afterChunks' in meant ? { ...meant, afterChunks: 1 } : meant;
  if (one.isOnce === true) alpha.queueFault(fault);
  else await alpha.setFault(fault);
  const body = {
    ...question,
    model: 'team',
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  };
  const pending = start({ port: core.port, path: chatPath, body });
  await alpha.waitFor('generations', 1);
  if (fault.type === 'stall') await eventually(() => isOnItsWay(alpha));
  if (fault.type === 'stall' && stream) await (await pending.answered).waitForText('alpha');
  one.then?.(alpha, clock);
  const reply = await (await pending.answered).done;
  const outcome = outcomeOf(reply, stream);
  expect(outcome).toBe(stream ? one.expected.stream : one.expected.whole);
  if (outcome === 'beta') {
    expect(reply.headers['x-modeltray-upstream']).toBe('beta');
    expect(reply.text).toContain('"usage"');
  }
  // S14: nobody is asked to go on where another broke off.
  for (const { body: sent } of [...alpha.generations(), ...beta.generations()]) {
    expect(JSON.parse(sent)).toMatchObject({ messages: question.messages });
  }
  const asked = [alpha, beta].map((fake) => fake.generations().length);
  rows.set(`${one.id} ${String(stream)}`, [
    ...[one.id, one.what, stream ? 'stream' : 'whole', inWords[outcome], String(asked[0]), String(asked[1])],
    `\`${String(reply.headers['x-modeltray-decision'])}\``,
    one.rule,
  ]);
  await alpha.setFault(null);
  expect((await chatAs(core, 'team')).status, 'it goes on').toBe(200);
}

for (const one of failoverFaults) {
  test.each([true, false])(`${one.id}, ${one.what}; stream: %s`, (stream) => meet(one, stream));
}

/** S15: down for a minute, a request every four seconds. */
test.each([true, false])('S15, down for a minute, then well; stream: %s', async (stream) => {
  const { alpha, beta } = await pair();
  const clock = createFakeClock();
  const core = await scope.core(withTeam([alpha, beta], {}, { clock }));
  await alpha.setFault({ type: 'status', status: 503 });
  let answered = 0;
  let whileDown = 0;
  let backAfterMs: number | null = null;
  for (let ms = 0; ms < 80_000; ms += 4000) {
    if (ms === 60_000) {
      whileDown = alpha.generations().length;
      await alpha.setFault(null);
    }
    const body = { ...question, model: 'team', stream };
    const reply = await (await start({ port: core.port, path: chatPath, body }).answered).done;
    const outcome = outcomeOf(reply, stream);
    answered += 1;
    if (ms < 60_000) expect(outcome).toBe('beta');
    else if (outcome === 'alpha') backAfterMs ??= ms - 60_000;
    await eventually(() => core.core.state().traffic.inFlight === 0);
    clock.advance(4000);
  }
  expect(answered).toBe(20);
  expect(whileDown).toBeLessThanOrEqual(7);
  expect(backAfterMs).toBeLessThanOrEqual(20_000);
  rows.set(`S15 ${String(stream)}`, [
    ...['S15', 'down for a minute, then well: 20 requests, one every 4 s', stream ? 'stream' : 'whole'],
    `20 whole answers; alpha is back ${String((backAfterMs ?? 0) / 1000)} s after it is well`,
    ...[`${whileDown} while down`, '15 while down', '', 'R6'],
  ]);
});

test('the table in the repository says what was seen', async () => {
  expect(rows.size).toBe(32);
  const text = await format(tableOf(rows), { ...(await resolveConfig(file)), parser: 'markdown' });
  if (process.env['FAILOVER_TABLE'] === 'write') {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
  }
  expect(await readFile(file, 'utf8')).toBe(text);
});

function tableOf(seen: ReadonlyMap<string, readonly string[]>): string {
  const keys = [...seen.keys()].sort((a, b) => a.slice(0, 3).localeCompare(b.slice(0, 3)));
  return [
    '# What a failing server does to a request',
    '',
    'Two servers in one group; alpha is asked first and fails as told, beta is well. Written by',
    '`test/integration/failover-table.test.ts` (`FAILOVER_TABLE=write`), which fails where it is not so. The faults are',
    'those that failoverbench 0.1 names. What comes whole has sent nothing before its end, so another may answer; a',
    'stream whose content has begun ends with an error, and never with another model’s words.',
    '',
    '| fault | what alpha does | asked as | the client gets | alpha asked | beta asked | `x-modeltray-decision` | rule |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...keys.map((key) => `| ${(seen.get(key) ?? []).join(' | ')} |`),
    '',
  ].join('\n');
}
