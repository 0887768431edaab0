import { describe, expect, test } from 'vitest';
import {
  conditionKinds,
  emptyCondition,
  misfits,
  toCondition,
  toDraftCondition,
} from '../../renderer/views/routes/condition-draft.ts';
import { movePart, removePool } from '../../renderer/views/routes/draft-moves.ts';
import { draftProblems, fieldOf } from '../../renderer/views/routes/draft-problems.ts';
import { isChangedElsewhere, startSession } from '../../renderer/views/routes/edit-session.ts';
import {
  imaginedFor,
  promptLength,
  toHypothetical,
  withText,
} from '../../renderer/views/routes/hypothetical.ts';
import { orderText, strategyNames } from '../../renderer/views/routes/names.ts';
import {
  createIds,
  draftOf,
  emptyDraft,
  isChanged,
  toInput,
} from '../../renderer/views/routes/route-draft.ts';
import type { RouteDraft } from '../../renderer/views/routes/route-draft.ts';
import { routeViews } from '../../renderer/views/routes/route-views.ts';
import { createTranslate, locales, message, renderMessage } from '../../shared/i18n/index.ts';
import { conditionSchema } from '../../shared/route-rules.ts';
import { strategies } from '../../shared/route-settings.ts';
import { hypotheticalRequestSchema } from '../../shared/routing.ts';
import { defaultSettings, routeInputSchema } from '../../shared/settings.ts';
import { big, roomy, small, teamRoute } from '../e2e/support/routes-scene.ts';
import { buildServer } from '../e2e/support/stage-data.ts';
import { buildAppState } from '../support/fake-core.ts';

const t = createTranslate('en');
const free = { servers: ['ollama', 'far'], aliases: ['other'] };
const draft = (): RouteDraft => draftOf(teamRoute(), createIds());
const withRoutes = (...routes: ReturnType<typeof teamRoute>[]) =>
  buildAppState({ settings: { ...defaultSettings, routes }, upstreams: [buildServer()] });

describe('a draft', () => {
  test('of a route gives back that route', () => {
    const route = teamRoute({ locks: { onlyThisMachine: true, noCloud: false }, allowLargerContext: false });
    const saved = routeInputSchema.parse(toInput(draftOf(route, createIds())));
    expect({ ...saved, chosen: route.chosen }).toEqual(route);
  });

  test('keeps the rules of a group that gets another name', () => {
    const now = draft();
    const pools = now.pools.map((pool) => (pool.name === 'Cloud' ? { ...pool, name: ' Far away ' } : pool));
    expect(toInput({ ...now, pools }).rules?.map(({ pool }) => pool)).toEqual(['Far away', 'Local']);
  });

  test('is changed by what is saved, not by its ids', () => {
    const ids = createIds();
    ids();
    expect(isChanged(draftOf(teamRoute(), ids), draft())).toBe(false);
    expect(isChanged({ ...draft(), allowLargerContext: false }, draft())).toBe(true);
  });

  test('moves groups, models within and across groups, and rules', () => {
    const now = draft();
    const [local = '', cloud = ''] = now.pools.map(({ id }) => id);
    const at = (list: string, index: number) => ({ list, index });
    const groups = movePart(now, { type: 'group', from: at('groups', 0), to: at('groups', 1) });
    expect(groups.pools.map(({ name }) => name)).toEqual(['Cloud', 'Local']);
    const within = movePart(now, { type: 'candidate', from: at(local, 0), to: at(local, 1) });
    expect(within.pools[0]?.candidates.map(({ ref }) => ref)).toEqual([roomy, small]);
    const across = movePart(now, { type: 'candidate', from: at(local, 0), to: at(cloud, 1) });
    expect(across.pools.map(({ candidates }) => candidates.map(({ ref }) => ref))).toEqual([
      [roomy],
      [big, small],
    ]);
    const rules = movePart(now, { type: 'rule', from: at('rules', 1), to: at('rules', 0) });
    expect(rules.rules.map(({ when }) => when[0]?.kind)).toEqual(['has-images', 'prompt-longer']);
  });

  test('without a group wants another one for its rules', () => {
    const now = removePool(draft(), draft().pools[1]?.id ?? '');
    expect([...draftProblems(now, free).keys()]).toEqual(['rules.0.pool']);
  });
});

