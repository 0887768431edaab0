/**
 * DB-GPT ≥ 0.7 as far as its model API goes: what it runs, what it keeps over a restart, its envelope, and its traps.
 * Creating a name that runs is refused and takes the running one away; what is kept under a name that the TOML has too
 * takes that one away at the next start; it answers refusals with status 200.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Body {
  host: string;
  port: number;
  model: string;
  worker_type: string;
  params: Record<string, unknown>;
  delete_after?: boolean;
}

export interface FakeDbgptOptions {
  /** Names of the models in the TOML that it was started with. */
  toml?: readonly string[];
  /** Without the API for models: 0.6. */
  isOld?: boolean;
}

export interface FakeDbgpt {
  port: number;
  /** Method and path of each request, `POST /api/…`. */
  asked: string[];
  /** The bodies of the changes, in order. */
  bodies: Body[];
  running(): string[];
  stored(): string[];
  /** What the next creation of this name is answered with. */
  refuse(name: string, said: string): void;
  /** From now on the answers are pages. */
  speakHtml(): void;
  /** A model that somebody adds in DB-GPT's own pages. */
  add(name: string): void;
  /** Stops everything, and starts what the TOML names, then what was kept. */
  restart(): void;
  close(): Promise<void>;
}

const base = '/api/v2/serve/model/models';

export async function startFakeDbgpt({
  toml = ['glm'],
  isOld = false,
}: FakeDbgptOptions = {}): Promise<FakeDbgpt> {
  const running = new Map<string, string>(toml.map((name) => [name, 'llm']));
  const stored = new Map<string, Body>();
  const refusals = new Map<string, string>();
  const asked: string[] = [];
  const bodies: Body[] = [];
  let isHtml = false;

  const create = (body: Body): object => {
    const said = refusals.get(body.model);
    if (said !== undefined) {
      refusals.delete(body.model);
      return refusal(said);
    }
    if (body.model !== body.params['name']) return refusal('model and params.name differ');
    if (body.model.includes('@')) return refusal("Invaild symbol '@' in your worker name");
    if (typeof body.params['api_key'] !== 'string' || body.params['api_key'] === '')
      return refusal('api_key is required');
    // The trap: the one that runs is taken away by the refusal.
    if (running.delete(body.model)) return refusal(`Worker instance ${body.model} exists`);
    running.set(body.model, body.worker_type);
    stored.set(body.model, body);
    return { success: true, err_code: null, err_msg: null, data: true };
  };
  const stop = (body: Body): object => {
    const wasRunning = running.delete(body.model);
    const wasStored = body.delete_after === true && stored.delete(body.model);
    return wasRunning || wasStored
      ? { success: true, err_code: null, err_msg: null, data: true }
      : refusal('No worker instance found');
  };
  const list = (): object => ({
    success: true,
    err_code: null,
    err_msg: null,
    data: [...running].map(([name, type]) => ({
      model_name: name,
      worker_type: type,
      host: '127.0.0.1',
      port: 5670,
      manager_host: '127.0.0.1',
      manager_port: 5670,
      healthy: true,
      last_heartbeat: '2026-03-14T09:00:00',
    })),
  });

  const server = createServer((req, res) => {
    const what = `${req.method ?? ''} ${req.url ?? ''}`;
    asked.push(what);
    readBody(req).then(
      (body) => {
        const answer = isHtml ? '<html>a proxy’s page</html>' : answerTo(what, body);
        const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? { detail: 'Not Found' });
        res.writeHead(answer === null ? 404 : 200, {
          'content-type': isHtml ? 'text/html' : 'application/json',
        });
        res.end(text);
      },
      () => res.destroy(),
    );
  });
  const answerTo = (what: string, body: Body | null): object | null => {
    if (what === 'GET /api/health') return { status: 'ok' };
    if (isOld) return null;
    if (what === `GET ${base}`) return list();
    if (body === null) return null;
    bodies.push(body);
    if (what === `POST ${base}`) return create(body);
    return what === `POST ${base}/stop` ? stop(body) : null;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    bodies,
    running: () => [...running.keys()],
    stored: () => [...stored.keys()],
    refuse: (name, said) => refusals.set(name, said),
    speakHtml: () => (isHtml = true),
    add: (name) => running.set(name, 'llm'),
    restart() {
      running.clear();
      for (const name of toml) running.set(name, 'llm');
      for (const name of stored.keys()) if (!running.delete(name)) running.set(name, 'llm');
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function refusal(said: string): object {
  return { success: false, err_code: 'E0003', err_msg: said, data: null };
}

async function readBody(req: IncomingMessage): Promise<Body | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body);
}
