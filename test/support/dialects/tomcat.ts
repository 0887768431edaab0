/** A web server that speaks no model's API: Tomcat 10 answers a path that it lacks with a page. */
import type { Answer, Dialect } from '../fake-types.ts';
import { createShape } from './openai-shape.ts';

function page(status: number, title: string): Answer {
  const heading = `HTTP Status ${status} – ${title}`;
  return {
    status,
    body: `<!doctype html><html lang="en"><head><title>${heading}</title></head><body><h1>${heading}</h1></body></html>`,
  };
}

export const tomcat: Dialect = {
  name: 'tomcat',
  headers: { 'content-type': 'text/html;charset=utf-8', 'content-language': 'en' },
  streamHeaders: {},
  sendsHeadersEarly: true,
  closesAfterStream: false,
  look: ({ path }) => (path === '/' ? page(200, 'OK') : null),
  ...createShape({ reasoningField: 'reasoning', hasRoleEvent: true }),
  error: (status) => page(status, 'Bad Request'),
  unknownRoute: () => page(404, 'Not Found'),
  modelNotFound: () => page(404, 'Not Found'),
  isOpen: () => true,
};
