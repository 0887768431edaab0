/**
 * The proxy's HTTP server: node:http on the loopback and, where the user said so, beyond it. Every request passes the
 * guard here (Host, then Origin, then key) before anything of it is read. POSTs go straight on to be forwarded; the
 * rest goes through Express.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { message } from '../../shared/i18n/index.ts';
import { toError } from '../../shared/errors.ts';
import { keptResponseHeaders } from '../../shared/openai.ts';
import { errorCode } from '../net/net-errors.ts';
import type { InFlight, Inbox } from './answer-request.ts';
import { answerRequest } from './answer-request.ts';
import type { ProxyContext } from './context.ts';
import { createEndpoints } from './endpoints.ts';
import type { FlatHeaders } from './exchange.ts';
import { askedHost, corsHeaders, findPresented, hostName, isHostAllowed, judgeOrigin } from './guard.ts';
import { listenOn } from './listen.ts';
import type { Binding, BoundAddress } from './listen.ts';
import type { Endpoint } from './match-endpoint.ts';
import { matchEndpoint } from './match-endpoint.ts';
import type { ProxyError } from './proxy-error.ts';
import { errorResponse } from './proxy-error.ts';
import { createBufferMeter } from './read-request.ts';

/** A request that passed the guard. */
export interface Arrival {
  id: string;
  req: IncomingMessage;
  res: ServerResponse;
  /** It presented a local key. */
  hasKey: boolean;
  /** Whose key that was. */
  keyLabel: string | null;
  /** For every answer to it. */
  ownHeaders: FlatHeaders;
}

export interface ProxyServer {
  /**
   * Binds every address on one port (0 is any free one). Resolves once all that must be bound are; rejects with the
   * system's error (EADDRINUSE, EACCES), having closed what was bound.
   */
  listen(port: number, bindings: readonly Binding[]): Promise<BoundAddress[]>;
  /** One more address on the port in use, for a network that came later. */
  listenAlso(port: number, binding: Binding): Promise<BoundAddress>;
  /** Listens no more; what came is answered. Resolves once the last of its sockets is closed. */
  release(): Promise<void>;
  /**
   * Refuses what comes, waits up to `graceMs` for what runs, ends it, and destroys every socket. Called again, it waits
   * for the same end, which a shorter grace brings nearer.
   */
  stop(graceMs: number): Promise<void>;
}

/** Longer than any client's own keep-alive, so that none meets a socket that we just closed. */
const keepAliveTimeoutMs = 75_000;
/** For the last bytes of what was ended, before the sockets are destroyed. */
const flushMs = 300;

/** With any port asked for, one whose other family is taken is given up for another. */
const anyPortTries = 5;

