import { expect, test } from 'vitest';
import { existsSync } from 'node:fs';
import {
  trayIconFile,
  trayIconName,
  trayIconNames,
  trayIconVariant,
  trayTooltip,
} from '../../main/desktop/tray-icon.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import { sampleActive, sampleProxy, sampleState, sampleUpstream } from './sample-state.ts';

const demo = { isActive: true, isPinned: false };

test.each([
  ['running', sampleState()],
  ['stopped', sampleState({ proxy: sampleProxy({ status: 'stopped' }) })],
  ['stopped', sampleState({ proxy: sampleProxy({ status: 'starting' }) })],
  ['no-server', sampleState({ upstreams: [], active: null })],
  ['no-server', sampleState({ upstreams: [sampleUpstream({ health: 'unreachable' })] })],
  ['running', sampleState({ upstreams: [sampleUpstream({ health: 'busy' })] })],
  ['demo', sampleState({ demo })],
  ['error', sampleState({ demo, proxy: sampleProxy({ status: 'error' }) })],
] as const)('%s', (name, state) => {
  expect(trayIconName(state)).toBe(name);
});

test('macOS colours a template, Windows has one for each taskbar, Linux one for all panels', () => {
  expect(trayIconFile('demo', trayIconVariant('darwin', true))).toBe('demoTemplate.png');
  expect(trayIconVariant('win32', true)).toBe('on-dark');
  expect(trayIconVariant('win32', false)).toBe('on-light');
  expect(trayIconVariant('linux', true)).toBe('color');
});

test('every icon that can be asked for is there, sharp screens included', () => {
  for (const name of trayIconNames) {
    for (const variant of ['template', 'on-light', 'on-dark', 'color'] as const) {
      const file = new URL(`../../build/icons/tray/${trayIconFile(name, variant)}`, import.meta.url);
      const sharp = new URL(file.href.replace('.png', '@2x.png'));
      expect([file.pathname, existsSync(file), existsSync(sharp)]).toEqual([file.pathname, true, true]);
    }
  }
});

test('the tooltip names the model that answers', () => {
  const tooltip = (patch: Parameters<typeof sampleState>[0]): string =>
    trayTooltip(sampleState(patch), createTranslate('en'));
  expect(tooltip({})).toBe('ModelTray: Running at 127.0.0.1:9999\nqwen3:8b · Ollama');
  expect(tooltip({ proxy: sampleProxy({ status: 'stopped' }) })).toBe('ModelTray: Stopped');
  expect(tooltip({ demo, active: sampleActive({ isDemo: true }) })).toBe(
    'ModelTray: The demo answers (not a model)',
  );
  expect(tooltip({ active: sampleActive({ model: 'm'.repeat(300) }) }).length).toBeLessThanOrEqual(127);
});
