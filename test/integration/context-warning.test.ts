import { expect, test } from 'vitest';
import { chatAs } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const long = { messages: [{ role: 'user', content: 'many words '.repeat(6000) }] };

test('a prompt that does not fit is warned of in a header and, once an hour, in a notice', async () => {
  const alpha = await scope.fake({ dialect: 'llama-cpp', models: [{ id: 'tiny:latest', isLoaded: true }] });
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  const said = (): string[] =>
    core.core.state().notices.flatMap(({ id }) => (id.startsWith('context-') ? [id] : []));
  const short = await chatAs(core, 'active');
  expect(short.headers['x-modeltray-warning']).toBeUndefined();
  expect(said()).toEqual([]);
  const body = { model: 'active', ...long };
  const reply = await chatAs(core, 'active', { body });
  expect(reply.headers['x-modeltray-warning']).toMatch(/^prompt of about [\d,]+ tokens, context of [\d,]+$/);
  const [id = ''] = said();
  expect(id).toBe('context-alpha/tiny:latest');
  await core.api.calls.dismissNotice({ id });
  await chatAs(core, 'active', { body });
  expect(said()).toEqual([]);
  clock.advance(3_600_000);
  await chatAs(core, 'active', { body });
  expect(said()).toEqual([id]);
});
