import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHttpBridge } from '../../renderer/carriers/http.ts';
import type { Connection, WindowBridge } from '../../renderer/window-bridge.ts';

type Handler = (req: IncomingMessage, res: ServerResponse, body: string) => void;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A bridge whose panel answers with `handler`, on a real socket. */
async function bridgeTo(handler: Handler, token: string | null = 'tok'): Promise<WindowBridge> {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => handler(req, res, body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const toPanel: typeof fetch = (input, init) =>
    fetch(new URL(typeof input === 'string' ? input : '', `http://127.0.0.1:${port}/`), init);
  return createHttpBridge({ token, fetch: toPanel, wait: () => Promise.resolve() });
}

test('a call carries its input and the token, and gives the result', async () => {
  const bridge = await bridgeTo((req, res, body) => {
    const { authorization, cookie } = req.headers;
    res.end(
      JSON.stringify({ result: { key: [req.method, req.url, authorization, cookie ?? '', body].join(' ') } }),
    );
  });
  expect(await bridge.call('revealLocalKey', {})).toEqual({
    key: 'POST /api/call/revealLocalKey Bearer tok  {}',
  });
});

test('a refused call rejects with the core’s code and words', async () => {
  const bridge = await bridgeTo((_req, res) => {
    res.writeHead(400).end(JSON.stringify({ error: { code: 'bad_address', message: 'No address.' } }));
  });
  const call = bridge.call('probeAddress', { baseUrl: 'http://x' });
  await expect(call).rejects.toMatchObject({ code: 'bad_address', message: 'No address.' });
});

test('without a token nothing is asked', async () => {
  let asked = 0;
  const bridge = await bridgeTo(() => (asked += 1), null);
  await expect(bridge.call('getState', {})).rejects.toMatchObject({ code: 'not_authorized' });
  expect(asked).toBe(0);
});

test('a panel that is gone is a lost connection', async () => {
  const bridge = await bridgeTo((req) => req.socket.destroy());
  await expect(bridge.call('getState', {})).rejects.toMatchObject({ code: 'connection_lost' });
});

test('a job gives its events in order, then its result', async () => {
  const bridge = await bridgeTo((_req, res) => {
    res.write('{"event":{"type":"text","text":"a"}}\n\n{"event":{"type":"te');
    res.end('xt","text":"b"}}\n{"result":{"model":"m"}}\n');
  });
  const texts: string[] = [];
  const job = bridge.startJob('ask', { prompt: 'hi' }, ({ text }) => texts.push(text));
  expect(await job.done).toEqual({ model: 'm' });
  expect(texts).toEqual(['a', 'b']);
});

test('a job that fails midway rejects with the core’s words, one that breaks off with a lost connection', async () => {
  const ends = ['{"error":{"code":"stopping","message":"Stopping."}}\n', ''];
  const bridge = await bridgeTo((_req, res) => {
    res.end(`{"event":{"type":"text","text":"a"}}\n${ends.shift() ?? ''}`);
  });
  const ask = (): Promise<unknown> => bridge.startJob('ask', { prompt: 'hi' }, () => undefined).done;
  await expect(ask()).rejects.toMatchObject({ code: 'stopping', message: 'Stopping.' });
  await expect(ask()).rejects.toMatchObject({ code: 'connection_lost' });
});

test('cancelling a job closes its request', async () => {
  let onClosed = (): void => undefined;
  const closed = new Promise<void>((done) => (onClosed = done));
  const bridge = await bridgeTo((_req, res) => {
    res.on('close', onClosed);
    res.write('{"event":{"type":"text","text":"a"}}\n');
  });
  const job = bridge.startJob('ask', { prompt: 'hi' }, () => job.cancel());
  await expect(job.done).rejects.toMatchObject({ code: 'cancelled' });
  await closed;
});

test('a feed is opened again after it broke, and says so in between', async () => {
  let opened = 0;
  const bridge = await bridgeTo((_req, res) => {
    opened += 1;
    res.write(`{"revision":${opened}}\n`);
    if (opened < 3) res.end();
  });
  const seen: (number | Connection)[] = [];
  await new Promise<void>((done) => {
    const stop = bridge.subscribe(
      'state',
      ({ revision }) => {
        seen.push(revision);
        if (revision === 3) {
          stop();
          done();
        }
      },
      (connection) => seen.push(connection),
    );
  });
  expect(seen).toEqual(['connecting', 'live', 1, 'lost', 'live', 2, 'lost', 'live', 3]);
});

test('a feed that the token does not open is not tried again', async () => {
  let asked = 0;
  const bridge = await bridgeTo((_req, res) => {
    asked += 1;
    res.writeHead(401).end('{}');
  });
  const last = await new Promise<Connection>((done) => {
    bridge.subscribe(
      'state',
      () => undefined,
      (connection) => {
        if (connection !== 'connecting') done(connection);
      },
    );
  });
  expect(last).toBe('unauthorized');
  expect(asked).toBe(1);
});
