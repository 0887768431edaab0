/** The real program, headless, in folders of its own and on free ports; found by the lines that it prints. */
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isUnwanted } from '../../../scripts/test/environment.mjs';
import type { CallInput, CallName, CallResult } from '../../../shared/api.ts';
import type { Locale } from '../../../shared/i18n/index.ts';

const entry = resolve(import.meta.dirname, '../../../bin/modeltray.mjs');
const posixLocales: Record<Locale, string> = { en: 'en_US.UTF-8', 'zh-CN': 'zh_CN.UTF-8' };

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface Program {
  /** `http://127.0.0.1:…/v1`. */
  readonly proxyUrl: string;
  /** With the token. */
  readonly panelLink: string;
  /** A folder that goes away with the program. */
  readonly folder: string;
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** Ends the program; its folder stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function startProgram(language: Locale): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-e2e-'));
  const child = spawnProgram(folder, language);
  const { proxyUrl, panelLink } = await readLinks(child);
  const stop = (): Promise<void> => stopChild(child);
  return {
    proxyUrl,
    panelLink,
    folder,
    call: (name, input) => callPanel(panelLink, name, input),
    stop,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function spawnProgram(folder: string, language: Locale): Child {
  const home = join(folder, 'home');
  const kept = Object.entries(process.env).filter(([name]) => !isUnwanted(name));
  const env = {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData'),
    XDG_CONFIG_HOME: join(home, '.config'),
    LANG: posixLocales[language],
    LC_ALL: posixLocales[language],
    LANGUAGE: '',
  };
  const flags = ['--headless', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0'];
  const args = [entry, 'serve', ...flags, '--data', join(folder, 'data')];
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Rejects with everything that was printed, where the program ends before it prints both links. */
async function readLinks(child: Child): Promise<{ proxyUrl: string; panelLink: string }> {
  const printed: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  let proxyUrl: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    const link = /(https?:\/\/127\.0\.0\.1:\d+\/\S*)$/.exec(line)?.[1];
    if (link?.endsWith('/v1')) proxyUrl ??= link;
    if (link?.includes('token=') && proxyUrl !== undefined) {
      child.stdout.resume();
      return { proxyUrl, panelLink: link };
    }
  }
  throw new Error(`the program ended before it printed its links:\n${printed.join('\n')}`);
}

async function stopChild(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function callPanel<Name extends CallName>(
  panelLink: string,
  name: Name,
  input: CallInput<Name>,
): Promise<CallResult<Name>> {
  const link = new URL(panelLink);
  const response = await fetch(new URL(`/api/call/${name}`, link), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${link.searchParams.get('token') ?? ''}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(input),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return (answer as { result: CallResult<Name> }).result;
}
