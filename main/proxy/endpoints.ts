/** What the proxy answers itself: models, the active model, health, metrics, and the word that a path does not exist. */
import express from 'express';
import type { ErrorRequestHandler, Express, Request, Response } from 'express';
import { message } from '../../shared/i18n/index.ts';
import { locationOfAddress } from '../../shared/location.ts';
import { latestTwin } from '../../shared/model.ts';
import { unknownModelText } from '../routing/nearest-names.ts';
import type { ProxyContext } from './context.ts';
import type { Endpoint } from './match-endpoint.ts';
import { metricsType, renderMetrics } from './metrics-text.ts';
import type { ProxyError } from './proxy-error.ts';
import { errorResponse } from './proxy-error.ts';
import type { Arrival } from './server.ts';

export interface Endpoints {
  /** `endpoint` is null where the request's target is no path at all. */
  answer(arrival: Arrival, endpoint: Endpoint | null): void;
}

export function createEndpoints(context: ProxyContext): Endpoints {
  const scopes = new WeakMap<object, string | null>();
  const app = createApp(context, (req) => scopes.get(req) ?? null);
  return {
    answer({ req, res, ownHeaders }, endpoint) {
      for (let at = 0; at + 1 < ownHeaders.length; at += 2)
        res.setHeader(ownHeaders[at] ?? '', ownHeaders[at + 1] ?? '');
      scopes.set(req, endpoint?.scope ?? null);
      // The one spelling, so that a route stands here once.
      req.url = endpoint === null ? '/' : endpoint.path + endpoint.query;
      app(req, res);
    },
  };
}

function createApp(context: ProxyContext, scopeOf: (req: object) => string | null): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  const fail = (res: Response, error: ProxyError): void => {
    const { status, headers, body } = errorResponse(error, context.locale());
    for (let at = 0; at + 1 < headers.length; at += 2)
      res.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
    res.status(status).end(body);
  };
  const models = (req: Request, res: Response): ReturnType<ProxyContext['listModels']> => {
    const scope = scopeOf(req);
    const rows = context.listModels(scope);
    if (rows === null) {
      const text = message('error.endpoint_not_available.scope', { name: scope ?? '' });
      fail(res, { code: 'endpoint_not_available', text });
    }
    return rows;
  };

  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/v1/models', (req, res) => {
    const rows = models(req, res);
    if (rows !== null) res.json({ object: 'list', data: rows });
  });
  app.get('/v1/models/*id', (req: Request<{ id: string[] }>, res) => {
    const id = req.params.id.join('/');
    const rows = models(req, res);
    if (rows === null) return;
    const row = rows.find((one) => one.id === id) ?? rows.find((one) => one.id === latestTwin(id));
    if (row !== undefined) res.json(row);
    else
      fail(res, {
        code: 'model_not_found',
        text: unknownModelText(
          id,
          rows.map((one) => one.id),
        ),
      });
  });
  app.get('/model', (req, res, next) => {
    // `/model` tells of the active one; at the address of another it would name what does not answer there.
    if (![null, 'active'].includes(scopeOf(req))) {
      if (models(req, res) !== null) next();
      return;
    }
    const row = context.activeModel();
    if (row !== null) res.json(row);
    else fail(res, { code: 'no_upstream', text: message('error.no_upstream') });
  });
  app.get('/metrics', (req, res, next) => {
    // Whoever reaches us over a network would learn which servers there are, and how much they are used.
    if (scopeOf(req) !== null || locationOfAddress(req.socket.remoteAddress ?? '') !== 'this-machine') next();
    else res.set('Content-Type', metricsType).end(renderMetrics(context.metrics()));
  });
  app.use((req, res) => {
    req.resume();
    const text = message('error.endpoint_not_available', { method: req.method, path: req.path });
    fail(res, { code: 'endpoint_not_available', text });
  });
  const unreadable: ErrorRequestHandler = (_thrown, req, res, next) => {
    if (res.headersSent) next(_thrown);
    else
      fail(res, {
        code: 'endpoint_not_available',
        text: message('error.endpoint_not_available', { method: req.method, path: req.path }),
      });
  };
  app.use(unreadable);
  return app;
}
