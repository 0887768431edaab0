import { expect, test } from 'vitest';
import { StreamTail } from '../../main/proxy/stream-tail.ts';

const kept = 64 * 1024;

/** Lines that are all different, so that a lost or doubled byte shows. */
function lines(count: number, from = 0): string {
  return Array.from({ length: count }, (_, at) => `data: ${from + at}\n\n`).join('');
}

function push(tail: StreamTail, text: string, size: number): void {
  for (let at = 0; at < text.length; at += size) tail.push(Buffer.from(text.slice(at, at + size)));
}

test.each([1, 7, 200, 5_000, 70_000, 500_000])(
  'in chunks of %d bytes, the last 64 KB and hardly more are kept as they came',
  (size) => {
    const tail = new StreamTail();
    const text = lines(30_000);
    push(tail, text, size);
    expect(text.endsWith(tail.text())).toBe(true);
    expect(tail.text().length).toBeGreaterThanOrEqual(kept);
    expect(tail.text().length).toBeLessThanOrEqual(2 * kept);
  },
);

test('a chunk that is changed later changes nothing that is kept', () => {
  const tail = new StreamTail();
  const chunk = Buffer.from('data: 1\n\n');
  tail.push(chunk);
  chunk.fill(0);
  expect(tail.text()).toBe('data: 1\n\n');
});

test('events are counted, those that are not kept any more too', () => {
  const tail = new StreamTail();
  tail.push(Buffer.from(lines(20_000)));
  push(tail, lines(3, 20_000), 12);
  expect(tail.events).toBe(20_003);
});
