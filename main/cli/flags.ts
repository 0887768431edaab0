import { parseArgs } from 'node:util';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';

/** What a start is told by its command line and environment. Holds for the run and is never stored. */
export interface StartFlags {
  /** The proxy's port, 0 for any free one; null leaves it to the settings. */
  port: number | null;
  panelPort: number | null;
  dataDir: string | null;
  headless: boolean;
  demo: boolean;
  /** Whether the panel may be opened in the browser. */
  open: boolean;
  discover: boolean;
}

export type StartFlagsResult = { ok: true; flags: StartFlags } | { ok: false; message: Message };

type Env = Readonly<Record<string, string | undefined>>;

const switches = ['headless', 'demo', 'no-open', 'no-discover'] as const;
const values = ['port', 'panel-port', 'data'] as const;
type Switch = (typeof switches)[number];
type ValueFlag = (typeof values)[number];

export interface ParseFlagsOptions {
  /** Electron and Chromium have switches of their own, which are not ours to refuse. */
  ignoreUnknown?: boolean;
}

/** The flags over the environment (`MODELTRAY_PORT`, `MODELTRAY_PANEL_PORT`, `MODELTRAY_DATA`). */
export function parseStartFlags(
  argv: readonly string[],
  env: Env,
  { ignoreUnknown = false }: ParseFlagsOptions = {},
): StartFlagsResult {
  const read = readArgv(argv, ignoreUnknown);
  if ('problem' in read) return { ok: false, message: read.problem };
  const port = portFrom(read.values, env, 'port', 'MODELTRAY_PORT');
  const panelPort = portFrom(read.values, env, 'panel-port', 'MODELTRAY_PANEL_PORT');
  if (typeof port === 'object' && port !== null) return { ok: false, message: port };
  if (typeof panelPort === 'object' && panelPort !== null) return { ok: false, message: panelPort };
  return {
    ok: true,
    flags: {
      port,
      panelPort,
      dataDir: read.values.get('data') ?? (env['MODELTRAY_DATA'] || null),
      headless: read.switches.has('headless'),
      demo: read.switches.has('demo'),
      open: !read.switches.has('no-open'),
      discover: !read.switches.has('no-discover'),
    },
  };
}

interface ReadArgv {
  switches: ReadonlySet<Switch>;
  values: ReadonlyMap<ValueFlag, string>;
}

function readArgv(argv: readonly string[], ignoreUnknown: boolean): ReadArgv | { problem: Message } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(values.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const read = { switches: new Set<Switch>(), values: new Map<ValueFlag, string>() };
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (!ignoreUnknown) return { problem: message('cli.flags.unexpected', { argument: token.value }) };
      continue;
    }
    const problem = readOption(read, token.name, token.rawName, token.value, ignoreUnknown);
    if (problem !== null) return { problem };
  }
  return read;
}

function readOption(
  into: { switches: Set<Switch>; values: Map<ValueFlag, string> },
  name: string,
  rawName: string,
  value: string | undefined,
  ignoreUnknown: boolean,
): Message | null {
  const flag = values.find((known) => known === name);
  if (flag !== undefined) {
    if (value === undefined || value === '' || value.startsWith('--')) {
      return message('cli.flags.needsValue', { flag: rawName });
    }
    into.values.set(flag, value);
    return null;
  }
  const known = switches.find((each) => each === name);
  if (known === undefined) return ignoreUnknown ? null : message('cli.flags.unknown', { flag: rawName });
  if (value !== undefined) return message('cli.flags.noValue', { flag: rawName });
  into.switches.add(known);
  return null;
}

/** A message where the text is no port. */
function portFrom(
  given: ReadonlyMap<ValueFlag, string>,
  env: Env,
  flag: 'port' | 'panel-port',
  variable: string,
): number | null | Message {
  const fromFlag = given.get(flag);
  const text = fromFlag ?? (env[variable] || undefined);
  if (text === undefined) return null;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  return message('cli.flags.badPort', { name: fromFlag === undefined ? variable : `--${flag}`, value: text });
}
