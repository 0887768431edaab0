/** Runs command lines in this process, against a running fake core, an offline one, or none. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { CliEnvironment, ServeRequest } from '../../main/cli/environment.ts';
import { runCli } from '../../main/cli/index.ts';
import { createInstanceKeeper } from '../../main/panel/instance-file.ts';
import { createPanel } from '../../main/panel/server.ts';
import type { RunningPanel } from '../../main/panel/server.ts';
import { silentLog } from '../../shared/ports.ts';
import { createFakeCore } from '../support/fake-core.ts';
import type { FakeCore, FakeCoreOptions } from '../support/fake-core.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface CommandLine {
  dataDir: string;
  served: ServeRequest[];
  run(words: readonly string[], change?: Partial<CliEnvironment>): Promise<Ran>;
  json(
    words: readonly string[],
    change?: Partial<CliEnvironment>,
  ): Promise<{ code: number; document: unknown }>;
}

export function useCommandLine(): {
  /** No core runs; a command opens `core`. */
  offline(core?: FakeCore): Promise<CommandLine>;
  running(
    options?: FakeCoreOptions,
    pagesDir?: string | null,
  ): Promise<CommandLine & { core: FakeCore; panel: RunningPanel; stopPanel(): Promise<void> }>;
} {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'modeltray-cli-'));
    closers.push(() => rm(path, { recursive: true, force: true }));
    return path;
  };
  return {
    async offline(core = createFakeCore()) {
      return createCommandLine(await folder(), () => core);
    },
    async running(options = {}, pagesDir = '/nowhere') {
      const dataDir = await folder();
      const core = createFakeCore({ ...options, state: { dataDir, ...options.state } });
      const panel = createPanel({ core, port: 0, pagesDir, log: silentLog });
      const address = await panel.start();
      closers.push(() => panel.stop());
      core.reportPanel(address);
      const keeper = createInstanceKeeper(core, address, () => undefined);
      await keeper.write();
      closers.push(() => keeper.forget());
      const open = (): never => {
        throw new Error('a core runs, so none is to be opened');
      };
      return { ...createCommandLine(dataDir, open), core, panel: address, stopPanel: () => panel.stop() };
    },
  };
}

function createCommandLine(dataDir: string, openCore: CliEnvironment['openCore']): CommandLine {
  const served: ServeRequest[] = [];
  const run = async (words: readonly string[], change: Partial<CliEnvironment> = {}): Promise<Ran> => {
    let out = '';
    let err = '';
    const code = await runCli(words, {
      env: {},
      cwd: dataDir,
      stdin: emptyInput(),
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
      isTerminal: false,
      platform: 'linux',
      systemLocale: 'en',
      version: '1.2.3',
      dataDir: (override) => override ?? dataDir,
      openCore,
      serve: (request) => {
        served.push(request);
        return Promise.resolve(0);
      },
      startDemo: () => Promise.reject(new Error('no demo in this test')),
      untilTold: () => new Promise(() => undefined),
      ...change,
    });
    return { code, out, err };
  };
  return {
    dataDir,
    served,
    run,
    async json(words, change) {
      const { code, out, err } = await run([...words, '--json'], change);
      if (err !== '') throw new Error(`something went to stderr: ${err}`);
      return { code, document: JSON.parse(out) as unknown };
    },
  };
}

async function* emptyInput(): AsyncGenerator<string> {
  yield* [];
  await Promise.resolve();
}
