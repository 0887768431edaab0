import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { send, jsonOf, open } from '../support/http-client.ts';
import { usePrograms } from './run-main.ts';

const programs = usePrograms();
const serveWords = (...more: string[]): string[] => [
  ...['serve', '--demo', '--port', '0', '--panel-port', '0', '--no-open', '--data', programs.dataDir],
  ...more,
];
const portIn = (text: string, label: string): number =>
  Number(new RegExp(`^${label}  http://127\\.0\\.0\\.1:(\\d+)`, 'm').exec(text)?.[1]);

test('it prints where it is, and the printed curl gets an answer', async () => {
  const pagesDir = programs.dataDir;
  const program = programs.start(serveWords(), { pagesDir });
  const out = await program.prints('Ctrl-C');
  const port = portIn(out, 'Proxy');
  const curl = /^Try it: {2}curl (\S+) -H 'Content-Type: application\/json' -d '(.*)'$/m.exec(out);
  expect(curl?.[1]).toBe(`http://127.0.0.1:${port}/v1/chat/completions`);
  const reply = await send({ port, path: '/v1/chat/completions', body: curl?.[2] ?? '' });
  expect(reply.status).toBe(200);
  expect(reply.text).toContain('hello');
  const token = /token=(\S+)/.exec(out)?.[1] ?? '';
  const state = await send({
    port: portIn(out, 'Panel'),
    path: '/api/call/getState',
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(jsonOf(state)).toMatchObject({ result: { proxy: { port }, shell: 'headless' } });
});

test('a signal leaves nothing listening and no instance file, with 0', async () => {
  const program = programs.start(serveWords());
  const out = await program.prints('Ctrl-C');
  expect(JSON.parse(await readFile(join(programs.dataDir, 'instance.json'), 'utf8'))).toMatchObject({
    pid: process.pid,
    shell: 'headless',
    version: '1.2.3',
    proxy: `http://127.0.0.1:${portIn(out, 'Proxy')}/v1`,
  });
  program.process.deliver('SIGTERM');
  expect(await program.done).toBe(0);
  expect(await readdir(programs.dataDir)).not.toContain('instance.json');
  await expect(send({ port: portIn(out, 'Proxy') })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(program.process.exits).toEqual([]);
  expect(program.process.listeners()).toBe(0);
});

test('a feed that is open does not hold the stop up', async () => {
  const program = programs.start(serveWords('--json'), { pagesDir: programs.dataDir });
  const document = JSON.parse(await program.prints('\n}\n')) as { panel: { url: string } };
  const url = new URL(document.panel.url);
  const headers = { authorization: `Bearer ${url.searchParams.get('token') ?? ''}` };
  const feed = await open({ port: Number(url.port), path: '/api/feed/state', headers });
  await feed.waitForText('revision');
  program.process.deliver('SIGINT');
  expect(await program.done).toBe(0);
  await feed.done;
  expect(program.err()).toContain('Stopping');
});

test('a second start on the same folder says that it already runs, with 0', async () => {
  const pagesDir = programs.dataDir;
  const first = programs.start(serveWords(), { pagesDir });
  const out = await first.prints('Ctrl-C');
  const lines = out.split('\n');
  const second = await programs.run(serveWords());
  expect(second).toEqual({
    code: 0,
    err: '',
    out: `ModelTray already runs (process ${process.pid}).\n${lines.find((line) => line.startsWith('Proxy')) ?? ''}\n${lines.find((line) => line.startsWith('Panel')) ?? ''}\n`,
  });
  const json = await programs.run(serveWords('--json'));
  expect(JSON.parse(json.out)).toMatchObject({ pid: process.pid, proxy: { port: portIn(out, 'Proxy') } });
});

test('a start while the last one is still stopping waits for its end, and runs then', async () => {
  const first = programs.start(serveWords());
  const upload = connect(portIn(await first.prints('Ctrl-C'), 'Proxy'), '127.0.0.1');
  const head = 'POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n';
  upload.write(`${head}Expect: 100-continue\r\n\r\n`);
  await once(upload, 'data');
  first.process.deliver('SIGTERM');
  const second = programs.start(serveWords());
  await expect.poll(() => readdir(programs.dataDir)).toContain('command.lock');
  // By the time that this has its answer the second start has had its own.
  await programs.run(['status', '--data', programs.dataDir]);
  upload.destroy();
  expect(await first.done).toBe(0);
  await second.prints('Ctrl-C');
  expect(await readdir(programs.dataDir)).toContain('instance.json');
});

test.each([
  ['has its proxy off already', 'stopped', true],
  ['does not answer any more', 'running', false],
])('a start that finds a core which %s and is gone then runs', async (_what, status, answersTwice) => {
  let calls = 0;
  const control = createHttpServer((req, res) => {
    calls += 1;
    req.resume();
    res.on('close', () => {
      if (calls === 2) control.close();
    });
    if (calls === 1 || answersTwice) {
      res.setHeader('connection', 'close');
      res.end(JSON.stringify({ result: { pid: process.pid, proxy: { status } } }));
    } else res.destroy();
  });
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  const { port } = control.address() as AddressInfo;
  const instance = {
    ...{ pid: process.pid, shell: 'headless', version: '1.2.3', proxy: null, token: 'T' },
    control: `http://127.0.0.1:${port}`,
  };
  await writeFile(join(programs.dataDir, 'instance.json'), JSON.stringify(instance));
  const program = programs.start(serveWords());
  expect(await program.prints('Ctrl-C')).toContain('Proxy  http');
  expect(calls).toBe(2);
});

test('a stale instance file is replaced', async () => {
  const stale = {
    pid: process.pid,
    shell: 'headless',
    version: '0',
    proxy: null,
    control: 'http://127.0.0.1:1',
    token: 'T',
  };
  await writeFile(join(programs.dataDir, 'instance.json'), JSON.stringify(stale));
  const program = programs.start(serveWords());
  await program.prints('Ctrl-C');
  expect(await readFile(join(programs.dataDir, 'instance.json'), 'utf8')).not.toContain('127.0.0.1:1"');
});

test('a taken port is exit 1, names the port and a free one, and leaves nothing behind', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const address = holder.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const words = ['serve', '--demo', '--panel-port', '0', '--data', programs.dataDir, '--port', String(taken)];
  const { code, out, err } = await programs.run(words);
  const json = await programs.run([...words, '--json']);
  await new Promise((resolve) => holder.close(resolve));
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`Port ${taken} is taken`);
  expect(err).toMatch(/npm start -- --port \d+/);
  expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'port_taken' } });
  expect(await readdir(programs.dataDir)).not.toContain('instance.json');
});

