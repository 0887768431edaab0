import { expect, test } from 'vitest';
import { matchEndpoint } from '../../main/proxy/match-endpoint.ts';

test.each([
  ['/v1/chat/completions', '/v1/chat/completions', 'chat'],
  ['/chat/completions', '/v1/chat/completions', 'chat'],
  ['/v1/chat/completions/', '/v1/chat/completions', 'chat'],
  ['//v1//chat/completions', '/v1/chat/completions', 'chat'],
  ['/v1/v1/chat/completions', '/v1/chat/completions', 'chat'],
  ['/v1/chat/completions/chat/completions', '/v1/chat/completions', 'chat'],
  ['/v1/completions/chat/completions', '/v1/chat/completions', 'chat'],
  ['/v1/completions', '/v1/completions', 'completions'],
  ['/completions', '/v1/completions', 'completions'],
  ['/v1/embeddings', '/v1/embeddings', 'embeddings'],
  ['/embeddings/', '/v1/embeddings', 'embeddings'],
  ['/v1/embeddings/embeddings', '/v1/embeddings', 'embeddings'],
  ['/v1/chat/completions/embeddings', '/v1/embeddings', 'embeddings'],
  ['/rerank', '/v1/rerank', 'rerank'],
  ['/v1/rerank/rerank', '/v1/rerank', 'rerank'],
  ['/v1/audio/speech', '/v1/audio/speech', 'other'],
  ['/v1/models', '/v1/models', 'other'],
  ['/v1/models/org/phi-4', '/v1/models/org/phi-4', 'other'],
  ['/v1/model', '/model', 'other'],
  ['/model', '/model', 'other'],
  ['/healthz', '/healthz', 'other'],
  ['/', '/', 'other'],
  ['/v1', '/v1', 'other'],
  ['/v1x/chat/completions', '/v1x/chat/completions', 'other'],
  ['http://127.0.0.1:9999/v1/chat/completions', '/v1/chat/completions', 'chat'],
  ['HTTP://localhost/healthz', '/healthz', 'other'],
])('%s means %s', (target, path, kind) => {
  expect(matchEndpoint(target)).toEqual({ path, kind, scope: null, query: '' });
});

test('an address of its own carries its name, and a query is kept', () => {
  expect(matchEndpoint('/r/lm-studio/v1/chat/completions?k=1')).toEqual({
    path: '/v1/chat/completions',
    kind: 'chat',
    scope: 'lm-studio',
    query: '?k=1',
  });
  expect(matchEndpoint('/r/active/chat/completions/')).toMatchObject({ scope: 'active', kind: 'chat' });
});

test.each(['*', 'http://127.0.0.1', 'ftp://127.0.0.1/v1/models', '/r/%zz/v1/models'])(
  '%s is no path of ours',
  (target) => {
    expect(matchEndpoint(target)).toBeNull();
  },
);
