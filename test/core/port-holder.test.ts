import { expect, test } from 'vitest';
import { createFindPortHolder } from '../../main/core/port-holder.ts';
import { listing } from '../support/listeners.ts';

test('the holder of a port is named where its system tells', async () => {
  const find = createFindPortHolder(listing([{ port: 9999, name: 'java', pid: 4711 }, { port: 9998 }]));
  expect(await find(9999)).toBe('java (4711)');
  expect(await find(9998)).toBeNull();
  expect(await find(9997)).toBeNull();
});

test('a system that does not tell leaves it unnamed', async () => {
  expect(await createFindPortHolder(() => Promise.reject(new Error('no lsof')))(9999)).toBeNull();
});