describe('what is wrong with a draft', () => {
  test.each([
    ['', 'routes.problem.alias.empty'],
    ['Team', 'routes.problem.alias.letters'],
    ['v1', 'routes.problem.alias.reserved'],
    ['far', 'routes.problem.alias.server'],
    ['other', 'routes.problem.alias.taken'],
    ['team', undefined],
    ['embedding', undefined],
  ])('the name %s: %s', (alias, key) => {
    expect(draftProblems({ ...draft(), alias }, free).get('alias')?.key).toBe(key);
  });

  test('is said at its field', () => {
    const now = draft();
    const pools = now.pools.map((pool, at) => ({
      ...pool,
      name: at === 0 ? '' : pool.name,
      candidates: at === 0 ? [...pool.candidates, { id: 'x', ref: small, weight: 0 }] : [],
    }));
    expect(Object.fromEntries(draftProblems({ ...now, pools }, free))).toEqual({
      'pools.0.name': message('routes.problem.group.name'),
      'pools.0.candidates.2.model': message('routes.problem.model.twice'),
      'pools.0.candidates.2.weight': message('routes.problem.weight'),
      'pools.1.candidates': message('routes.problem.candidates'),
    });
    expect([...draftProblems(emptyDraft('a', 'G', createIds()), free).keys()]).toEqual([
      'pools.0.candidates.0.model',
    ]);
  });

  test.each(locales)('the field that the core names is found in its words (%s)', (locale) => {
    const said = (field: string): string =>
      renderMessage(
        locale,
        message('error.bad_input', { reason: message('settings.reason.noServer', { field, value: 'far' }) }),
      );
    expect(fieldOf(said('pools.0.candidates.1.upstream'))).toBe('pools.0.candidates.1.model');
    expect(fieldOf(said('alias'))).toBe('alias');
    expect(fieldOf(renderMessage(locale, message('error.bad_input.activeStays')))).toBeNull();
  });
});

describe('conditions', () => {
  test('all kinds and all strategies are offered', () => {
    expect(conditionKinds).toEqual(conditionSchema.options.map(({ shape }) => shape.kind.value));
    expect(strategyNames).toEqual(strategies);
  });

  test.each(conditionKinds)(
    '%s gives a condition that the settings take, and comes back as it was',
    (kind) => {
      const typed = { ...emptyCondition('1', kind), pattern: 'gpt*', label: 'laptop', seconds: '2.5' };
      const condition = toCondition(typed);
      expect(conditionSchema.parse(condition)).toEqual(condition);
      if (condition === null) throw new Error('nothing came of it');
      expect(toCondition(toDraftCondition(condition, '2'))).toEqual(condition);
    },
  );

  test.each([
    ['prompt-longer', { tokens: '1.5' }, 'tokens'],
    ['prompt-longer', { tokens: '' }, 'tokens'],
    ['client', { pattern: ' ' }, 'pattern'],
    ['queue-longer', { seconds: 0 }, 'ms'],
    ['queue-longer', { seconds: 3601 }, 'ms'],
    ['share', { percent: 101 }, 'percent'],
    ['time-of-day', { from: '' }, 'from'],
    ['time-of-day', { from: '07:00' }, 'to'],
  ] as const)('%s with %o does not fit', (kind, typed, field) => {
    expect(misfits({ ...emptyCondition('1', kind), ...typed })).toEqual([field]);
    expect(toCondition({ ...emptyCondition('1', kind), ...typed })).toBeNull();
  });
});

describe('the list of routes', () => {
  test('begins with the fixed names, and says how each server is', () => {
    const views = routeViews(withRoutes(teamRoute()));
    expect(views.map(({ alias }) => alias)).toEqual(['active', 'embedding', 'team']);
    expect(views[2]?.address).toBe('http://127.0.0.1:9999/r/team/v1');
    expect(views[2]?.pools[0]?.candidates[0]?.server?.name).toBe('Ollama');
    expect(views[2]?.pools[1]?.candidates[0]).toMatchObject({ server: null, location: null });
  });

  test('the order of groups is a sentence', () => {
    expect(orderText(['Local', 'Cloud', 'Rest'], t)).toBe('First Local, then Cloud, then Rest');
    expect(orderText(['Local'], t)).toBeNull();
  });

  test('an edited route knows when it was changed elsewhere', () => {
    const session = startSession(withRoutes(teamRoute()), 'team', 'Group 1');
    expect(isChangedElsewhere(withRoutes(teamRoute()), session)).toBe(false);
    expect(isChangedElsewhere(withRoutes(teamRoute({ rules: [] })), session)).toBe(true);
    expect(isChangedElsewhere(withRoutes(), session)).toBe(true);
  });
});

describe('an imagined request', () => {
  test('is one that the core takes', () => {
    const imagined = {
      ...imaginedFor('team'),
      time: '22:30',
      battery: 'battery',
      userAgent: ' curl ',
    } as const;
    expect(hypotheticalRequestSchema.parse(toHypothetical(imagined))).toMatchObject({
      ...{ model: 'team', localMinutes: 1350, isOnBattery: true, userAgent: 'curl', keyLabel: null },
      promptTokens: 100,
    });
  });

  test('takes the length of its text unless one was picked', () => {
    const typed = withText(imaginedFor('team'), 'four words of text');
    expect(promptLength(typed)).toMatchObject({ isEstimate: true });
    expect(promptLength({ ...typed, promptTokens: 7 })).toEqual({ tokens: 7, isEstimate: false });
  });

  test('half a request is a text', () => {
    expect(withText(imaginedFor('team'), '{"messages": [')).toMatchObject({ images: 0, promptTokens: '' });
    expect(withText(imaginedFor('team'), '{"messages": [1, {"content": null}]}')).toMatchObject({
      images: 0,
    });
  });
});
