import { describe, expect, test } from 'vitest';
import { isSameAddress } from '../../renderer/address.ts';
import { softwareText } from '../../renderer/components/software.ts';
import { createFormat } from '../../renderer/format.ts';
import { routeOf, serverHash } from '../../renderer/places.ts';
import { becauseKeys, countStatuses, modelToCheck, verdictOf } from '../../renderer/verdict.ts';
import { exportedModel } from '../../renderer/views/dbgpt/exported-model.ts';
import { factRows, filterModels, sizeText } from '../../renderer/views/server/model-facts.ts';
import { isSmallContext, raiseContextKey } from '../../shared/context.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import {
  bareModel,
  buildModel,
  buildReport,
  buildResult,
  buildServer,
  embeddingModel,
  roomyModel,
  smallModel,
} from '../e2e/support/stage-data.ts';

const t = createTranslate('en');
const format = createFormat('en', t);

test.each([
  ['', 'home', null],
  ['#/servers', 'servers', null],
  ['#/servers/', 'servers', null],
  ['#/servers/my-gpu-2', 'servers', 'my-gpu-2'],
  ['#/servers/my-gpu/2', 'home', null],
  ['#/servers/%2e', 'home', null],
  ['#/dbgpt/x', 'home', null],
  ['#/nowhere', 'home', null],
])('the fragment %s is %s with the server %s', (hash, page, server) => {
  expect(routeOf(hash)).toEqual({ page, server });
});

test('a server’s fragment leads to its page', () => {
  expect(routeOf(serverHash('ollama'))).toEqual({ page: 'servers', server: 'ollama' });
});

test.each([
  ['http://127.0.0.1:1', 'http://localhost:1/v1/', true],
  ['https://a.example/api/v1', 'https://a.example/api', true],
  ['http://127.0.0.1:1', 'https://127.0.0.1:1', false],
  ['http://127.0.0.1:1', 'http://127.0.0.1:11', false],
  ['nothing', 'nothing', true],
])('%s and %s lead to the same API: %s', (one, other, expected) => {
  expect(isSameAddress(one, other)).toBe(expected);
});

describe('a model’s facts', () => {
  const rowsOf = (model: typeof bareModel) =>
    Object.fromEntries(factRows(model, t, format).map(({ fact, value, source }) => [fact, [value, source]]));

  test('come with where they are from', () => {
    expect(rowsOf(smallModel)).toMatchObject({
      contextLoaded: ['4,096 tokens', 'from /api/ps context_length'],
      capabilities: ['tools · reasoning', 'from /api/show capabilities'],
      location: ['this machine', 'from the server’s address'],
      loaded: ['yes', 'from /api/ps'],
    });
  });

  test('that nobody told are unknown and have no source', () => {
    expect(rowsOf(bareModel)).toMatchObject({
      type: ['chat', 'suggested by its name'],
      contextLoaded: [null, null],
      quantization: [null, null],
      loaded: [null, null],
      capabilities: [null, null],
    });
  });

  test('a location that the software gives says so', () => {
    const model = buildModel('a', { location: 'unknown' }, { location: 'kind' });
    expect(rowsOf(model).location).toEqual(['may forward', 'because its software may forward']);
  });

  test('a capability that has no word here is shown as it is', () => {
    expect(rowsOf(buildModel('a', { capabilities: ['insert'] })).capabilities?.[0]).toBe('insert');
    expect(rowsOf(buildModel('a', { capabilities: [] })).capabilities?.[0]).toBe('none named');
  });

  test('size and quantization stand together where one of them is known', () => {
    expect([smallModel, embeddingModel, bareModel].map((model) => sizeText(model, t))).toEqual([
      '8.2B · Q4_K_M',
      '566.70M · unknown',
      null,
    ]);
  });
});

