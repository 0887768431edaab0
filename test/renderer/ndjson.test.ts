import { expect, test } from 'vitest';
import { readLines } from '../../renderer/ndjson.ts';

function bodyOf(chunks: readonly Uint8Array[], onCancel = (): void => undefined): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
    cancel: onCancel,
  });
}

async function collect(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readLines(bodyOf(chunks))) values.push(value);
  return values;
}

const encoder = new TextEncoder();

test('every cut of the bytes gives the same values, also one inside a character', async () => {
  const bytes = encoder.encode('{"a":"模型"}\n{"b":2}\n');
  for (let at = 0; at <= bytes.length; at += 1) {
    expect(await collect([bytes.slice(0, at), bytes.slice(at)])).toEqual([{ a: '模型' }, { b: 2 }]);
  }
});

test('empty lines are heartbeats and give nothing', async () => {
  expect(await collect([encoder.encode('\n{"a":1}\n\n\n')])).toEqual([{ a: 1 }]);
});

test('a last line without its newline still counts', async () => {
  expect(await collect([encoder.encode('{"a":1}\n{"b":2}')])).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a line that is not JSON is an error', async () => {
  await expect(collect([encoder.encode('<html>\n')])).rejects.toThrow(SyntaxError);
});

test('leaving the loop early lets the connection go', async () => {
  let cancelled = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('{"a":1}\n{"a":2}\n')),
    cancel: () => {
      cancelled += 1;
    },
  });
  for await (const value of readLines(body)) {
    expect(value).toEqual({ a: 1 });
    break;
  }
  expect(cancelled).toBe(1);
});

test('a long run of lines is broken up, so that the page goes on meanwhile', async () => {
  let nowMs = 0;
  const pauses: number[] = [];
  const breaks = {
    // Each line takes a millisecond.
    nowMs: () => (nowMs += 1),
    pause: () => {
      pauses.push(nowMs);
      return Promise.resolve();
    },
  };
  const body = bodyOf([encoder.encode('{"a":1}\n'.repeat(100))]);
  const lines: unknown[] = [];
  for await (const line of readLines(body, breaks)) lines.push(line);
  expect(lines).toHaveLength(100);
  expect(pauses.length).toBeGreaterThanOrEqual(9);
});

test('the pause of a page resolves by itself', async () => {
  const values = await collect([encoder.encode('{"a":1}\n'.repeat(50_000))]);
  expect(values).toHaveLength(50_000);
});
