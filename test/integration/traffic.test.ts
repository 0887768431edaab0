import { expect, test } from 'vitest';
import { chatAs } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('answers and failures of the last quarter of an hour are counted, and what is older is not', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  await chatAs(core, 'active');
  await chatAs(core, 'active');
  await alpha.setFault({ type: 'unauthorized' });
  await chatAs(core, 'active');
  const { spans, places } = await core.api.calls.getTraffic({});
  expect(spans.at(-1)).toMatchObject({ answered: 2, failed: 1 });
  expect(places.thisMachine).toBe(2);
  clock.advance(15 * 60_000);
  const later = await core.api.calls.getTraffic({});
  expect(later.places.thisMachine).toBe(0);
  expect(later.spans.every(({ answered, failed }) => answered + failed === 0)).toBe(true);
});
