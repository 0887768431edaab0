/** What a dialect answers to looks, as a table of its paths. */
import type { Answer, Dialect, FakeModel, Look } from '../fake-types.ts';

type Route = (look: Look) => unknown;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** GETs (and HEADs) by their path; a route gives the JSON, or the text, of a 200. */
export function createLook(routes: Readonly<Record<string, Route>>): Dialect['look'] {
  return (look) => {
    const route = look.method === 'GET' || look.method === 'HEAD' ? routes[look.path] : undefined;
    return route === undefined ? null : ok(route(look));
  };
}

/** An OpenAI model list of rows that each dialect writes in its own way. */
export function listOf(toRow: (model: FakeModel) => object): Route {
  return ({ models }) => ({ object: 'list', data: models.map(toRow) });
}

/** FastAPI behind uvicorn, as most of Python's servers are. */
export const uvicorn = { server: 'uvicorn', 'content-type': 'application/json' };
export const fastApiNotFound: Answer = { status: 404, body: { detail: 'Not Found' } };

export const isEmbedding = ({ type }: FakeModel): boolean => type === 'embedding';
