/** The three requests against a fake server, in the place of the proxy. */
import { expect, test } from 'vitest';
import { abort, chat, stream } from '../../scripts/test-real/requests.mjs';
import { wordsFor } from '../../scripts/test-real/words.mjs';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { Fault } from '../support/fake-script.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

function routeTo({ url }: FakeUpstream) {
  const { answers: words } = wordsFor('en');
  return {
    proxyUrl: `${url}/v1`,
    key: 'sk-密钥',
    model: 'tiny:latest',
    words,
    signal: new AbortController().signal,
  };
}

test('a server that answers passes, thoughts before words or not', async () => {
  const server = await scope.fake();
  for (const fault of [null, { type: 'reasoning' }, { type: 'split' }, { type: 'no-done' }] as const) {
    await server.setFault(fault);
    await chat(routeTo(server));
    expect(await stream(routeTo(server))).toBeGreaterThanOrEqual(0);
  }
  const [first] = server.generations();
  expect(Buffer.from(first?.headers.authorization ?? '', 'latin1').toString()).toBe('Bearer sk-密钥');
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    model: 'tiny:latest',
    max_tokens: 64,
    stream: false,
  });
});

const faults: readonly [Fault, chat: RegExp, stream: RegExp][] = [
  [
    { type: 'status', status: 500, message: 'broken' },
    /^HTTP 500: alpha: broken$/,
    /^HTTP 500: alpha: broken$/,
  ],
  [{ type: 'html', status: 502 }, /^HTTP 502: <!DOCTYPE html>/, /^HTTP 502: <!DOCTYPE html>/],
  [
    { type: 'error-in-200' },
    /^HTTP 200 without an answer: \{"error":/,
    /^no stream came, but application\/json/,
  ],
  [{ type: 'cut-at-once' }, /ECONNRESET|socket hang up/, /ECONNRESET|socket hang up/],
];

test.each(faults)('what a server says is told: %j', async (fault, chatText, streamText) => {
  const server = await scope.fake();
  await server.setFault(fault);
  await expect(chat(routeTo(server))).rejects.toThrow(chatText);
  await expect(stream(routeTo(server))).rejects.toThrow(streamText);
  await expect(abort(routeTo(server))).rejects.toThrow(streamText);
});

test.each<[Fault, string]>([
  [{ type: 'error-first-event', message: 'no memory' }, 'alpha: no memory'],
  [{ type: 'end-early', afterChunks: 2 }, 'the stream broke off before its end'],
  [{ type: 'events', chunks: ['data: [DONE]\n\n'] }, 'the stream had no text'],
])('a stream must have text and an end: %j', async (fault, text) => {
  const server = await scope.fake();
  await server.setFault(fault);
  await expect(stream(routeTo(server))).rejects.toThrow(text);
});

test('the client leaves at the first text, and the next question is answered', async () => {
  const server = await scope.fake();
  server.queueFault({ type: 'stall', afterChunks: 1 });
  await abort(routeTo(server));
  await server.waitFor('aborted', 1);
  expect(server.counters.generations).toBe(2);
});

test('a server that answers nothing more after a client has left does not pass', async () => {
  const server = await scope.fake();
  server.queueFault({ type: 'stall', afterChunks: 1 });
  server.queueFault({ type: 'status', status: 503, message: 'busy' });
  await expect(abort(routeTo(server))).rejects.toThrow('HTTP 503: alpha: busy');
});
