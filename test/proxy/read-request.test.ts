import { expect, test } from 'vitest';
import { createBufferMeter, readFacts, withModel } from '../../main/proxy/read-request.ts';

function spliced(text: string, id: string): string {
  const body = Buffer.from(text);
  const read = readFacts(body);
  if (!read.ok) throw new Error(read.error.code);
  return withModel(body, read.facts, id).toString('utf8');
}

test('the model is spliced in and every other byte stays', () => {
  const text = '{ "seed":1e400, "model" :"active","big":12345678901234567890,"t":0.10 }';
  expect(spliced(text, 'qwen3:8b')).toBe(text.replace('"active"', '"qwen3:8b"'));
});

test('an id is written as JSON', () => {
  expect(spliced('{"model":"active"}', 'a"b\\c')).toBe('{"model":"a\\"b\\\\c"}');
});

test('a body without a model gets one', () => {
  expect(spliced('{}', 'm')).toBe('{"model":"m"}');
  expect(spliced('{"messages":[]}', 'm')).toBe('{"model":"m","messages":[]}');
});

test('the same name leaves the very bytes', () => {
  const body = Buffer.from('{"model":"\\u006d"}');
  const read = readFacts(body);
  if (!read.ok) throw new Error(read.error.code);
  expect(withModel(body, read.facts, 'm')).toBe(body);
});

test('a meter holds no more than its limit and has room again after', () => {
  const meter = createBufferMeter(10);
  expect(meter.take(6)).toBe(true);
  expect(meter.take(5)).toBe(false);
  expect(meter.take(4)).toBe(true);
  meter.give(4);
  expect(meter.take(4)).toBe(true);
});
