import { dirname, join } from 'node:path';
import { isNoise } from './electron-noise.mjs';

/** @typedef {{ cause: 'sandbox', helper: string } | { cause: 'root' } | { cause: 'display' } | { cause: 'other' }
 *   | { cause: 'library', library: string, packageName: string | null }} Fix */

/** Debian's and Ubuntu's packages for what Electron loads and a server installation lacks. */
const packageOf = /** @type {Record<string, string>} */ ({
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgbm.so.1': 'libgbm1',
  // Where the name without t64 is a virtual one, apt refuses to choose.
  'libasound.so.2': 'libasound2t64 || sudo apt-get install libasound2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXrandr.so.2': 'libxrandr2',
  'libXfixes.so.3': 'libxfixes3',
});

/** @type {readonly { cause: 'sandbox' | 'root' | 'display' | 'library', sign: RegExp }[]} */
const signs = [
  { cause: 'root', sign: /running as root without --no-sandbox/i },
  { cause: 'sandbox', sign: /SUID sandbox helper|no usable sandbox|chrome-sandbox/i },
  { cause: 'library', sign: /error while loading shared libraries: ([^\s:]+)/i },
  {
    cause: 'display',
    sign: /Missing X server|cannot open display|failed to initialize (?:ozone|X11|Wayland)/i,
  },
];

/**
 * What Electron said when it gave up, and what to do about it. Chromium prints harmless lines before the one that
 * counts, so a line with a known cause goes first, then a fatal one, then what the app itself says, then the first.
 * @param {string} stderr @param {string} program path of Electron's program
 * @returns {{ line: string, fix: Fix }}
 */
export function explainElectronFailure(stderr, program) {
  const lines = stderr
    .split('\n')
    .map(stripPrefix)
    .filter((line) => line !== '');
  for (const line of lines) {
    for (const { cause, sign } of signs) {
      const found = sign.exec(line);
      if (found !== null) return { line: lineOf(cause, line), fix: fixFor(cause, found[1] ?? '', program) };
    }
  }
  const raw = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = raw.find((line) => /:FATAL:|\bError:/.test(line)) ?? raw.find((line) => !isNoise(line));
  return { line: stripPrefix(telling ?? raw[0] ?? ''), fix: { cause: 'other' } };
}

/** @param {'sandbox' | 'root' | 'display' | 'library'} cause @param {string} library @param {string} program @returns {Fix} */
function fixFor(cause, library, program) {
  if (cause === 'sandbox') return { cause, helper: join(dirname(program), 'chrome-sandbox') };
  return cause === 'library' ? { cause, library, packageName: packageOf[library] ?? null } : { cause };
}

/**
 * A refused sandbox comes with a paragraph that ends with the advice to do without one.
 * @param {'sandbox' | 'root' | 'display' | 'library'} cause @param {string} line
 */
function lineOf(cause, line) {
  return cause === 'sandbox' ? (/^.+?[.!](?=\s|$)/.exec(line)?.[0] ?? line) : line;
}

/** Chromium's `[pid:date:LEVEL:file.cc(line)]`. @param {string} line */
function stripPrefix(line) {
  return line.replace(/^\[[^\]]*\]\s*/, '').trim();
}
