import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ModelTrayError } from '../../shared/errors.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { bearer, chat } from '../support/chat.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function open(): Promise<{ alpha: FakeUpstream; core: RunningCore }> {
  const alpha = await scope.fake();
  return { alpha, core: await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-alpha' } }) };
}
const settingsOf = (core: RunningCore) => core.core.state().settings;
const backups = async ({ dataDir }: RunningCore): Promise<string[]> =>
  (await readdir(dataDir)).filter((name) => name.startsWith('settings.backup'));

test('an export has all wishes and no key, and another installation takes it', async () => {
  const { core } = await open();
  await core.api.calls.updateSettings({ locks: { noCloud: true }, timeouts: { loadMs: 60_000 } });
  const { fileName, text } = await core.api.calls.exportSettings({});
  expect(fileName).toMatch(/^modeltray-settings-\d{4}-\d\d-\d\d\.json$/);
  for (const secret of ['sk-alpha', core.localKey]) expect(text).not.toContain(secret);
  expect(text).not.toContain('firstRunDone');

  const other = await scope.core({ active: null });
  await other.api.calls.finishFirstRun({ done: true });
  const { changes } = await other.api.calls.previewImport({ text });
  expect(changes.map(({ field }) => field)).toEqual([
    'upstreams.alpha',
    'routes.active',
    'locks.noCloud',
    'timeouts.loadMs',
  ]);
  expect(settingsOf(other).locks.noCloud).toBe(false);
  expect(await backups(other)).toEqual([]);
  await other.api.calls.importSettings({ text });
  expect(settingsOf(other)).toMatchObject({
    upstreams: [{ slug: 'alpha' }],
    locks: { noCloud: true },
    timeouts: { loadMs: 60_000 },
    window: { firstRunDone: true },
  });
  expect(other.core.state().upstreams[0]).toMatchObject({ slug: 'alpha', keyState: 'none' });
  expect((await chat(other)).status).toBe(200);
});

test('an import is taken back by the copy that it left', async () => {
  const { core } = await open();
  const before = settingsOf(core);
  const { backup } = await core.api.calls.importSettings({ text: '{"version":1}' });
  expect(settingsOf(core).upstreams).toEqual([]);
  expect(await backups(core)).toEqual([backup]);
  await core.api.calls.restoreSettings({ backup });
  expect(settingsOf(core)).toEqual(before);
  expect(core.core.state().upstreams[0]).toMatchObject({ slug: 'alpha', keyState: 'stored' });
  expect((await chat(core)).status).toBe(200);
});

test('what opens more is marked before anything is taken', async () => {
  const { core } = await open();
  await core.api.calls.updateSettings({ locks: { noCloud: true } });
  const { upstreams } = settingsOf(core);
  const moved = upstreams.map((one) => ({ ...one, baseUrl: 'http://127.0.0.1:1' }));
  const text = JSON.stringify({ version: 1, upstreams: moved, proxy: { listen: 'all', port: 4321 } });
  const { changes } = await core.api.calls.previewImport({ text });
  const marks = Object.fromEntries(changes.map(({ field, widens }) => [field, widens]));
  expect(marks).toEqual({
    'upstreams.alpha': true,
    'routes.active': false,
    'proxy.listen': true,
    'proxy.port': false,
    'locks.noCloud': true,
  });
});

test.each([
  ['{ "version": 1, ', /line 1, column \d+/],
  ['[]', /not a JSON object/],
  ['{}', /“version”/],
  ['{"version":2}', /newer ModelTray/],
  ['{"version":1,"proxy":{"port":0}}', /“proxy.port” must be at least 1/],
  ['{"version":1,"timeouts":{"loadMs":1}}', /“timeouts.loadMs” must be at least 10000/],
  ['{"version":1,"keys":["sk-1"]}', /“keys” is not a known field/],
  ['{"format":"modeltray-settings","settings":{"version":1,"secrets":{}}}', /“secrets” is not a known/],
])('%s is refused at its field, and nothing is changed', async (text, reason) => {
  const core = await scope.core();
  const before = settingsOf(core);
  const { previewImport, importSettings } = core.api.calls;
  for (const ask of [async () => previewImport({ text }), async () => importSettings({ text })]) {
    const refused: unknown = await ask().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(refused instanceof ModelTrayError)) throw new Error('it was taken');
    expect(refused.code).toBe('bad_settings_file');
    expect(renderMessage('en', refused.userMessage)).toMatch(reason);
  }
  expect(settingsOf(core)).toBe(before);
  expect(await backups(core)).toEqual([]);
});

test('a reset keeps a copy and the keys, so that the way back is whole', async () => {
  const { core } = await open();
  const before = settingsOf(core);
  const { backup } = await core.api.calls.resetSettings({ keys: false });
  expect(settingsOf(core)).toMatchObject({ ...defaultSettings, recent: [] });
  expect(core.core.localKey()).toBe(core.localKey);
  const kept: unknown = JSON.parse(await readFile(join(core.dataDir, backup), 'utf8'));
  expect(kept).toEqual(before);
  await core.api.calls.restoreSettings({ backup });
  expect(core.core.state().upstreams[0]).toMatchObject({ keyState: 'stored' });
});

test('a reset may take the keys along: those of the servers and those of the programs', async () => {
  const { core } = await open();
  const { key } = await core.api.calls.createKey({ label: 'reports' });
  const { backup } = await core.api.calls.resetSettings({ keys: true });
  expect(core.core.state().keys.map(({ label }) => label)).toEqual(['DB-GPT']);
  expect(core.core.localKey()).not.toBe(core.localKey);
  expect(await readFile(join(core.dataDir, 'secrets.json'), 'utf8')).not.toContain('sk-alpha');
  await core.api.calls.restoreSettings({ backup });
  await core.api.calls.updateSettings({ proxy: { requireKey: 'always' } });
  expect(core.core.state().upstreams[0]).toMatchObject({ keyState: 'none' });
  for (const old of [key, core.localKey])
    expect((await chat(core, { headers: bearer(old) })).status).toBe(401);
});

test('a name that is no backup’s reads no other file', async () => {
  const { core } = await open();
  await writeFile(join(core.dataDir, 'other.json'), '{"version":1}');
  for (const backup of ['other.json', '../settings.json', 'settings.backup-2026-01-01.json']) {
    await expect(core.api.calls.restoreSettings({ backup })).rejects.toMatchObject({
      code: 'file_not_found',
    });
  }
});
