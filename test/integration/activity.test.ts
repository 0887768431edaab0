import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { calls } from '../../shared/api.ts';
import type { RequestDetail } from '../../shared/activity.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import { chat, chatPath, chatStream, openChatStream } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function newest({ api }: RunningCore): Promise<RequestRow> {
  const { rows } = await api.calls.listRequests({ limit: 1 });
  if (rows[0] === undefined) throw new Error('no request is listed');
  return rows[0];
}

async function detail(core: RunningCore): Promise<RequestDetail> {
  const found = await core.api.calls.describeRequest({ id: (await newest(core)).id });
  if (found === null) throw new Error('it is not kept');
  return found;
}

test('a row has its marks in order, and the time that ModelTray took is a small part of it', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await chatStream(core);
  const { marks, totalMs, ownMs, firstByteMs } = await newest(core);
  const { readMs, queuedMs, placedMs, connectedMs, firstByteMs: begunMs, firstContentMs } = marks;
  const inOrder = [0, readMs, queuedMs, placedMs, connectedMs, begunMs, firstContentMs, totalMs];
  expect(inOrder).not.toContain(null);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => Number(a) - Number(b)));
  expect(firstContentMs).toBe(firstByteMs);
  expect(ownMs).toBeGreaterThan(0);
  expect(ownMs).toBeLessThan(totalMs);
});

test('a wait at the server is not ModelTray’s own time', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await openChatStream(core);
  const before = performance.now();
  await core.api.calls.testUpstream({ slug: 'alpha' });
  const heldMs = performance.now() - before;
  alpha.release();
  await reply.done;
  await alpha.waitUntil('the answer to be over', ({ open }) => open === 0);
  const { ownMs, totalMs } = await newest(core);
  expect(totalMs - (ownMs ?? Infinity)).toBeGreaterThanOrEqual(heldMs);
});

test('a request under way is a row: its server is known, and it ends in the same row', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const told: RequestRow[] = [];
  const leave = core.api.feeds.requests(({ added, changed = [] }) => told.push(...changed, ...added));
  scope.later(() => leave());
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await openChatStream(core);
  await expect
    .poll(() => told.at(-1))
    .toMatchObject({
      outcome: 'running',
      upstream: 'alpha',
      model: 'tiny:latest',
      status: 200,
      ownMs: null,
      decision: expect.anything() as unknown,
    });
  const running = told.at(-1);
  const described = await core.api.calls.describeRequest({ id: running?.id ?? '' });
  expect(described).toMatchObject({
    row: { outcome: 'running' },
    attempts: [{ upstream: 'alpha', endedMs: null }],
  });
  alpha.release();
  await reply.done;
  await expect.poll(() => told.at(-1)).toMatchObject({ id: running?.id, outcome: 'answered' });
});

test('the details name every attempt with its reason, and the headers of both sides without a secret', async () => {
  const alpha = await scope.fake();
  const beta = await scope.fake({ mark: 'beta' });
  const core = await scope.core({ upstreams: [alpha, beta] });
  const candidates = ['alpha', 'beta'].map((upstream) => ({ upstream, model: 'tiny:latest' }));
  const pools = candidates.map((one) => ({ candidates: [one] }));
  await core.api.calls.saveRoute(calls.saveRoute.input.parse({ alias: 'team', pools }));
  await alpha.setFault({ type: 'status', status: 500 });
  const secret = 'sk-very-secret-0123456789';
  const reply = await send({
    port: core.port,
    path: chatPath,
    headers: {
      authorization: `Bearer ${secret}`,
      'x-api-key': secret,
      cookie: `session=${secret}`,
      'x-note': `my key is ${secret}`,
      'x-harmless': 'tea',
    },
    body: { model: 'team', messages: [{ role: 'user', content: 'hello' }] },
  });
  expect(reply.status).toBe(200);
  const found = await detail(core);
  expect(found.attempts).toMatchObject([
    { upstream: 'alpha', reason: { key: 'failed.bad-answer', params: { status: 500 } } },
    { upstream: 'beta', reason: null },
  ]);
  expect(JSON.stringify(found)).not.toContain(secret);
  expect(found.requestHeaders.join('\n')).toMatch(/x-harmless\ntea/);
  expect(found.answerHeaders?.join('\n')).toMatch(/content-type\napplication\/json/);
  expect(found.bodies).toBeNull();
});

test('bodies are kept only while that is on, never on disk, and the command sends the same again', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const ask = core.api.calls;
  expect(core.core.state().keepsBodies).toBe(false);
  await chat(core);
  const minimal = await ask.copyRequestCurl({ id: (await newest(core)).id, shell: 'posix' });
  expect(minimal).toMatchObject({ hasBody: false });
  expect(minimal?.text).toContain(`'Authorization: Bearer ${core.localKey}'`);

  expect(await ask.setKeepBodies({ on: true })).toMatchObject({ keepsBodies: true });
  const question = "it's “tea” 茶 $HOME `x`";
  const json = { model: 'active', messages: [{ role: 'user', content: question }], stream: true };
  const { text } = await send({ port: core.port, path: chatPath, body: json });
  const { bodies, row } = await detail(core);
  expect(JSON.parse(bodies?.request.text ?? '')).toEqual(json);
  expect(bodies?.answer).toEqual({ text, bytes: Buffer.byteLength(text), isCut: false });
  const curl = await ask.copyRequestCurl({ id: row.id, shell: 'posix' });
  expect(curl).toMatchObject({ hasBody: true });
  expect(await runShell(curl?.text ?? '')).toContain('data: [DONE]');
  expect((await detail(core)).bodies?.request.text).toBe(bodies?.request.text);

  const big = 'x'.repeat(300 * 1024);
  await send({
    port: core.port,
    path: chatPath,
    body: { ...json, messages: [{ role: 'user', content: big }] },
  });
  const cut = (await detail(core)).bodies?.request;
  expect(cut).toMatchObject({ isCut: true });
  expect(cut?.text.length).toBe(256 * 1024);
  expect(await filesHold(core.dataDir, 'xxxxxxxxxx')).toBe(false);
  expect(await filesHold(core.dataDir, '“tea”')).toBe(false);
  expect(JSON.stringify(core.core.state())).not.toContain('“tea”');

  expect(await ask.setKeepBodies({ on: false })).toMatchObject({ keepsBodies: false });
  expect((await detail(core)).bodies).toBeNull();
});

test('a model of its own address is asked there again; what is cleared is gone', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const ask = core.api.calls;
  const json = { model: 'any', input: 'hello', messages: [{ role: 'user', content: 'hello' }] };
  await send({ port: core.port, path: '/r/alpha/v1/chat/completions', body: json });
  const { id } = await newest(core);
  const curl = await ask.copyRequestCurl({ id, shell: 'powershell' });
  expect(curl?.text).toContain('/r/alpha/v1/chat/completions');
  expect(curl?.text).toMatch(/^'\{"model":"any".*\}' \| curl\.exe /);
  await ask.clearRequests({});
  expect(await ask.listRequests({ limit: 10 })).toEqual({ rows: [], next: null });
  expect(await ask.describeRequest({ id })).toBeNull();
  expect(await ask.copyRequestCurl({ id, shell: 'posix' })).toBeNull();
});

async function runShell(command: string): Promise<string> {
  const quiet = command.replace(/^curl /, 'curl -sS --noproxy "*" ');
  return (await promisify(execFile)('/bin/sh', ['-c', quiet])).stdout;
}

async function filesHold(folder: string, text: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'utf8')),
  );
  return texts.some((one) => one.includes(text));
}
