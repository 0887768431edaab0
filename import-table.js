/**
 * Which room may import which. `.` is a room's own files; `type:` allows type-only imports. The linter
 * (`eslint.config.js`) and `test/architecture.test.ts` both read this one table.
 */

/** @typedef {{ rooms: string[], types?: string[], guarded: string[] }} Allowance */

/** Modules that only some rooms may use. Other packages are free, except in the pure rooms. */
export const guardedModules = ['electron', 'express', 'undici', 'node:'];

/** Rooms whose only permitted package is zod. */
export const pureRooms = ['shared', 'routing', 'repairs'];

const beneathCore = [
  'shared',
  'routing',
  'repairs',
  'net',
  'settings',
  'state',
  'upstreams',
  'conformance',
  'dbgpt',
  'proxy',
];

/** @type {Record<string, Allowance>} */
export const importTable = {
  shared: { rooms: [], guarded: [] },
  routing: { rooms: ['shared'], guarded: [] },
  repairs: { rooms: ['shared'], guarded: [] },
  net: { rooms: ['shared'], guarded: ['undici', 'node:'] },
  settings: { rooms: ['shared'], guarded: ['node:'] },
  state: { rooms: ['shared'], types: ['routing', 'upstreams'], guarded: [] },
  upstreams: { rooms: ['shared', 'routing', 'net'], guarded: ['node:'] },
  conformance: { rooms: ['shared', 'net', 'repairs'], types: ['upstreams'], guarded: ['node:'] },
  dbgpt: { rooms: ['shared', 'net'], guarded: ['node:'] },
  proxy: {
    rooms: ['shared', 'routing', 'repairs', 'net'],
    types: ['upstreams', 'state'],
    guarded: ['node:', 'express'],
  },
  core: { rooms: beneathCore, guarded: ['node:'] },
  panel: { rooms: ['shared'], types: ['core'], guarded: ['node:', 'express'] },
  cli: { rooms: ['shared'], types: ['core'], guarded: ['node:'] },
  desktop: { rooms: ['shared'], types: ['core'], guarded: ['electron', 'node:'] },
  headless: { rooms: ['shared', 'core', 'panel', 'cli', 'shutdown', 'log'], guarded: ['node:'] },
  index: {
    rooms: ['shared', 'core', 'panel', 'desktop', 'cli', 'shutdown', 'log'],
    guarded: ['electron', 'node:'],
  },
  preload: { rooms: ['shared'], guarded: ['electron'] },
  shutdown: { rooms: ['shared'], guarded: ['node:'] },
  log: { rooms: ['shared'], guarded: ['node:'] },
  renderer: { rooms: ['shared'], guarded: [] },
};

/**
 * The room of a source file, by its path from the repository's root with forward slashes; null for tests, scripts
 * and configuration, which may import what they like.
 * @param {string} path
 * @returns {string | null}
 */
export function roomOf(path) {
  const [top, second] = path.split('/');
  if (top === 'shared' || top === 'renderer') return top;
  if (top !== 'main' || second === undefined) return null;
  return second.replace(/\.tsx?$/, '');
}

/**
 * Why `fromPath` must not import `specifier`, or null if it may.
 * @param {string} fromPath path of the importing file from the root
 * @param {string} specifier as written
 * @param {string | null} targetPath path of the imported file from the root, null for packages
 * @param {boolean} isTypeOnly
 * @returns {string | null}
 */
export function importProblem(fromPath, specifier, targetPath, isTypeOnly) {
  const from = roomOf(fromPath);
  if (from === null) return null;
  const allowed = importTable[from];
  if (allowed === undefined) return `${from} is not a room of the import table`;
  return targetPath === null
    ? packageProblem(from, allowed, specifier, isTypeOnly)
    : roomProblem(from, allowed, targetPath, isTypeOnly);
}

/** @param {string} from @param {Allowance} allowed @param {string} targetPath @param {boolean} isTypeOnly */
function roomProblem(from, allowed, targetPath, isTypeOnly) {
  const to = roomOf(targetPath);
  if (to === null) return `${from} imports ${targetPath}, which is in no room`;
  if (to === from || allowed.rooms.includes(to)) return null;
  const types = allowed.types ?? [];
  if (types.includes(to)) return isTypeOnly ? null : `${from} may import only types of ${to}`;
  return `${from} must not import ${to}`;
}

/** @param {string} from @param {Allowance} allowed @param {string} specifier @param {boolean} isTypeOnly */
function packageProblem(from, allowed, specifier, isTypeOnly) {
  const guard = guardedModules.find((name) =>
    name === 'node:' ? specifier.startsWith('node:') : specifier === name || specifier.startsWith(`${name}/`),
  );
  if (guard !== undefined && !allowed.guarded.includes(guard)) return `${from} must not import ${specifier}`;
  if (guard === undefined && pureRooms.includes(from) && specifier !== 'zod') {
    return `${from} may import no package but zod, not ${specifier}`;
  }
  return isTypeOnly && from === 'renderer' && guard !== undefined
    ? `${from} must not import ${specifier}`
    : null;
}
