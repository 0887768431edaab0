import { expect, test } from 'vitest';
import { answered, judge, refused } from './recorded.ts';
import type { SeenParts } from './recorded.ts';

const inputs = { request: { body: JSON.stringify({ input: ['a', 'b'], model: 'tiny' }) } };
const vectors = (...rows: object[]): SeenParts => ({
  embeddings: answered({ object: 'list', data: rows }, inputs),
});

test.each([
  ['two', vectors({ index: 0, embedding: [0.1, 0.2] }, { index: 1, embedding: [0.3, 0.4] }), 'pass vectors'],
  [
    'two in another order',
    vectors({ index: 1, embedding: [0.1, 0.2] }, { index: 0, embedding: [0.3, 0.4] }),
    'pass vectors',
  ],
  ['without index', vectors({ embedding: [0.1] }, { embedding: [0.3] }), 'embedding-index'],
  [
    'with the same index',
    vectors({ index: 0, embedding: [0.1] }, { index: 0, embedding: [0.3] }),
    'embedding-index',
  ],
  [
    'in base64',
    vectors({ index: 0, embedding: 'eGo+vQ==' }, { index: 1, embedding: 'eGo+vQ==' }),
    'embedding-base64',
  ],
  [
    'KoboldCpp’s empty ones',
    vectors({ index: 0, embedding: [] }, { index: 1, embedding: [] }),
    'embedding-empty',
  ],
  ['one for two', vectors({ index: 0, embedding: [0.1] }), 'embedding-count'],
  [
    'of different lengths',
    vectors({ index: 0, embedding: [0.1] }, { index: 1, embedding: [0.3, 0.4] }),
    'embedding-length',
  ],
  ['of words', vectors({ index: 0, embedding: ['a'] }, { index: 1, embedding: ['b'] }), 'embedding-shape'],
  ['none', { embeddings: answered({ detail: 'no' }, inputs) }, 'embedding-shape'],
  [
    'llama-server’s refusal',
    {
      embeddings: refused(
        501,
        {
          error: {
            code: 501,
            message: 'This server does not support embeddings. Start it with `--embeddings`',
          },
        },
        inputs,
      ),
    },
    'embedding-refused',
  ],
] as [string, SeenParts, string][])('vectors: %s', (_what, parts, expected) => {
  expect(judge('embeddings', parts)).toBe(expected);
});
