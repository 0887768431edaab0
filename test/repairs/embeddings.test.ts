import { expect, test } from 'vitest';
import { hasEmptyVector, mendEmbeddings } from '../../main/repairs/embeddings.ts';

const mend = (text: string, wantsBase64 = false): { text: string; fixes: readonly string[] } => {
  const { bytes, fixes } = mendEmbeddings(Buffer.from(text), wantsBase64);
  return { text: bytes.toString(), fixes };
};

test.each([
  [
    '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[1.0,-2e-5]},{"embedding":[3],"index":1}]}',
  ],
  ['{"data":[]}'],
  ['{"data":[{"object":"embedding","index":0,"embedding": [0.1]}],"note":"\\"embedding\\":\\"x\\""}'],
  ['not JSON at all "embedding":[1]'],
  ['{"data":[{"embedding":[1]}'],
])('%s is the same object', (text) => {
  const bytes = Buffer.from(text);
  expect(mendEmbeddings(bytes, false).bytes).toBe(bytes);
});

test('vectors get their index in the order in which they came, and no number is printed again', () => {
  const text =
    '{ "data": [ { "embedding": [1.0, -0.0, 1e-05] } , {"object":"embedding","embedding":[12345678901234567890]} ] }';
  expect(mend(text)).toEqual({
    text: '{ "data": [ {"index":0, "embedding": [1.0, -0.0, 1e-05] } , {"index":1,"object":"embedding","embedding":[12345678901234567890]} ] }',
    fixes: ['embedding-index'],
  });
});

test('only the vectors that lack it', () => {
  expect(mend('{"data":[{"index":0,"embedding":[1]},{"embedding":[2]}]}').text).toBe(
    '{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[2]}]}',
  );
});

test('base64 becomes numbers, exactly, unless it was asked for', () => {
  const numbers = [0.1, -1.5, 3.4028235e38, 1e-45, 0];
  const packed = Buffer.from(Float32Array.from(numbers).buffer).toString('base64');
  const text = `{"data":[{"object":"embedding","embedding":"${packed}","index":0}]}`;
  const mended = mend(text);
  expect(mended.fixes).toEqual(['embedding-base64']);
  const { data } = JSON.parse(mended.text) as { data: [{ embedding: number[]; index: number }] };
  expect(Float32Array.from(data[0].embedding)).toEqual(Float32Array.from(numbers));
  expect(mended.text).toContain('[0.100000001,-1.5,');
  expect(data[0].index).toBe(0);
  expect(mend(text, true)).toEqual({ text, fixes: [] });
});

test('both at once, and what is no base64 of floats stays', () => {
  const packed = Buffer.from(Float32Array.from([1, 2]).buffer).toString('base64');
  expect(mend(`{"data":[{"embedding":"${packed}"},{"embedding":"abc"}]}`)).toEqual({
    text: '{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":"abc"}]}',
    fixes: ['embedding-index', 'embedding-base64'],
  });
});

test.each([
  ['{"data":[{"embedding": [ ]}]}', true],
  ['{"data":[{"index":0,"embedding":[]}]}', true],
  ['{"data":[{"embedding":[0]}]}', false],
  ['{"data":[{"object":"embedding"},[]]}', false],
])('an empty vector in %s: %s', (text, isEmpty) => {
  expect(hasEmptyVector(Buffer.from(text))).toBe(isEmpty);
});
