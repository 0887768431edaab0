import { expect, test, vi } from 'vitest';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { jsonOf } from '../support/http-client.ts';
import { usePanels } from './panel.ts';

const panels = usePanels();
const put = (body: string | object) => ({ method: 'PUT', body });

async function start(useModel = vi.fn(() => Promise.resolve({ upstream: 'ollama', model: 'qwen3:8b' }))) {
  return { useModel, panel: await panels.start(createFakeCore({ calls: { useModel } })) };
}

test('the active model is chosen by name, and the answer says which it is', async () => {
  const { panel, useModel } = await start();
  const reply = await panel.ask('/api/active', put({ model: 'qwen3' }));
  expect([reply.status, jsonOf(reply)]).toEqual([200, { upstream: 'ollama', model: 'qwen3:8b' }]);
  expect(useModel.mock.calls).toEqual([[{ model: 'qwen3', alias: 'active' }]]);
});

test('a name that nobody has is 404 with the nearest ones', async () => {
  const text = message('error.model_unknown.nearest', { model: 'qwen', nearest: 'qwen3:8b' });
  const { panel } = await start(vi.fn(() => Promise.reject(new ModelTrayError('model_unknown', text))));
  const reply = await panel.ask('/api/active', put({ model: 'qwen' }));
  expect(reply.status).toBe(404);
  expect(jsonOf(reply)).toEqual({
    error: {
      code: 'model_unknown',
      message: 'No connected server has the model qwen. Similar: qwen3:8b.',
    },
  });
});

test.each([
  [{}, 'bad_input'],
  [{ model: '' }, 'bad_input'],
  [{ model: 'x', alias: 'embedding' }, 'bad_input'],
  ['5', 'bad_input'],
  ['{"model":', 'bad_json'],
])('%j is 400 and chooses nothing', async (body, code) => {
  const { panel, useModel } = await start();
  const reply = await panel.ask('/api/active', put(body));
  expect([reply.status, jsonOf(reply)]).toMatchObject([400, { error: { code } }]);
  expect(useModel).not.toHaveBeenCalled();
});

test('it takes the token, a known host, no foreign page, and PUT alone', async () => {
  const { panel, useModel } = await start();
  const body = { model: 'qwen3' };
  expect((await panel.bare('/api/active', put(body))).status).toBe(401);
  const foreign = { ...put(body), headers: { origin: 'https://pages.test' } };
  expect((await panel.ask('/api/active', foreign)).status).toBe(403);
  expect((await panel.ask('/api/active', { method: 'POST', body })).status).toBe(404);
  expect(useModel).not.toHaveBeenCalled();
});
