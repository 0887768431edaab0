/** The whole menu in each state that a user meets. */
import { describe, expect, test } from 'vitest';
import type { MenuEntry, TrayAction } from '../../main/desktop/tray-menu.ts';
import { trayTooltip } from '../../main/desktop/tray-icon.ts';
import type { AppState, Notice, RouteState } from '../../shared/app-state.ts';
import { createTranslate, message } from '../../shared/i18n/index.ts';
import type { ModelRef } from '../../shared/model.ts';
import { unknownModel } from '../../shared/model.ts';
import { defaultSettings, routeSchema } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { lines, menuOf, modelsOf } from './menu-lines.ts';
import { sampleActive, sampleProxy, sampleState, sampleUpstream } from './sample-state.ts';

const withSettings = (change: Partial<Settings>): Settings => ({ ...defaultSettings, ...change });
const still = sampleState().traffic;

/** The menu down to where the proxy is started and stopped. */
function head(state: AppState): string[] {
  const all = lines(menuOf(state));
  return all.slice(
    0,
    all.indexOf(
      '---',
      all.findIndex((line) => line.endsWith(' >')),
    ),
  );
}

/** What follows the models. */
function tail(state: AppState): string[] {
  const all = lines(menuOf(state));
  return all.slice(all.findIndex((line) => /^(Start|Stop)$/.test(line)));
}

const rest = (start: string, machine = '-', cloud = '-'): string[] => [
  start,
  'Copy Address',
  'Copy Key',
  'Export for DB-GPT…',
  'Copy DB-GPT Configuration',
  '---',
  `${machine} Only This Machine`,
  `${cloud} No Cloud`,
  '---',
  'Open ModelTray',
  '- Start at Login',
  '---',
  'Quit',
];

/** Six servers with five models each, one of them beyond this machine. */
const six = Array.from({ length: 6 }, (_unused, at) =>
  sampleUpstream(
    { slug: `s${at}`, name: `S${at}`, location: at === 5 ? 'cloud' : 'this-machine' },
    Array.from({ length: 5 }, (_none, model) => `m${at}-${model}`),
  ),
);
const on = (server: number, model: number): ModelRef => ({
  upstream: `s${server}`,
  model: `m${server}-${model}`,
});
const busy = (patch: Partial<AppState> = {}): AppState =>
  sampleState({
    upstreams: six,
    active: sampleActive({ ...on(1, 2), upstreamName: 'S1' }),
    ...patch,
  });

