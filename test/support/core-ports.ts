/** What a core is made of, on an empty temporary folder, for tests that start and stop it themselves. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CorePorts } from '../../main/core.ts';
import { silentLog } from '../../shared/ports.ts';
import { noListeners } from './listeners.ts';
import { realClock } from './real-clock.ts';

export async function corePorts(more: Partial<CorePorts> = {}): Promise<CorePorts> {
  return {
    shell: 'headless',
    version: '0.0.0-test',
    dataDir: await mkdtemp(join(tmpdir(), 'modeltray-test-')),
    systemLocale: 'en',
    log: silentLog,
    clock: realClock,
    chance: () => 0.5,
    run: { port: 0, demo: false, discover: false },
    shellPorts: {},
    keychain: null,
    settingsFile: null,
    readOnBattery: null,
    listListeners: noListeners,
    home: tmpdir(),
    env: {},
    ...more,
  };
}

/** Puts settings on disk before a core reads them. */
export async function writeSettings(dataDir: string, settings: object): Promise<void> {
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
}
