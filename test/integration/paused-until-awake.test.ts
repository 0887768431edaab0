import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('after five failures a server is paused, which the state tells; waking up ends it', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  const pausedUntil = (): unknown => core.core.state().upstreams[0]?.pausedUntil;
  await alpha.setFault({ type: 'html' });
  for (let n = 0; n < 5; n += 1) await chat(core);
  expect(pausedUntil()).toBe(clock.now() + 20_000);
  core.core.reportWake();
  expect(pausedUntil()).toBeNull();
});
