import { parseArgs } from 'node:util';

/** @typedef {{ address: string, key: string | null }} Target */
/** @typedef {{ targets: Target[], full: boolean, markdown: string | null }} Options */
/**
 * What is wrong with the command line; the words are `words.mjs`'s.
 * @typedef {{ problem: 'noAddress' } | { problem: 'badAddress' | 'unknownOption' | 'needsValue' | 'noValue' | 'badKeyLine' | 'noKeysFile', what: string }} BadUsage
 */

const valueFlags = ['keys-file', 'markdown'];
const switches = ['full'];

/**
 * @param {readonly string[]} argv
 * @param {(path: string) => string} readText throws where the file can't be read
 * @returns {Options | BadUsage}
 */
export function parseOptions(argv, readText) {
  const read = readArgv(argv);
  if ('problem' in read) return read;
  const { addresses, values } = read;
  const bad = addresses.find((text) => normalise(text) === null);
  if (bad !== undefined) return { problem: 'badAddress', what: bad };
  const keysFile = values.get('keys-file');
  const keys = keysFile === undefined ? new Map() : readKeys(keysFile, readText);
  if ('problem' in keys) return keys;
  const known = [...new Set(addresses.map((text) => normalise(text) ?? text))];
  if (known.length === 0) return { problem: 'noAddress' };
  return {
    targets: known.map((address) => ({ address, key: keys.get(sameFor(address)) ?? null })),
    full: values.has('full'),
    markdown: values.get('markdown') ?? null,
  };
}

/** @param {readonly string[]} argv @returns {{ addresses: string[], values: Map<string, string> } | BadUsage} */
function readArgv(argv) {
  /** @type {string[]} */
  const addresses = [];
  /** @type {Map<string, string>} */
  const values = new Map();
  const options = Object.fromEntries(
    valueFlags.map((name) => [name, { type: /** @type {const} */ ('string') }]),
  );
  for (const token of parseArgs({ args: [...argv], options, strict: false, tokens: true }).tokens) {
    if (token.kind === 'positional') addresses.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (!valueFlags.includes(name) && !switches.includes(name))
      return { problem: 'unknownOption', what: rawName };
    if (switches.includes(name) && value !== undefined) return { problem: 'noValue', what: rawName };
    if (valueFlags.includes(name) && (value === undefined || value === '' || value.startsWith('--'))) {
      return { problem: 'needsValue', what: rawName };
    }
    values.set(name, value ?? '');
  }
  return { addresses, values };
}

/**
 * The address as the core takes it, or null where it is none. Without a scheme it is `http://`.
 * @param {string} text
 */
export function normalise(text) {
  const withScheme = text.includes('://') ? text : `http://${text}`;
  if (!/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(withScheme) || !URL.canParse(withScheme)) return null;
  return withScheme.replace(/\/+$/, '');
}

/** With and without `/v1` it is one server. @param {string} address */
const sameFor = (address) => address.replace(/\/v1$/, '').toLowerCase();

/**
 * `address key` on each line; empty lines and those that begin with `#` are none.
 * @param {string} path
 * @param {(path: string) => string} readText
 * @returns {Map<string, string> | BadUsage}
 */
function readKeys(path, readText) {
  /** @type {Map<string, string>} */
  const keys = new Map();
  const text = readOrNull(path, readText);
  if (text === null) return { problem: 'noKeysFile', what: path };
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const [typed = '', key, ...more] = line.trim().split(/\s+/);
    const address = normalise(typed);
    // The line itself is not shown: it may be a key.
    if (address === null || key === undefined || more.length > 0) {
      return { problem: 'badKeyLine', what: `${path}:${index + 1}` };
    }
    keys.set(sameFor(address), key);
  }
  return keys;
}

/** @param {string} path @param {(path: string) => string} readText */
function readOrNull(path, readText) {
  try {
    return readText(path);
  } catch {
    return null;
  }
}
