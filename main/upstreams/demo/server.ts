/**
 * The demo upstream: a small OpenAI-compatible server on the loopback, without weights. Its answers say that they come
 * from the demo, echo the question and arrive token by token, so that everything can be tried before a model is there.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Locale } from '../../../shared/i18n/index.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Clock } from '../../../shared/ports.ts';
import { completeAnswer, embeddingsAnswer, errorAnswer, modelsAnswer, streamEvents } from './answers.ts';
import type { DemoQuestion } from './question.ts';
import { readQuestion } from './question.ts';

export interface DemoServer {
  /** Resolves once bound on 127.0.0.1; 0 is any free port. Rejects with EADDRINUSE, EACCES. */
  start(port: number): Promise<{ port: number; baseUrl: string }>;
  stop(): Promise<void>;
}

export interface DemoOptions {
  clock: Clock;
  locale: () => Locale;
  /** Vectors of the demo would poison a knowledge base, so they are there only where the demo was asked for. */
  hasEmbeddings: boolean;
}

/** As a quick small model would. */
const tokenMs = 30;
const maxBodyBytes = 64 * 1024 * 1024;

export function createDemoServer(options: DemoOptions): DemoServer {
  let server: Server | null = null;
  return {
    start(port) {
      const created = createServer((req, res) => {
        receive(options, req, res).catch(() => res.destroy());
      });
      server = created;
      return new Promise((resolve, reject) => {
        created.once('error', reject);
        created.listen(port, '127.0.0.1', () => {
          const address = created.address();
          const bound = typeof address === 'object' && address !== null ? address.port : port;
          resolve({ port: bound, baseUrl: `http://127.0.0.1:${bound}/v1` });
        });
      });
    },
    stop() {
      const closing = server;
      server = null;
      return new Promise((resolve) => {
        if (closing === null) {
          resolve();
          return;
        }
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
  };
}

async function receive(options: DemoOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').replace(/\?.*$/, '');
  if (req.method === 'GET' && path === '/v1/models') {
    sendJson(res, 200, modelsAnswer(options.hasEmbeddings));
    return;
  }
  const body = await readBody(req);
  const question = body === null ? null : readQuestion(body);
  const refuse = (): void => {
    const text = hasAskedToEmbed(path)
      ? message('demo.noEmbeddings')
      : message('error.endpoint_not_available', { method: req.method ?? '', path });
    sendJson(res, 404, errorAnswer('endpoint_not_available', text, options.locale()));
  };
  if (req.method === 'POST' && question === null) {
    sendJson(res, 400, errorAnswer('bad_json', message('error.bad_json.notObject'), options.locale()));
  } else if (req.method !== 'POST' || question === null) {
    refuse();
  } else if (path === '/v1/chat/completions' || path === '/v1/completions') {
    const kind = path === '/v1/completions' ? 'text' : 'chat';
    if (question.isStream) sendStream(options, res, question, kind);
    else sendJson(res, 200, completeAnswer(question, kind, options.locale(), options.clock.now()));
  } else if (path === '/v1/embeddings' && options.hasEmbeddings) {
    sendJson(res, 200, embeddingsAnswer(question));
  } else {
    refuse();
  }
}

function hasAskedToEmbed(path: string): boolean {
  return path === '/v1/embeddings';
}

function sendStream(
  { clock, locale }: DemoOptions,
  res: ServerResponse,
  question: DemoQuestion,
  kind: 'chat' | 'text',
): void {
  const events = streamEvents(question, kind, locale(), clock.now());
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  let cancel: () => void = () => undefined;
  const sendNext = (): void => {
    const next = events.shift();
    if (next === undefined) {
      res.end();
      return;
    }
    res.write(next);
    cancel = clock.after(tokenMs, sendNext);
  };
  // `res`, not `req`: the request closes as soon as its body is read.
  res.on('close', () => cancel());
  sendNext();
}

/** Null where it is too large, or the client left. */
function readBody(req: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    req.on('end', () => resolve(size <= maxBodyBytes ? Buffer.concat(chunks).toString('utf8') : null));
    req.on('error', () => resolve(null));
    req.on('close', () => resolve(null));
  });
}

function sendJson(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
