import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const upstreams = [
  { slug: 'office', name: 'Office', kind: 'openai-compatible', baseUrl: 'http://office.lan.invalid:8000' },
  { slug: 'cloud', name: 'Cloud', kind: 'openai-compatible', baseUrl: 'https://api.example.invalid/v1' },
];

test('without a user’s action nothing beyond this machine is looked at; opening a window is one', async () => {
  const alpha = await scope.fake();
  const local = { slug: 'alpha', name: 'alpha', kind: 'ollama', baseUrl: alpha.url };
  const clock = createFakeClock();
  const core = await scope.core({
    active: null,
    clock,
    prepare: (dataDir) =>
      writeFile(
        join(dataDir, 'settings.json'),
        // The lock keeps the names from being looked up for real; the look itself still leaves its mark.
        JSON.stringify({ version: 1, upstreams: [local, ...upstreams], locks: { onlyThisMachine: true } }),
      ),
  });
  const seen = (): (number | null)[] => core.core.state().upstreams.map(({ checkedAt }) => checkedAt);
  clock.advance(3_600_000);
  expect(core.core.state().upstreams.map(({ slug }) => slug)).toEqual(['alpha', 'office', 'cloud']);
  expect(seen()[0]).not.toBeNull();
  expect(seen().slice(1)).toEqual([null, null]);
  await core.api.calls.lookAtServers({});
  expect(seen().every((at) => at !== null)).toBe(true);
});
