import { expect, test } from 'vitest';
import { createNotices } from '../../main/core/notices.ts';
import { createSettingsEdits } from '../../main/core/settings-edits.ts';
import type { LoadedSettings } from '../../main/settings/load-settings.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';

const locked: Settings = { ...defaultSettings, locks: { onlyThisMachine: true, noCloud: false } };

function found(settings: Settings): LoadedSettings {
  return { settings, readOnly: false, problem: null, migratedFrom: null, text: '', keep: () => undefined };
}

test('our own write does not take the question about an edit back, and the edit goes on top of it', () => {
  let current = locked;
  let written: Settings | null = null;
  const notices = createNotices(() => undefined);
  const edits = createSettingsEdits({
    notices,
    secrets: { hasKey: () => false },
    current: () => current,
    adopt: (settings) => (current = settings),
    write: (settings) => (written = settings),
  });
  edits.take(found(defaultSettings));
  current = { ...locked, window: { ...locked.window, theme: 'dark' } };
  edits.noteWrite();
  edits.take(found(current));
  expect(notices.all().map(({ id }) => id)).toEqual(['settings-edit-widens']);
  edits.decide(true);
  expect(current).toEqual({ ...defaultSettings, window: { ...defaultSettings.window, theme: 'dark' } });
  expect(written).toEqual(current);
});

test('an edit that its author takes back is asked about no more', () => {
  const notices = createNotices(() => undefined);
  const edits = createSettingsEdits({
    notices,
    secrets: { hasKey: () => false },
    current: () => locked,
    adopt: () => undefined,
    write: () => undefined,
  });
  edits.take(found(defaultSettings));
  edits.take(found(locked));
  expect(notices.all()).toEqual([]);
});
