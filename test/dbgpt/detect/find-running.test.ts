import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { findRunningDbgpt } from '../../../main/dbgpt/detect/find-running.ts';
import { createNet } from '../../../main/net/net.ts';
import { freePort } from '../../support/ports.ts';
import { useScope } from '../../support/scope.ts';

const scope = useScope();

/** Answers each path with what is given for it, everything else with 404. */
async function serve(answers: Readonly<Record<string, string>>): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    asked.push(`${req.method ?? ''} ${path}`);
    const body = answers[path];
    res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    res.end(body ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.later(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

function look(port: number): ReturnType<typeof findRunningDbgpt> {
  const net = createNet({ ownPorts: () => new Set() });
  scope.later(() => net.close());
  return findRunningDbgpt(net, port);
}

const health = '{"status":"ok"}';

test('a DB-GPT is found with its models, by two reads', async () => {
  const models = ['proxyllm@llm', 'proxyllm@llm', 'text2vec@text2vec', 'WorkerManager@service'];
  const { port, asked } = await serve({
    '/api/health': health,
    '/api/controller/models': JSON.stringify(models.map((model_name) => ({ model_name, healthy: true }))),
  });
  expect(await look(port)).toEqual({ url: `http://127.0.0.1:${port}`, models: ['proxyllm'] });
  expect(asked).toEqual(['GET /api/health', 'GET /api/controller/models']);
});

test.each<[string, Record<string, string>]>([
  ['nothing of the kind', {}],
  ['another program that is healthy', { '/api/health': health }],
  [
    'one that answers everything with a page',
    { '/api/health': '<html>', '/api/controller/models': '<html>' },
  ],
  ['one with other models', { '/api/health': health, '/api/controller/models': '{"data":[]}' }],
])('%s is no DB-GPT', async (_name, answers) => {
  expect(await look((await serve(answers)).port)).toBeNull();
});

test('where nothing listens there is none', async () => {
  expect(await look(await freePort())).toBeNull();
});
