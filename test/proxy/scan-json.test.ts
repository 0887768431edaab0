import { expect, test } from 'vitest';
import { scanJson } from '../../main/proxy/scan-json.ts';

const scan = (text: string): ReturnType<typeof scanJson> => scanJson(Buffer.from(text));

test('the byte range of the model is found behind text of several bytes a letter', () => {
  const text = '{"messages":[{"content":"你好 \\"model\\":1"}], "model" : "qwen3:8b","stream":true}';
  const found = scan(text);
  if (!found.ok || found.model === null) throw new Error('no model');
  expect(Buffer.from(text).toString('utf8', found.model.start, found.model.end)).toBe('"qwen3:8b"');
  expect(found).toMatchObject({ modelName: 'qwen3:8b', stream: true });
});

test('only the top level counts', () => {
  const found = scan('{"metadata":{"model":"inner","stream":true},"list":[{"model":1}]}');
  expect(found).toMatchObject({ ok: true, model: null, modelName: null, stream: false });
});

test('a model’s escapes are read', () => {
  expect(scan('{"model":"a\\u0062\\/c"}')).toMatchObject({ modelName: 'ab/c' });
});

test.each([
  ['{"model":"a","model":"b"}', 'model'],
  ['{"stream":true,"model":"a","stream":false}', 'stream'],
  ['{"mod\\u0065l":"a"}', 'model'],
  ['{"\\u0073\\u0074\\u0072\\u0065\\u0061\\u006d":true}', 'stream'],
])('%s is refused for its %s', (text, key) => {
  expect(scan(text)).toEqual({ ok: false, problem: 'duplicate', key });
});

test.each(['{"model":7}', '{"model":null}', '{"model":["a"]}'])('%s has no usable model', (text) => {
  expect(scan(text)).toEqual({ ok: false, problem: 'model-not-string' });
});

test.each(['[]', '"model"', '12', 'null', ' true '])('%s is JSON but no object', (text) => {
  expect(scan(text)).toEqual({ ok: false, problem: 'not-object' });
});

const valid = [
  '{}',
  ' { } ',
  '{"a":[],"b":{},"c":[[1,-0.5,1e400,0.10,123456789012345678901234567890]],"d":null,"e":false}',
  '{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00"}',
  '{"a":"\u007f\u2028"}',
];
const invalid = [
  '',
  '   ',
  '{',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{a:1}',
  "{'a':1}",
  '{"a":1}}',
  '{"a":1} x',
  '{"a":01}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":+1}',
  '{"a":1e}',
  '{"a":tru}',
  '{"a":nulll}',
  '{"a":[1,]}',
  '{"a":[1 2]}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  '{"a":"\n"}',
  '{"a":"b',
  '{"a":"b\\',
  'not json',
  '[1,',
];

test.each(valid)('%j is taken, as JSON.parse takes it', (text) => {
  JSON.parse(text);
  expect(scan(text).ok).toBe(true);
});

test.each(invalid)('%j is refused, as JSON.parse refuses it', (text) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(scan(text)).toMatchObject({ ok: false, problem: 'syntax' });
});

test('random damage to a body is judged as JSON.parse judges it', () => {
  const whole = '{"model":"a b","n":[1,-2.5e3,{"x":"\\u00e9\\n"}],"stream":false,"t":true,"u":null}';
  for (let at = 0; at < whole.length; at += 1) {
    for (const letter of ['', '"', ',', '}', '\\', '0', 'e']) {
      const text = whole.slice(0, at) + letter + whole.slice(at + 1);
      const found = scan(text);
      const isSyntax = !found.ok && found.problem === 'syntax';
      expect(isSyntax, text).toBe(!parses(text));
    }
  }
});

test('nesting without end is refused instead of overflowing the stack', () => {
  expect(scan(`{"a":${'['.repeat(100_000)}`)).toMatchObject({ ok: false, problem: 'syntax' });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
