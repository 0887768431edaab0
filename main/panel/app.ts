import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import { toApiFailure } from '../../shared/failure.ts';
import { apiErrors, ModelTrayError, proxyErrors, toError } from '../../shared/errors.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { Clock, Log } from '../../shared/ports.ts';
import type { Core } from '../core.ts';
import { putActive } from './active.ts';
import { carriers } from './carriers.ts';
import type { Carrier, CarrierContext } from './carriers.ts';
import { hasToken, panelHeaders, refusalFor } from './guard.ts';

const maxInputBytes = 1024 * 1024;

export interface PanelAppOptions {
  core: Core;
  token: string;
  pagesDir: string | null;
  clock: Clock;
  log: Log;
  /** Known only once it is bound. */
  port(): number;
}

/** The panel as Express sees it: headers, guards, API, pages, in this order. */
export function createPanelApp(options: PanelAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(setHeaders, guard(options));
  app.use('/api', requireToken(options), ...apiRoutes(options));
  if (options.pagesDir !== null) {
    app.use(express.static(options.pagesDir, { cacheControl: false, etag: false, redirect: false }));
  }
  app.use((req, res) => refuse(options, res, 404, 'not_found', notFound(options, req)));
  app.use(onError(options));
  return app;
}

const setHeaders: RequestHandler = (_req, res, next) => {
  res.set(panelHeaders);
  next();
};

function guard(options: PanelAppOptions): RequestHandler {
  return (req, res, next) => {
    const refusal = refusalFor(req.headers, options.port());
    if (refusal === null) {
      next();
      return;
    }
    refuse(options, res, 403, refusal, message('panel.forbidden', { port: options.port() }));
  };
}

function requireToken(options: PanelAppOptions): RequestHandler {
  return (req, res, next) => {
    if (hasToken(req.headers, options.token)) {
      next();
      return;
    }
    res.set('WWW-Authenticate', 'Bearer');
    refuse(options, res, apiErrors.not_authorized, 'not_authorized', message('error.not_authorized'));
  };
}

function apiRoutes(options: PanelAppOptions): express.Router[] {
  const context: CarrierContext = {
    core: options.core,
    clock: options.clock,
    failureLine: (thrown) => JSON.stringify(failureOf(options, thrown)),
  };
  const router = express.Router();
  // Any content type: the token has been checked, and a command may leave it out.
  const readBody = express.json({ limit: maxInputBytes, strict: false, inflate: false, type: () => true });
  for (const carrier of Object.values<Carrier>(carriers)) {
    router[carrier.method](`/${carrier.path}/:name`, readBody, async (req, res, next) => {
      const { name } = req.params;
      if (typeof name !== 'string' || !carrier.has(name)) {
        next();
        return;
      }
      await carrier.carry(context, name, req, res);
    });
  }
  router.put('/active', readBody, putActive(options.core));
  return [router];
}

function notFound(options: PanelAppOptions, req: Request): Message {
  const isPage = options.pagesDir === null && !req.path.startsWith('/api/');
  return isPage ? message('panel.noPages') : message('panel.notFound', { path: req.path });
}

function onError(options: PanelAppOptions): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const known = bodyProblem(thrown, req.headers['content-encoding'] ?? '?') ?? thrown;
    res.status(statusOf(known)).json(failureOf(options, known));
  };
}

function failureOf({ core, log }: PanelAppOptions, thrown: unknown): ReturnType<typeof toApiFailure> {
  if (!(thrown instanceof ModelTrayError)) log.error('a call failed', { error: toError(thrown) });
  return toApiFailure(thrown, core.state());
}

function statusOf(thrown: unknown): number {
  if (!(thrown instanceof ModelTrayError)) return apiErrors.internal;
  const { code } = thrown;
  return code in apiErrors ? apiErrors[code as keyof typeof apiErrors] : proxyStatus(code);
}

function proxyStatus(code: string): number {
  return Object.entries(proxyErrors).find(([name]) => name === code)?.[1].status ?? apiErrors.internal;
}

/** What `express.json` and the static files throw carries a status below 500 where the request was at fault. */
function bodyProblem(thrown: unknown, encoding: string): ModelTrayError | null {
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : null;
  if (typeof status !== 'number' || status >= 500) return null;
  switch (status) {
    case 413:
      return new ModelTrayError('body_too_large', message('error.body_too_large', { limit: 1 }));
    case 415:
      return new ModelTrayError(
        'encoding_not_supported',
        message('error.encoding_not_supported', { encoding }),
      );
    default:
      return new ModelTrayError('bad_json', message('error.bad_json', { reason: toError(thrown).message }));
  }
}

function refuse({ core }: PanelAppOptions, res: Response, status: number, code: string, text: Message): void {
  res.status(status).json({ error: { code, message: renderMessage(core.state().locale, text) } });
}