describe('each state', () => {
  test('no server', () => {
    const state = sampleState({ upstreams: [], active: null });
    expect(head(state)).toEqual([
      '(No model server is connected)',
      'Active model: none >',
      '  (No chat model was found)',
      '  Open ModelTray',
    ]);
    expect(tail(state)).toEqual(rest('Stop'));
  });

  test('the demo', () => {
    const demo = sampleUpstream({ slug: 'demo', name: 'Demo', kind: 'demo' }, ['demo']);
    const active = sampleActive({ upstream: 'demo', model: 'demo', isDemo: true });
    const state = sampleState({ upstreams: [demo], active, demo: { isActive: true, isPinned: false } });
    expect(head(state)).toEqual([
      '(The demo answers (not a model))',
      'Active model: demo (not a model) >',
      '  (No chat model was found)',
      '  Open ModelTray',
    ]);
  });

  test('one model: nothing is said twice, though it was chosen of late', () => {
    const recent = [{ upstream: 'ollama', model: 'qwen3:8b' }];
    expect(head(sampleState({ settings: withSettings({ recent }) }))).toEqual([
      '(Running at 127.0.0.1:9999)',
      'Active model: qwen3:8b >',
      '  (Ollama)',
      '  * qwen3:8b',
    ]);
  });

  test('thirty models on six servers: the active one, the pinned and the recent ones, then each server', () => {
    const settings = withSettings({
      pinned: [on(0, 4), on(5, 0)],
      recent: [on(1, 2), on(0, 4), on(3, 3), { upstream: 'gone', model: 'x' }, { ...on(2, 0), model: 'old' }],
    });
    expect(lines(modelsOf(busy({ settings }))).filter((line) => !line.startsWith('  '))).toEqual([
      'x m1-2 · S1',
      '- m0-4 · S0',
      '- m5-0 (cloud) · S5',
      '- m3-3 · S3',
      '- old · S2 (not listed right now)',
      '---',
      'S0 >',
      'S1 >',
      'S2 >',
      'S3 >',
      'S4 >',
      'S5 >',
      '---',
      '- Keep m1-2 on Top',
    ]);
  });

  test('loading, since a time of day that does not move', () => {
    const healthSince = new Date(2026, 2, 1, 9, 5, 40).getTime();
    const loading = (since: number | null): AppState =>
      sampleState({ upstreams: [sampleUpstream({ health: 'loading', healthSince: since })] });
    expect(head(loading(healthSince))).toEqual([
      '(Running at 127.0.0.1:9999)',
      '(Ollama: loading since 09:05)',
      'Active model: qwen3:8b >',
      '  (Ollama (Loading…))',
      '  * qwen3:8b',
    ]);
    expect(menuOf(loading(healthSince + 10_000))).toEqual(menuOf(loading(healthSince)));
    expect(head(loading(null))[1]).toBe('(Ollama: loading)');
    expect(head({ ...loading(healthSince), locale: 'zh-CN' })[1]).toBe('(Ollama 正在加载，始于 09:05)');
  });

  test('draining', () => {
    const draining = [{ upstream: 'ollama', model: 'gemma3', count: 2 }];
    expect(head(sampleState({ traffic: { ...still, draining } }))[1]).toBe(
      '(2 still answering on gemma3 · Ollama)',
    );
  });

  test('stopped, and the port taken', () => {
    const stopped = sampleState({ proxy: sampleProxy({ status: 'stopped' }) });
    expect([head(stopped)[0], tail(stopped)]).toEqual(['(Stopped)', rest('Start')]);
    const error = message('notice.portTaken', { port: 9999, holder: 'node', next: 10_000 });
    const taken = sampleState({ proxy: sampleProxy({ status: 'error', error }) });
    expect(head(taken)[0]).toMatch(/^\(Not running: Port 9999 is taken by node/);
    expect(tail(taken)).toEqual(rest('Start'));
  });

  test('each lock is ticked, takes its own way off, and closes what lies beyond', () => {
    const far = [on(5, 0)];
    for (const [lock, marks] of [
      ['onlyThisMachine', ['x', '-']],
      ['noCloud', ['-', 'x']],
    ] as const) {
      const locks = { onlyThisMachine: false, noCloud: false, [lock]: true };
      const state = busy({ settings: withSettings({ locks, pinned: far }) });
      expect(tail(state)).toEqual(rest('Stop', ...marks));
      expect(lines(modelsOf(state))).toContain('- m5-0 (cloud) · S5 (off)');
      expect(actionsIn(menuOf(state))).toContainEqual({ do: 'lock', lock, on: false });
    }
    expect(actionsIn(menuOf(busy()))).toContainEqual({ do: 'lock', lock: 'noCloud', on: true });
  });
});

describe('what is wrong stands below the first line, with what mends it', () => {
  const notice = (change: Partial<Notice>): Notice => ({
    id: 'broken',
    level: 'error',
    text: message('notice.keysBroken', { file: 'keys.json' }),
    actions: [],
    canDismiss: true,
    ...change,
  });
  const problems = (notices: Notice[], change: Partial<AppState> = {}): string[] => {
    const all = head(sampleState({ notices, ...change }));
    return all.slice(1, all.indexOf('Active model: qwen3:8b >'));
  };

  test('a taken port: the reason above, and one click to the free one', () => {
    const text = message('notice.portTaken', { port: 9999, holder: 'node', next: 10_000 });
    const proxy = sampleProxy({ status: 'error', error: text, nextFreePort: 10_000 });
    const actions = [{ do: 'use-port', port: 10_000 }, { do: 'open-settings' }] as const;
    const notices = [notice({ id: 'proxy-error', text, actions: [...actions] })];
    expect(problems(notices, { proxy })).toEqual(['Use port 10000']);
    expect(actionsIn(menuOf(sampleState({ notices, proxy })))).toContainEqual({
      do: 'use-port',
      port: 10_000,
    });
  });

  test('the newest error, cut to a line; what wants a look leads to the window', () => {
    const older = notice({ id: 'older', text: message('notice.keysBroken', { file: 'older.json' }) });
    const newer = notice({ actions: [{ do: 'confirm-key', slug: 'ollama' }] });
    const [line, fix] = problems([older, newer, notice({ id: 'mild', level: 'warning' })]);
    expect(line).toContain('keys.json');
    expect(line?.length).toBeLessThanOrEqual(92);
    expect(fix).toBe('See in the Window…');
    expect(problems([notice({ level: 'warning' }), notice({ level: 'info' })])).toEqual([]);
  });

  test('no error: why the newest request failed, leading to Activity', () => {
    const lastFailure = message('error.upstream_bad_answer.cut', { upstream: 'Ollama' });
    const traffic = { ...still, lastFailure };
    const said = 'The last request failed: The answer of Ollama broke off before its end.';
    expect(problems([], { traffic })).toEqual([said]);
    expect(problems([notice({})], { traffic })).not.toContain(said);
    expect(actionsIn(menuOf(sampleState({ traffic })))).toContainEqual({ do: 'open', page: 'activity' });
    expect(head(sampleState({ traffic, locale: 'zh-CN' }))[1]).toMatch(/^上一个请求失败：/);
  });
});

test.each([
  ['private-network', 'The last answer came from the network'],
  ['cloud', 'The last answer came from the cloud'],
  ['unknown', 'The last answer came from a server that may forward'],
  ['this-machine', null],
  [null, null],
] as const)('where the last answer came from: %s', (lastLocation, text) => {
  const state = sampleState({ traffic: { ...still, lastLocation } });
  const said = text === null ? [] : [text];
  expect(head(state).filter((line) => line.includes('last answer'))).toEqual(said.map((line) => `(${line})`));
  const tooltip = trayTooltip(state, createTranslate('en')).split('\n');
  expect(tooltip.slice(2)).toEqual(said);
});

test('a pin is offered with more than a few models, and taken back', () => {
  const { upstream, model } = on(1, 2);
  const pin = (pinned: ModelRef[]): TrayAction | undefined =>
    actionsIn(modelsOf(busy({ settings: withSettings({ pinned }) }))).find((action) => action.do === 'pin');
  expect(pin([])).toEqual({ do: 'pin', ref: { upstream, model }, on: true });
  expect(pin([{ upstream, model }])).toEqual({ do: 'pin', ref: { upstream, model }, on: false });
});

describe('the user’s aliases', () => {
  const fast: RouteState = {
    alias: 'fast',
    first: { upstream: 'ollama', model: 'gemma3', upstreamName: 'Ollama' },
    candidates: 1,
    isOneModel: true,
    baseUrl: 'http://127.0.0.1:9999/r/fast/v1',
  };
  const team: RouteState = { ...fast, alias: 'team', candidates: 3, isOneModel: false };
  const upstreams = [
    sampleUpstream({
      models: [
        unknownModel('qwen3:8b', 'this-machine'),
        unknownModel('gemma3', 'this-machine'),
        unknownModel('far', 'cloud'),
      ],
    }),
  ];
  const routes = [
    routeSchema.parse({
      alias: 'fast',
      chosen: 'user',
      pools: [{ candidates: [{ upstream: 'ollama', model: 'gemma3' }] }],
      locks: { noCloud: true },
    }),
  ];

  test('each can be switched; one of several models leads to the window', () => {
    const state = sampleState({ upstreams, routes: [fast, team], settings: withSettings({ routes }) });
    const all = lines(menuOf(state));
    expect(all.slice(all.indexOf('Aliases >'), all.indexOf('Stop'))).toEqual([
      'Aliases >',
      '  fast: gemma3 >',
      '    (Ollama)',
      '    o qwen3:8b',
      '    * gemma3',
      '    o far (cloud) (off)',
      '  team: 3 models',
      '---',
    ]);
    const ref = { upstream: 'ollama', model: 'qwen3:8b' };
    expect(actionsIn(menuOf(state))).toContainEqual({ do: 'use-model', ref, alias: 'fast' });
    expect(actionsIn(menuOf(state))).toContainEqual({ do: 'open', page: 'servers' });
  });

  test('of many only the first stand in the menu', () => {
    const many = Array.from({ length: 12 }, (_unused, at) => ({ ...team, alias: `a${at}` }));
    const all = lines(menuOf(sampleState({ routes: many })));
    expect(all.filter((line) => /^ {2}a\d/.test(line))).toHaveLength(8);
    expect(all).toContain('  More in the window…');
  });
});

function actionsIn(entries: readonly MenuEntry[]): TrayAction[] {
  return entries.flatMap((entry) => {
    if (entry.type === 'submenu') return actionsIn(entry.entries);
    return 'action' in entry ? [entry.action] : [];
  });
}
