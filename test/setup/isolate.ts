/**
 * Before any test: folders of its own in place of the user's, none of ModelTray's or a proxy's variables, and a guard
 * on outgoing connections, so that the tests pass, and disturb nothing, while real model servers run on this machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { folderVariables, isUnwanted, isolateEnvironment } from '../../scripts/test/environment.mjs';
import { guardConnections } from './guard-connections.ts';

const home = mkdtempSync(join(tmpdir(), 'modeltray-home-'));
const isolated = isolateEnvironment(process.env, home);
for (const name of Object.keys(process.env)) if (isUnwanted(name)) Reflect.deleteProperty(process.env, name);
for (const name of Object.keys(folderVariables)) process.env[name] = isolated[name];

const guard = guardConnections();

afterEach(() => {
  const touched = guard.takeTouched();
  if (touched.length > 0) throw new Error(`a test connected to a real default port: ${touched.join(', ')}`);
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});
