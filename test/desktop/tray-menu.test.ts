import { describe, expect, test } from 'vitest';
import { statusLine } from '../../main/desktop/tray-menu.ts';
import type { AppState } from '../../shared/app-state.ts';
import { createTranslate, message } from '../../shared/i18n/index.ts';
import { unknownModel } from '../../shared/model.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { lines, menuOf, modelsOf } from './menu-lines.ts';
import { sampleActive, sampleProxy, sampleState, sampleUpstream } from './sample-state.ts';

const ids = (count: number, prefix = 'model'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(3, '0')}`);

test('the whole menu in English', () => {
  expect(lines(menuOf(sampleState()))).toEqual([
    '(Running at 127.0.0.1:9999)',
    'Active model: qwen3:8b >',
    '  (Ollama)',
    '  * qwen3:8b',
    '---',
    'Stop',
    'Copy Address',
    'Copy Key',
    'Export for DB-GPT…',
    'Copy DB-GPT Configuration',
    '---',
    '- Only This Machine',
    '- No Cloud',
    '---',
    'Open ModelTray',
    '- Start at Login',
    '---',
    'Quit',
  ]);
});

test('the whole menu in Chinese', () => {
  expect(lines(menuOf(sampleState({ locale: 'zh-CN', startAtLogin: true })))).toEqual([
    '(正在运行：127.0.0.1:9999)',
    '当前模型：qwen3:8b >',
    '  (Ollama)',
    '  * qwen3:8b',
    '---',
    '停止',
    '复制接口地址',
    '复制访问密钥',
    '导出 DB-GPT 配置…',
    '复制 DB-GPT 配置',
    '---',
    '- 仅限本机',
    '- 不使用云端',
    '---',
    '打开 ModelTray',
    'x 登录时启动',
    '---',
    '退出',
  ]);
});

test('start at login is there only where the shell can do it', () => {
  const capabilities = { ...sampleState().capabilities, startAtLogin: false };
  expect(lines(menuOf(sampleState({ capabilities }))).join()).not.toContain('Login');
});

test('while it quits, the menu offers only the window and to quit now', () => {
  expect(lines(menuOf(sampleState(), true))).toEqual([
    '(Quitting: answers still running are finished first)',
    '---',
    'Open ModelTray',
    'Quit Now',
  ]);
});

test('a stopped or failed proxy can be started, a starting one stopped', () => {
  const item = (status: AppState['proxy']['status']): string | undefined =>
    lines(menuOf(sampleState({ proxy: sampleProxy({ status }) }))).find((line) =>
      /^(Start|Stop)$/.test(line),
    );
  expect([item('stopped'), item('error'), item('starting'), item('running')]).toEqual([
    'Start',
    'Start',
    'Stop',
    'Stop',
  ]);
});

test('a click carries what it stands for', () => {
  const action = (label: string): unknown =>
    menuOf(sampleState()).find((entry) => entry.type !== 'separator' && entry.label === label);
  expect(action('Export for DB-GPT…')).toMatchObject({ action: { do: 'open', page: 'dbgpt' } });
  expect(action('Copy DB-GPT Configuration')).toMatchObject({ action: { do: 'copy-export' } });
  expect(action('Start at Login')).toMatchObject({ action: { do: 'start-at-login', on: true } });
  expect(modelsOf(sampleState())).toContainEqual({
    type: 'radio',
    label: 'qwen3:8b',
    isChecked: true,
    isEnabled: true,
    action: { do: 'use-model', ref: { upstream: 'ollama', model: 'qwen3:8b' } },
  });
});

describe('the status line', () => {
  const line = (patch: Partial<AppState>): string => {
    const state = sampleState(patch);
    return statusLine(state, createTranslate(state.locale));
  };
  test('says what a request would meet', () => {
    expect(line({ proxy: sampleProxy({ status: 'stopped' }) })).toBe('Stopped');
    expect(line({ upstreams: [], active: null })).toBe('No model server is connected');
    expect(line({ upstreams: [sampleUpstream({ health: 'unreachable' })] })).toBe(
      'No connected server can answer',
    );
    expect(line({ demo: { isActive: true, isPinned: false }, locale: 'zh-CN' })).toBe(
      '当前由演示回答（非真实模型）',
    );
  });
  test('gives the reason of an error, cut where it is long', () => {
    const long = message('notice.portTaken', { port: 9999, holder: 'node (4321)', next: 10000 });
    const text = line({ proxy: sampleProxy({ status: 'error', error: long }) });
    expect(text).toMatch(/^Not running: Port 9999 is taken by node \(4321\).*…$/);
    expect(text.length).toBeLessThanOrEqual(90);
    expect(line({ proxy: sampleProxy({ status: 'error' }) })).toBe('Not running');
  });
});

describe('the models', () => {
  test('none: a line that says so, and the way to the servers', () => {
    const demo = sampleUpstream({ slug: 'demo', name: 'Demo', kind: 'demo' }, ['demo']);
    const active = sampleActive({ upstream: 'demo', model: 'demo', isDemo: true });
    for (const state of [
      sampleState({ upstreams: [], active: null }),
      sampleState({ upstreams: [demo], active, demo: { isActive: true, isPinned: false } }),
    ]) {
      expect(lines(modelsOf(state))).toEqual(['(No chat model was found)', 'Open ModelTray']);
    }
  });

  test('several servers stand under their names, with what keeps them from answering', () => {
    const state = sampleState({
      upstreams: [
        sampleUpstream({}, ['qwen3:8b', 'gemma3:4b']),
        sampleUpstream({ slug: 'lab', name: 'Lab', health: 'loading' }, ['phi4']),
        sampleUpstream({ slug: 'far', name: 'Far', health: 'unauthorized', location: 'cloud' }, ['gpt']),
      ],
    });
    expect(lines(modelsOf(state))).toEqual([
      '(Ollama)',
      '* qwen3:8b',
      'o gemma3:4b',
      '(Lab (Loading…))',
      'o phi4',
      '(Far (needs a key))',
      'o gpt (cloud) (off)',
    ]);
  });

  test('only chat models can be chosen', () => {
    const state = sampleState({ upstreams: [sampleUpstream({}, ['qwen3:8b', 'bge-m3', 'bge-reranker'])] });
    expect(lines(modelsOf(state))).toEqual(['(Ollama)', '* qwen3:8b']);
  });

  test('a lock switches off what lies beyond it', () => {
    const locks = { onlyThisMachine: false, noCloud: true };
    const upstream = sampleUpstream({
      models: [unknownModel('qwen3:8b', 'this-machine'), unknownModel('gpt-oss:120b-cloud', 'cloud')],
    });
    const settings = { ...defaultSettings, locks };
    expect(lines(modelsOf(sampleState({ settings, upstreams: [upstream] })))).toEqual([
      '(Ollama)',
      '* qwen3:8b',
      'o gpt-oss:120b-cloud (cloud) (off)',
    ]);
  });

  test('an active model that is not listed stays on top, and no radio item is ticked for it', () => {
    const state = sampleState({ active: sampleActive({ model: 'gone:1b' }) });
    expect(lines(modelsOf(state))).toEqual([
      'x gone:1b · Ollama (not listed right now)',
      '---',
      '(Ollama)',
      '- qwen3:8b',
    ]);
  });

  test('a model says how much context it has loaded, and where that is small', () => {
    const loaded = (id: string, tokens: number): ModelInfo => ({
      ...unknownModel(id, 'this-machine'),
      context: { loaded: tokens, trained: null },
    });
    const upstream = sampleUpstream({ models: [loaded('roomy', 32_768), loaded('narrow', 4096)] });
    expect(lines(modelsOf(sampleState({ active: null, upstreams: [upstream] })))).toEqual([
      '(Ollama)',
      '- roomy (32K)',
      '- narrow (4K, small for DB-GPT)',
    ]);
  });

  test('with no active model nothing is a radio item, for Electron would tick the first', () => {
    expect(lines(modelsOf(sampleState({ active: null })))).toEqual(['(Ollama)', '- qwen3:8b']);
  });

  test('two hundred are split by server and into ranges, the active one on top', () => {
    const first = sampleUpstream({}, ids(100, 'a'));
    const second = sampleUpstream({ slug: 'lab', name: 'Lab', modelCount: 140 }, ids(100, 'b'));
    const active = sampleActive({ upstream: 'lab', upstreamName: 'Lab', model: 'b-042' });
    const entries = modelsOf(sampleState({ upstreams: [first, second], active }));
    const read = lines(entries);
    expect(read.filter((line) => !line.startsWith('    '))).toEqual([
      'x b-042 · Lab',
      '---',
      'Ollama >',
      '  a-000 … a-029 >',
      '  a-030 … a-059 >',
      '  a-060 … a-089 >',
      '  a-090 … a-099 >',
      'Lab >',
      '  b-000 … b-029 >',
      '  b-030 … b-059 >',
      '  b-060 … b-089 >',
      '  b-090 … b-099 >',
      '---',
      '- Keep b-042 on Top',
      'More in the window…',
    ]);
    expect(read.filter((line) => line.startsWith('    '))).toHaveLength(200);
    expect(read.filter((line) => line.trim().startsWith('x '))).toEqual(['x b-042 · Lab', '    x b-042']);
  });
});

test('counters that move by themselves change nothing', () => {
  const still = menuOf(sampleState());
  const busy = menuOf(
    sampleState({
      revision: 99,
      traffic: {
        ...sampleState().traffic,
        inFlight: 7,
        answered: 70,
        failed: 7,
        lastLocation: 'this-machine',
      },
      upstreams: [sampleUpstream({ inFlight: 3, latencyMs: 900, checkedAt: 77 })],
    }),
  );
  expect(busy).toEqual(still);
});
