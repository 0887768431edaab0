import { expect, test } from 'vitest';
import { checkDepths } from '../../shared/conformance.ts';
import { planCheck } from '../../main/conformance/plan.ts';
import { unknownModel } from '../../shared/model.ts';
import { busyOf, factsOf, runOn, startChecked, startConducted } from '../support/check.ts';
import { exemplary } from '../support/conduct/conduct.ts';
import type { Conduct } from '../support/conduct/conduct.ts';
import { conducts } from '../support/conduct/index.ts';
import type { DialectName } from '../support/fake-types.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

const servers: [what: string, conduct: Conduct, dialect: DialectName][] = [
  ['ollama', conducts.ollama, 'ollama'],
  ['llama-cpp', conducts['llama-cpp'], 'llama-cpp'],
  ['lm-studio', conducts['lm-studio'], 'lm-studio'],
  ['vllm', conducts.vllm, 'vllm'],
  ['koboldcpp', conducts.koboldcpp, 'openai'],
  ['openai', conducts.openai, 'openai'],
  ['transformers-serve', conducts['transformers-serve'], 'openai'],
  ['one that refuses roles', { ...exemplary, refusesSystem: true, refusesSameRoles: true }, 'openai'],
  ['one that runs on', { ...exemplary, runsOn: true, slots: 4, busyPath: '/slots' }, 'llama-cpp'],
  ['one that ignores limits', { ...exemplary, honoursMaxTokens: false }, 'openai'],
];

for (const depth of checkDepths) {
  test.each(servers)(
    `a ${depth} check of %s stays within what was planned`,
    async (_what, conduct, dialect) => {
      const conducted = await startConducted(scope, { dialect, conduct });
      const { fake } = conducted;
      const facts = factsOf(fake, { busy: busyOf(dialect) });
      const plan = planCheck(facts, depth);
      const { spent } = await runOn(scope, conducted, facts, depth);
      const { promptTokens, completionTokens, loads } = fake.counters;
      expect(fake.requests).toHaveLength(spent.requests);
      expect(spent.requests).toBeLessThanOrEqual(plan.requests);
      expect(promptTokens + completionTokens).toBeLessThanOrEqual(plan.tokens);
      expect(spent.tokens).toBeLessThanOrEqual(plan.tokens);
      expect(loads).toBe(0);
      if (depth === 'quick') expect(spent.requests).toBeLessThanOrEqual(5);
    },
  );
}

test('a quick check sends one request after the other', async () => {
  const { fake, check } = await startChecked(scope, { dialect: 'ollama', conduct: conducts.ollama });
  let most = 0;
  const watching = fake.waitUntil('two at once', ({ open }) => {
    most = Math.max(most, open);
    return open > 1;
  });
  watching.catch(() => undefined);
  await check('quick');
  expect(most).toBe(1);
  expect(fake.generations()).toHaveLength(4);
});

test('tokens are the server’s own count where it says it', async () => {
  const conducted = await startConducted(scope, { dialect: 'openai', conduct: exemplary });
  const info = { ...unknownModel('tiny-embed', 'this-machine'), loaded: true };
  conducted.fake.setModels([{ id: 'tiny-embed', type: 'embedding' }]);
  const facts = factsOf(conducted.fake, { model: info, modelIds: ['tiny-embed'] });
  const report = await runOn(scope, conducted, facts, 'quick');
  expect(report.spent).toEqual({ requests: 2, tokens: 2, isEstimated: false });
  expect(report.checks.map(({ id, status }) => [id, status])).toEqual([
    ['model-list', 'pass'],
    ['embeddings', 'pass'],
  ]);
});

test('where there is room for less than is wanted, the rest is left out and said', async () => {
  const conducted = await startConducted(scope, {
    dialect: 'openai',
    conduct: { ...exemplary, refusesSystem: true },
  });
  const report = await runOn(scope, conducted, factsOf(conducted.fake), 'quick');
  expect(report.spent.requests).toBe(5);
  const unknown = report.checks.find(({ id }) => id === 'unknown-model');
  expect(unknown).toMatchObject({ status: 'not-applicable', detail: { key: 'check.not.fiveRequests' } });
  expect(report.because).toContain('system-role');
});

test('nothing is checked by itself: an hour with servers, a window that opens, a model that is chosen', async () => {
  const { fake, core, clock } = await startChecked(scope, { dialect: 'ollama', conduct: conducts.ollama });
  await core.api.calls.useModel({ model: 'alpha/tiny:latest' });
  await core.api.calls.lookAtServers({});
  await core.api.calls.planCheck({ server: 'alpha', depth: 'full' });
  await core.api.calls.getCheckReport({ server: 'alpha', model: 'tiny:latest' });
  clock.advance(3_600_000);
  await core.api.calls.testUpstream({ slug: 'alpha' });
  expect(fake.generations()).toEqual([]);
});