test('the panel is opened where a person sees it, and only there', async () => {
  const words = serveWords().filter((word) => word !== '--no-open');
  const seen = { isTerminal: true, env: { DISPLAY: ':0' }, pagesDir: programs.dataDir };
  const cases = [
    { options: seen, words, opens: 1 },
    { options: { ...seen, env: {} }, words, opens: 0 },
    { options: { ...seen, isTerminal: false }, words, opens: 0 },
    { options: { ...seen, pagesDir: null }, words, opens: 0 },
    { options: seen, words: serveWords(), opens: 0 },
  ];
  for (const { options, words: typed, opens } of cases) {
    const program = programs.start(typed, options);
    await program.prints('Ctrl-C');
    expect(program.opened).toHaveLength(opens);
    if (opens === 1) expect(program.out()).toContain(program.opened[0]);
    program.process.deliver('SIGTERM');
    await program.done;
  }
});

test('it speaks 简体中文 where the system does', async () => {
  const program = programs.start(serveWords(), { systemLocale: 'zh_CN.UTF-8' });
  const out = await program.prints('Ctrl-C');
  expect(out).toContain('按要求由内置演示回答');
  expect(out).toMatch(/^代理 {2}http:/m);
});

test('a data folder that can’t be used is said, with 1', async () => {
  const file = join(programs.dataDir, 'file');
  await writeFile(file, '');
  const { code, err } = await programs.run(
    ['serve', '--demo', '--port', '0', '--panel-port', '0', '--data', join(file, 'x')],
    { systemLocale: 'zh_CN.UTF-8' },
  );
  expect(code).toBe(1);
  expect(err).toContain(`无法使用数据文件夹 ${join(file, 'x')}：路径中有一段不是文件夹`);
});
