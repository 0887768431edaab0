import { expect, test } from 'vitest';
import {
  limitMisfits,
  limitsDraft,
  toLimits,
  usualLimits,
} from '../../renderer/views/server/limits-draft.ts';
import {
  commonModels,
  firstModels,
  isMany,
  oneModel,
  splitAddresses,
} from '../../renderer/views/servers/many-addresses.ts';
import { defaultLimits } from '../../shared/upstream-limits.ts';
import { buildModel, buildServer, embeddingModel } from '../e2e/support/stage-data.ts';

test('the defaults that the window shows are those of the settings', () => {
  expect(usualLimits).toEqual(defaultLimits);
});

test('limits come back as they were, and what does not fit is named', () => {
  const limits = { ...defaultLimits, maxConcurrent: 4, queueWaitMs: 1500, firstByteMs: 60_000 };
  expect(toLimits(limitsDraft(limits))).toEqual(limits);
  const draft = { ...limitsDraft(limits), atOnce: 0, queue: '', wait: 3601, weight: '1.5', firstByte: '' };
  expect(limitMisfits(draft)).toEqual(['atOnce', 'queue', 'wait', 'weight']);
});

test('addresses stand between commas of either width, each once', () => {
  const typed = '127.0.0.1:1，http://localhost:1/v1, nothing here,,';
  expect(splitAddresses(typed)).toEqual([
    { typed: '127.0.0.1:1', baseUrl: 'http://127.0.0.1:1' },
    { typed: 'nothing here', baseUrl: null },
  ]);
  expect(isMany(typed)).toBe(true);
  expect(isMany('127.0.0.1:1,')).toBe(false);
});

test('one model that all list is found with and without :latest, by each server’s own name', () => {
  const one = buildServer({ slug: 'one' }, [buildModel('a:latest'), buildModel('b'), embeddingModel]);
  const two = buildServer({ slug: 'two' }, [embeddingModel, buildModel('c'), buildModel('a')]);
  expect(commonModels([one, two], 'chat')).toEqual(['a:latest']);
  expect(oneModel([one, two], 'a:latest')).toEqual([
    { upstream: 'one', model: 'a:latest' },
    { upstream: 'two', model: 'a' },
  ]);
  expect([...firstModels([one, two], 'chat')]).toEqual([
    ['one', 'a:latest'],
    ['two', 'c'],
  ]);
});
