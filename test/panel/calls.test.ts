import { expect, test, vi } from 'vitest';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { silentLog } from '../../shared/ports.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { jsonOf } from '../support/http-client.ts';
import { usePanels } from './panel.ts';

const panels = usePanels();
const post = (body: string | object) => ({ method: 'POST', body });

test('a call gets its result', async () => {
  const core = createFakeCore({
    calls: { useModel: ({ model }) => Promise.resolve({ upstream: 'here', model }) },
  });
  const panel = await panels.start(core);
  const reply = await panel.ask('/api/call/useModel', post({ model: 'qwen3:8b' }));
  expect(reply.headers['content-type']).toContain('application/json');
  expect(jsonOf(reply)).toEqual({ result: { upstream: 'here', model: 'qwen3:8b' } });
});

test('the input reaches the core parsed: defaults filled, addresses normalised', async () => {
  const asked: unknown[] = [];
  const core = createFakeCore({
    calls: {
      renderExport: (input) => {
        asked.push(input);
        return Promise.reject(new ModelTrayError('no_real_model', message('error.no_real_model')));
      },
    },
  });
  const panel = await panels.start(core);
  await panel.ask('/api/call/renderExport', post({ for: '0.6' }));
  expect(asked).toEqual([{ for: '0.6', models: ['active'], withServerKey: false, reveal: false }]);
});

test('an empty body is an input without fields', async () => {
  const panel = await panels.start(createFakeCore());
  const reply = await panel.ask('/api/call/getState', { method: 'POST' });
  expect(reply.status).toBe(200);
});

test.each([
  [{}, '“model” is missing'],
  [{ model: '' }, '“model” must not be empty'],
  [{ model: 5 }, '“model” has a value that is not allowed'],
  [{ model: 'x', alias: 'demo' }, '“alias” has a value that is not allowed'],
  [{ model: 'x', extra: 1 }, '“extra” is not a known field'],
  ['5', 'it is not a JSON object'],
])('input %j is 400 and says which field', async (input, reason) => {
  const panel = await panels.start(createFakeCore());
  const reply = await panel.ask('/api/call/useModel', post(input));
  expect(reply.status).toBe(400);
  expect(jsonOf(reply)).toEqual({ error: { code: 'bad_input', message: `That does not fit: ${reason}.` } });
});

test('an address that is none is said as one', async () => {
  const panel = await panels.start(createFakeCore({ state: { locale: 'zh-CN' } }));
  const reply = await panel.ask('/api/call/addUpstream', post({ baseUrl: 'ftp://x' }));
  expect(reply.status).toBe(400);
  expect(jsonOf(reply)).toEqual({
    error: { code: 'bad_address', message: 'ftp://x 不是有效地址，应形如 http://127.0.0.1:11434。' },
  });
});

test.each([
  ['upstream_not_found', 404],
  ['port_taken', 409],
  ['not_writable', 422],
  ['no_upstream', 503],
] as const)('%s is HTTP %d', async (code, status) => {
  const failure = new ModelTrayError(code, message('error.upstream_not_found', { slug: 'x' }));
  const panel = await panels.start(
    createFakeCore({ calls: { testUpstream: () => Promise.reject(failure) } }),
  );
  const reply = await panel.ask('/api/call/testUpstream', post({ slug: 'x' }));
  expect(reply.status).toBe(status);
  expect(jsonOf(reply)).toEqual({ error: { code, message: 'There is no server called x.' } });
});

test('the message follows the language of the moment', async () => {
  const failure = new ModelTrayError(
    'upstream_not_found',
    message('error.upstream_not_found', { slug: 'x' }),
  );
  const core = createFakeCore({ calls: { testUpstream: () => Promise.reject(failure) } });
  const panel = await panels.start(core);
  core.setState({ locale: 'zh-CN' });
  const reply = await panel.ask('/api/call/testUpstream', post({ slug: 'x' }));
  expect(reply.text).toContain('没有名为 x 的模型服务。');
});

test('an error that is not ours is logged and not told', async () => {
  const error = vi.fn();
  const core = createFakeCore({
    calls: { stopProxy: () => Promise.reject(new Error('/root/secret blew up')) },
  });
  const panel = await panels.start(core, { log: { ...silentLog, error } });
  const reply = await panel.ask('/api/call/stopProxy', post({}));
  expect(reply.status).toBe(500);
  expect(jsonOf(reply)).toMatchObject({ error: { code: 'internal' } });
  expect(reply.text).not.toMatch(/secret|at .*\.ts/);
  expect(
    JSON.stringify(error.mock.calls, (_key, value: unknown) =>
      value instanceof Error ? value.message : value,
    ),
  ).toContain('secret');
});

test('a body that is broken, too large or compressed is said as such', async () => {
  const panel = await panels.start(createFakeCore());
  const broken = await panel.ask('/api/call/useModel', post('{"model":'));
  expect([broken.status, jsonOf(broken)]).toMatchObject([400, { error: { code: 'bad_json' } }]);
  const large = await panel.ask('/api/call/useModel', post({ model: 'x'.repeat(2 * 1024 * 1024) }));
  expect([large.status, jsonOf(large)]).toMatchObject([413, { error: { code: 'body_too_large' } }]);
  const packed = await panel.ask('/api/call/useModel', {
    ...post('x'),
    headers: { 'content-encoding': 'gzip' },
  });
  expect([packed.status, jsonOf(packed)]).toMatchObject([415, { error: { code: 'encoding_not_supported' } }]);
});

test.each([
  '/api/call/none',
  '/api/call/constructor',
  '/api/call/__proto__',
  '/api/feed/none',
  '/api/job/getState',
])('%s is 404', async (path) => {
  const panel = await panels.start(createFakeCore());
  const reply = await panel.ask(path, path.includes('feed') ? {} : post({}));
  expect([reply.status, jsonOf(reply)]).toMatchObject([404, { error: { code: 'not_found' } }]);
});

test('a call is not made by GET', async () => {
  const stopProxy = vi.fn(() => Promise.reject(new Error('called')));
  const panel = await panels.start(createFakeCore({ calls: { stopProxy } }));
  expect((await panel.ask('/api/call/stopProxy')).status).toBe(404);
  expect(stopProxy).not.toHaveBeenCalled();
});