test('a filter wants every word, in any of name, type, size and quantization', () => {
  const models = [smallModel, roomyModel, embeddingModel];
  const ids = (filter: string): string[] => filterModels(models, filter).map(({ id }) => id);
  expect(ids('  ')).toHaveLength(3);
  expect(ids('QWEN q4')).toEqual([smallModel.id]);
  expect(ids('embed')).toEqual([embeddingModel.id]);
  expect(ids('3.2b q4')).toEqual([]);
});

describe('which model is checked where none was named', () => {
  const server = buildServer({}, [embeddingModel, bareModel, roomyModel]);

  test('the active one of that server, else a loaded chat model', () => {
    expect(modelToCheck(server, { upstream: 'ollama', model: 'x' })).toBe('x');
    expect(modelToCheck(server, { upstream: 'other', model: 'x' })).toBe(roomyModel.id);
  });

  test('else the first chat model, the first of all, or none', () => {
    expect(modelToCheck(buildServer({}, [embeddingModel, bareModel]), null)).toBe(bareModel.id);
    expect(modelToCheck(buildServer({}, [embeddingModel]), null)).toBe(embeddingModel.id);
    expect(modelToCheck(buildServer({}, []), null)).toBeNull();
  });
});

test('a report’s reasons and its tally', () => {
  const checks = [buildResult('chat', 'pass'), buildResult('stop', 'fail'), buildResult('abort', 'repaired')];
  const report = buildReport({ because: ['stop'], checks });
  expect(becauseKeys(report)).toEqual(['check.name.stop']);
  expect(countStatuses(report)).toEqual({ passed: 1, repaired: 1, failed: 1 });
});

test('the verdict of a model is its own', () => {
  const verdict = {
    model: 'a',
    verdict: 'works',
    depth: 'quick',
    checkedAt: 1,
    serverVersion: null,
  } as const;
  const server = buildServer({ verdicts: [verdict] });
  expect(verdictOf(server, 'a')).toBe(verdict);
  expect(verdictOf(server, 'b')).toBeNull();
  expect(verdictOf(undefined, 'a')).toBeNull();
});

test('an export leads to the active model or the pinned one, and to none with the demo', () => {
  const server = buildServer();
  const active = {
    alias: 'active',
    upstream: 'ollama',
    model: smallModel.id,
    upstreamName: 'Ollama',
    kind: 'ollama',
    location: 'this-machine',
    info: null,
    chosen: 'user',
    isDemo: false,
  } as const;
  const state = { active, upstreams: [server] };
  expect(exportedModel('active', state)).toMatchObject({
    model: smallModel.id,
    server,
    info: { id: smallModel.id },
  });
  expect(exportedModel(`ollama/${roomyModel.id}`, state)?.info?.id).toBe(roomyModel.id);
  expect(exportedModel('gone/x', state)).toBeNull();
  expect(exportedModel('active', { ...state, active: { ...active, isDemo: true } })).toBeNull();
  expect(exportedModel('active', { ...state, active: null })).toBeNull();
});

test('a context is small where it is known and below 8,192; each kind has words that raise it', () => {
  expect([null, 8191, 8192].map(isSmallContext)).toEqual([false, true, false]);
  expect(raiseContextKey('ollama')).toBe('context.raise.ollama');
});

test('software is named with its group where it has one', () => {
  expect(softwareText('other-proxy', 'LiteLLM', t)).toBe('LiteLLM (another proxy)');
  expect(softwareText('ollama', null, t)).toBe('Ollama');
  expect(softwareText('ollama', 'Ollama', t)).toBe('Ollama');
});

test('a moment of today is a time, another one has its date', () => {
  const noon = new Date(2026, 5, 3, 12, 4).getTime();
  expect(format.since(noon, noon + 60_000)).toBe('12:04');
  expect(format.since(noon, noon + 86_400_000)).toBe('Jun 3, 2026, 12:04');
  expect(createFormat('zh-CN', createTranslate('zh-CN')).moment(noon)).toContain('2026年6月3日');
  expect(format.tokens(1_048_576)).toBe('1M');
});
