import { expect, test } from 'vitest';
import { renderStartLines } from '../../main/cli/start-lines.ts';
import type { StartFacts } from '../../main/cli/start-lines.ts';
import type { AliasState, AppState } from '../../shared/app-state.ts';
import { createTranslate, message, renderMessage } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { buildAppState } from '../support/fake-core.ts';
import { buildAlias, buildServer } from './builders.ts';

const demo: AliasState = buildAlias({
  upstream: 'demo',
  model: 'modeltray-demo',
  isDemo: true,
  chosen: 'demo',
});

function lines(locale: Locale, state: Partial<AppState>, facts: Partial<StartFacts> = {}): string[] {
  return renderStartLines(
    {
      state: buildAppState(state),
      panelLink: 'http://127.0.0.1:9998/?token=T',
      hasLooked: true,
      platform: 'linux',
      command: { program: 'npx modeltray', dataDir: null },
      ...facts,
    },
    createTranslate(locale),
    (text) => renderMessage(locale, text),
  );
}

test('a first start without a model server, in English', () => {
  expect(lines('en', { active: demo })).toEqual([
    'No model server found (Ollama, LM Studio, llama.cpp, vLLM). The built-in demo answers; it is not a model.',
    'Proxy  http://127.0.0.1:9999/v1',
    'Panel  http://127.0.0.1:9998/?token=T',
    `Try it:  curl http://127.0.0.1:9999/v1/chat/completions -H 'Content-Type: application/json' -d '{"model":"active","messages":[{"role":"user","content":"hello"}]}'`,
    'DB-GPT:  npx modeltray export --for 0.7      Stop:  Ctrl-C',
  ]);
});

test('the same in 简体中文', () => {
  expect(lines('zh-CN', { active: demo })).toEqual([
    '没有找到模型服务（Ollama、LM Studio、llama.cpp、vLLM）。当前由内置演示回答，它不是真实模型。',
    '代理  http://127.0.0.1:9999/v1',
    '面板  http://127.0.0.1:9998/?token=T',
    `试一试：curl http://127.0.0.1:9999/v1/chat/completions -H 'Content-Type: application/json' -d '{"model":"active","messages":[{"role":"user","content":"hello"}]}'`,
    'DB-GPT：npx modeltray export --for 0.7      停止：Ctrl-C',
  ]);
});

test('a model that was chosen is named, with the reason', () => {
  const active = buildAlias({ chosen: 'already-loaded' });
  const upstreams = [buildServer()];
  expect(lines('en', { active, upstreams })[0]).toBe(
    'Active model  qwen3:8b · Ollama (this machine). Chosen because it is already loaded.',
  );
  expect(lines('zh-CN', { active, upstreams })[0]).toBe(
    '当前模型  qwen3:8b · Ollama（本机）。自动选择：该模型已加载。',
  );
});

test('what answers is said for every other case', () => {
  const first = (state: Partial<AppState>, facts: Partial<StartFacts> = {}): string[] =>
    lines('en', state, facts).slice(0, -4);
  expect(first({ active: demo, demo: { isActive: true, isPinned: true } })).toEqual([
    'The built-in demo answers, as asked; it is not a model.',
  ]);
  expect(first({ active: demo }, { hasLooked: false })).toEqual([
    'No model server is connected yet. The built-in demo answers; it is not a model.',
  ]);
  expect(first({})).toEqual([
    'No model server found (Ollama, LM Studio, llama.cpp, vLLM).',
    'Add one: npx modeltray upstream add http://127.0.0.1:11434',
  ]);
  const empty = [buildServer({ models: [] })];
  expect(first({ upstreams: empty })).toEqual(['No connected server lists a chat model right now.']);
  expect(first({ upstreams: empty, active: demo })).toEqual([
    'No connected server lists a chat model right now. The built-in demo answers; it is not a model.',
  ]);
  expect(first({ upstreams: [buildServer()] })).toEqual([
    'No chat model is chosen. Choose one: npx modeltray use <model>',
  ]);
  expect(first({ upstreams: [buildServer()], active: demo })).toEqual([
    'The built-in demo answers; it is not a model.',
    'No chat model is chosen. Choose one: npx modeltray use <model>',
  ]);
});

test('warnings are shown, what is no trouble is not', () => {
  const notice = { actions: [], canDismiss: true };
  const notices: AppState['notices'] = [
    { ...notice, id: 'settings-newer', level: 'warning', text: message('notice.settingsNewer') },
    { ...notice, id: 'found-x', level: 'info', text: message('notice.noServer') },
    { ...notice, id: 'no-server', level: 'warning', text: message('notice.noServer') },
  ];
  expect(lines('en', { active: demo, notices })[1]).toMatch(/^Note: The settings were written by a newer/);
  expect(lines('en', { active: demo, notices })[2]).toMatch(/^Proxy/);
});

test('where the key is always asked for, the curl has its place and a line says where it is', () => {
  const { settings } = buildAppState();
  const state = {
    active: demo,
    settings: { ...settings, proxy: { ...settings.proxy, requireKey: 'always' as const } },
  };
  const all = lines('en', state);
  expect(all[3]).toContain(`-H 'Authorization: Bearer YOUR-KEY'`);
  expect(all[4]).toBe('The key:  npx modeltray status --show-key');
  expect(all.join('\n')).not.toContain('sk-');
});

test('on Windows there is one line per shell', () => {
  const all = lines('en', { active: demo }, { platform: 'win32' });
  expect(all[3]).toBe(
    String.raw`Try it (cmd):  curl http://127.0.0.1:9999/v1/chat/completions -H "Content-Type: application/json" -d "{\"model\":\"active\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"`,
  );
  expect(all[4]).toBe(
    `Try it (PowerShell):  (irm http://127.0.0.1:9999/v1/chat/completions -Method Post -ContentType application/json -Body '{"model":"active","messages":[{"role":"user","content":"hello"}]}').choices[0].message.content`,
  );
});

test('a data folder of one’s own goes into the commands', () => {
  const command = { program: 'npx modeltray', dataDir: '/tmp/my data' };
  expect(lines('en', { active: demo }, { command }).at(-1)).toBe(
    'DB-GPT:  npx modeltray export --for 0.7 --data "/tmp/my data"      Stop:  Ctrl-C',
  );
});

test('without pages there is no panel line', () => {
  expect(
    lines('en', { active: demo }, { panelLink: null }).filter((line) => line.startsWith('Panel')),
  ).toEqual([]);
});
