import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { chat, chatPath } from '../support/chat.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const megabyte = 1024 * 1024;

const refused: [body: string, code: string][] = [
  ['', 'bad_json'],
  ['{"model":', 'bad_json'],
  ['{"model":"active"} x', 'bad_json'],
  ['["model"]', 'bad_json'],
  ['"model"', 'bad_json'],
  ['{"model":5,"messages":[]}', 'bad_json'],
  ['{"model":"active","model":"alpha/tiny:latest"}', 'duplicate_key'],
  ['{"model":"active","messages":[],"mod\\u0065l":"x"}', 'duplicate_key'],
  ['{"mod\\u0065l":"active","messages":[]}', 'duplicate_key'],
  ['{"model":"active","stream":true,"stream":false}', 'duplicate_key'],
  ['{"model":"active","\\u0073tream":true}', 'duplicate_key'],
];

test('a body that cannot be read one way is 400 and reaches no server', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const [body, code] of refused) {
    const reply = await chat(core, { body });
    expect(reply.status, body).toBe(400);
    expect(errorOf(reply).error.code, body).toBe(code);
    expect(reply.headers['x-should-retry'], body).toBe('false');
  }
  expect(alpha.generations()).toHaveLength(0);
});

test('a name that stands twice further inside is nobody’s business', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const body = '{"model":"active","messages":[{"model":"a","model":"b","str\\u0065am":1}],"stop":["model"]}';
  expect((await chat(core, { body })).status).toBe(200);
});

test('a compressed body is 415, and identity is none', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const reply = await chat(core, { headers: { 'content-encoding': 'gzip' } });
  expect(reply.status).toBe(415);
  expect(errorOf(reply).error).toMatchObject({ code: 'encoding_not_supported' });
  expect(errorOf(reply).error.message).toContain('gzip');
  expect(alpha.generations()).toHaveLength(0);
});

test('a body announced larger than 64 MB is 413 before it is sent', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const head = `POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${64 * megabyte + 1}\r\n\r\n`;
  const socket = connect(core.port, '127.0.0.1');
  scope.later(() => void socket.destroy());
  socket.write(head);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('data', (data: Buffer) => resolve(data.toString()));
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('body_too_large');
  expect(answer).toContain('64 MB');
});

/** As Python's clients do: the answer is looked at once everything is sent, and not before. */
async function sendAllThenRead(port: number, headers: string, bytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  scope.later(() => void socket.destroy());
  socket.pause();
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  const over = new Promise<void>((resolve, reject) => {
    socket.once('end', resolve);
    socket.once('error', reject);
  });
  socket.write(`POST ${chatPath} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Content-Length: ${bytes}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, 'a'), () => {
    socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    socket.resume();
  });
  await over;
  return answer;
}

test.each([
  ['too large', '', 80 * megabyte, 413],
  ['compressed', 'Content-Encoding: gzip\r\n', 40 * megabyte, 415],
])(
  'a client that reads only when it has sent all is told that it is %s',
  async (_, headers, bytes, status) => {
    const core = await scope.core({ upstreams: [await scope.fake()] });
    const answers = await sendAllThenRead(core.port, headers, bytes);
    expect(answers).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // And its connection is as good as before.
    expect(answers).toContain('{"status":"ok"}');
  },
);

test('a body that grows past 64 MB is 413, and the next request is served', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const piece = Buffer.alloc(megabyte, 'a');
  const reply = await chat(core, { body: Array.from({ length: 65 }, () => piece) });
  expect(reply.status).toBe(413);
  expect(errorOf(reply).error.code).toBe('body_too_large');
  expect(alpha.generations()).toHaveLength(0);
  expect((await chat(core)).status).toBe(200);
});
