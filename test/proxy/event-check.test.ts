import { expect, test } from 'vitest';
import { EventCheck } from '../../main/proxy/event-check.ts';

const find = (...chunks: string[]): number[] => {
  const check = new EventCheck();
  return chunks.map((chunk) => check.findBroken(Buffer.from(chunk)));
};

test.each([
  'data: {"choices":[]}\n\n',
  'data:{"choices":[]}\r\n\r\ndata: [DONE]\r\n\r\n',
  ': ping\n\n',
  'event: x\ndata: {"a":1}\nid: 3\n\n',
  'data: {"a":\ndata: 1}\n\n',
  'data:\n\n',
  'data: {"a":1}  \n\n',
  'data: 3\n\ndata: "text"\n\n',
  'data: {"half',
])('%j is passed', (text) => {
  expect(find(text)).toEqual([-1]);
});

test('an event that breaks off inside its JSON is found where it begins', () => {
  const good = 'data: {"a":1}\n\n';
  expect(find(`${good}data: {"choices":[{\n\n${good}`)).toEqual([good.length]);
  expect(find(`${good}data: {"a":\r\n\r\n`)).toEqual([good.length]);
  expect(find('data: oops\n\n')).toEqual([0]);
});

test('in pieces too, wherever they are cut', () => {
  const broken = 'data: {"choices":[{\n\n';
  const whole = 'data: {"choices":[{}]}\n\n';
  for (let at = 1; at < broken.length - 1; at += 1) {
    const cut = (text: string): string[] => [text.slice(0, at), text.slice(at)];
    expect(find(...cut(broken)), String(at)).toEqual([-1, 0]);
    expect(find(...cut(whole)), String(at)).toEqual([-1, -1]);
  }
});
