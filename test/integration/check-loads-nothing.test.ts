import { expect, test } from 'vitest';
import { loadedModel, startChecked } from '../support/check.ts';
import { conducts } from '../support/conduct/index.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const unloaded = { id: 'cold:latest', isLoaded: false };

for (const name of ['ollama', 'lm-studio'] as const) {
  const start = (models = [unloaded, loadedModel]) =>
    startChecked(scope, { dialect: name, conduct: conducts[name], models });

  test(`a quick check of a model that ${name} has not loaded is refused before anything is sent`, async () => {
    const { fake, core, check } = await start();
    const plan = await core.api.calls.planCheck({ server: 'alpha', model: 'cold:latest', depth: 'quick' });
    expect(plan.obstacle).toEqual({
      key: 'check.obstacle.notLoaded.other',
      params: { model: 'cold:latest', other: 'tiny:latest' },
    });
    await expect(check('quick', { model: 'cold:latest' })).rejects.toMatchObject({
      code: 'model_not_loaded',
    });
    expect(fake.generations()).toEqual([]);
    expect(fake.counters.loads).toBe(0);
  });

  test(`${name}’s loaded model is the one that is checked where none is named`, async () => {
    const { fake, check } = await start();
    expect((await check('quick')).model).toBe('tiny:latest');
    expect(fake.counters.loads).toBe(0);
  });

  test(`a full check says that ${name} loads, waits for it, and loads once`, async () => {
    const { fake, core, check } = await start([unloaded]);
    const plan = await core.api.calls.planCheck({ server: 'alpha', depth: 'full' });
    expect(plan.obstacle).toBeNull();
    expect(plan.effects.map(({ key }) => key)).toEqual(['check.effect.loads']);
    const report = await check('full');
    expect(report).toMatchObject({ model: 'cold:latest', verdict: 'works' });
    expect(report.checks.find(({ id }) => id === 'chat')?.status).toBe('pass');
    expect(report.tookMs).toBeGreaterThan(200_000);
    expect(fake.counters.loads).toBe(1);
  });
}