export function createProxyServer(context: ProxyContext): ProxyServer {
  const inbox: Inbox = {
    context,
    meter: createBufferMeter(context.limits.maxBufferedBytes),
    live: [],
    onEmpty: null,
  };
  const endpoints = createEndpoints(context);
  const servers: Server[] = [];
  let isStopping = false;
  let isReleased = false;
  const graceOver = createSignal();
  let cancelGrace: (() => void) | null = null;
  let ending: Promise<void> | null = null;

  const bind = (port: number, binding: Binding): Promise<BoundAddress> => {
    const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs, noDelay: true }, (req, res) => {
      receive(req, res, binding.isLoopback);
    });
    return listenOn(server, port, binding.host).then((bound) => {
      servers.push(server);
      return bound;
    });
  };

  const receive = (req: IncomingMessage, res: ServerResponse, isLoopback: boolean): void => {
    const id = context.createId();
    const ownHeaders = [keptResponseHeaders.requestId, id];
    if (isReleased) ownHeaders.push('connection', 'close');
    const settings = context.settings();
    const host = askedHost(req);
    if (!isHostAllowed(host, settings.allowedHosts)) {
      const text = message('error.forbidden_host', {
        host: hostName(host),
        port: req.socket.localPort ?? settings.port,
      });
      answerError(context, req, res, ownHeaders, { code: 'forbidden_host', text });
      return;
    }
    const verdict = judgeOrigin(req.headers, settings.allowedOrigins);
    if (verdict.kind === 'refused') {
      const text = message('error.forbidden_origin', { origin: verdict.origin });
      answerError(context, req, res, ownHeaders, { code: 'forbidden_origin', text });
      return;
    }
    if (verdict.kind === 'allowed') ownHeaders.push(...corsHeaders(verdict.origin, req.headers));
    if (req.method === 'OPTIONS' && verdict.kind === 'allowed') {
      res.writeHead(204, ownHeaders).end();
      return;
    }
    const key = findPresented(req.headers, context.localKeys());
    if (key !== null) context.onKeyUsed(key.id);
    const hasKey = key !== null;
    const needsKey = !isLoopback || settings.requireKey === 'always';
    admit({ id, req, res, hasKey, keyLabel: key?.label ?? null, ownHeaders }, needsKey && !hasKey);
  };

  const admit = (arrival: Arrival, lacksKey: boolean): void => {
    const { req, res, ownHeaders } = arrival;
    const endpoint = matchEndpoint(req.url ?? '');
    if (endpoint !== null && isHealthCheck(req, endpoint)) {
      endpoints.answer(arrival, endpoint);
    } else if (lacksKey) {
      const error: ProxyError = { code: 'invalid_api_key', text: message('error.invalid_api_key') };
      answerError(context, req, res, ownHeaders, error);
    } else if (isStopping) {
      answerError(context, req, res, ownHeaders, stoppingError);
    } else if (endpoint === null || !endpoint.path.startsWith('/v1/') || req.method !== 'POST') {
      endpoints.answer(arrival, endpoint);
    } else {
      forwardPost(arrival, endpoint);
    }
  };

  const end = async (): Promise<void> => {
    await Promise.race([emptied(inbox), graceOver.promise]);
    cancelGrace?.();
    const cut = [...inbox.live];
    const flushing = flushed(cut);
    for (const exchange of cut) exchange.interrupt(stoppingError);
    await flushing;
    await closeAll(servers);
  };

  const forwardPost = (arrival: Arrival, endpoint: Endpoint): void => {
    answerRequest(inbox, arrival, endpoint).catch((thrown: unknown) => {
      context.log.error('a request failed inside the proxy', {
        id: arrival.id,
        error: toError(thrown).stack,
      });
      arrival.res.destroy();
    });
  };

  return {
    async listen(port, bindings) {
      isStopping = false;
      for (let tries = port === 0 ? anyPortTries : 1; ; tries -= 1) {
        try {
          return await bindAll(bind, port, bindings);
        } catch (thrown) {
          await closeAll(servers);
          if (tries === 1 || errorCode(thrown) !== 'EADDRINUSE') throw thrown;
        }
      }
    },
    listenAlso: bind,
    release() {
      isReleased = true;
      const closing = servers.map(
        (server) => new Promise<void>((resolve) => void server.close(() => resolve())),
      );
      for (const server of servers) server.closeIdleConnections();
      return Promise.all(closing).then(() => undefined);
    },
    stop(graceMs) {
      isStopping = true;
      cancelGrace?.();
      if (graceMs > 0) cancelGrace = context.clock.after(graceMs, () => graceOver.settle());
      else graceOver.settle();
      ending ??= end();
      return ending;
    },
  };
}

const stoppingError: ProxyError = { code: 'stopping', text: message('error.stopping'), retryAfterSeconds: 2 };

function isHealthCheck(req: IncomingMessage, endpoint: Endpoint): boolean {
  return (
    endpoint.path === '/healthz' && endpoint.scope === null && (req.method === 'GET' || req.method === 'HEAD')
  );
}

/** With port 0 the first address chooses the port of all. */
async function bindAll(
  bind: (port: number, binding: Binding) => Promise<BoundAddress>,
  port: number,
  [first, ...rest]: readonly Binding[],
): Promise<BoundAddress[]> {
  if (first === undefined) return [];
  const bound = [await bind(port, first)];
  for (const binding of rest) {
    const next = await bind(bound[0]?.port ?? port, binding).catch((thrown: unknown) => {
      // An address that is not there is none; one that another program has would answer in our name.
      if (binding.isOptional && errorCode(thrown) !== 'EADDRINUSE') return null;
      throw toError(thrown);
    });
    if (next !== null) bound.push(next);
  }
  return bound;
}

function answerError(
  context: ProxyContext,
  req: IncomingMessage,
  res: ServerResponse,
  ownHeaders: FlatHeaders,
  error: ProxyError,
): void {
  const { status, headers, body } = errorResponse(error, context.locale());
  // What the client still sends is read and dropped, or it would not see the answer.
  req.resume();
  res.writeHead(status, [...headers, ...ownHeaders]);
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** Resolves when nothing is being answered any more. */
function emptied(inbox: Inbox): Promise<void> {
  if (inbox.live.length === 0) return Promise.resolve();
  return new Promise((resolve) => {
    inbox.onEmpty = resolve;
  });
}

/** A promise that is settled from outside. */
function createSignal(): { promise: Promise<void>; settle(): void } {
  let settle = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, settle: () => settle() };
}

/** Resolves when the last bytes of all are with the system, or shortly after: a client may have stopped reading. */
function flushed(exchanges: readonly InFlight[]): Promise<void> {
  if (exchanges.length === 0) return Promise.resolve();
  const closing = exchanges.map(({ res }) => new Promise<void>((resolve) => void res.once('close', resolve)));
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, flushMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    Promise.all(closing).then(done, done);
  });
}

async function closeAll(servers: Server[]): Promise<void> {
  const closing = servers.splice(0).map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  await Promise.all(closing);
}
