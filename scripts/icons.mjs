/**
 * Draws every icon file from the SVG sources in `build/icons/source`: `node scripts/icons.mjs`. The results are kept in
 * the repository, so this runs only after a drawing was changed. It needs a Chromium: `MODELTRAY_CHROMIUM`, or one on
 * the PATH, or Playwright's own.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { packIcns, packIco } from './icons/containers.mjs';

const iconsDir = fileURLToPath(new URL('../build/icons', import.meta.url));
const sourceDir = join(iconsDir, 'source');

/** Below this many pixels the app's icon has its own, heavier drawing. */
const smallBelow = 48;
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];

const states = /** @type {const} */ (['running', 'stopped', 'no-server', 'demo', 'error']);
/** @typedef {(typeof states)[number]} State */

/** Side of a tray icon in pixels at scale 1, and the scales that a system may ask for. */
const traySizes = {
  template: { side: 16, scales: [1, 2] },
  'on-light': { side: 16, scales: [1, 1.25, 1.5, 2, 3] },
  'on-dark': { side: 16, scales: [1, 1.25, 1.5, 2, 3] },
  color: { side: 22, scales: [1, 2] },
};
/** @typedef {keyof typeof traySizes} Variant */

/** @type {Record<Variant, { tray: string, accents: Partial<Record<State, string>> }>} */
const trayColors = {
  template: { tray: '#000', accents: {} },
  'on-light': { tray: '#1f2328', accents: { running: '#4a46c2', error: '#c4272f' } },
  'on-dark': { tray: '#fff', accents: { running: '#a5a3ef', error: '#ff8a8a' } },
  // These stand out from a dark panel as well as from a light one.
  color: {
    tray: '#7c8794',
    accents: {
      running: '#716de3',
      stopped: '#7c8794',
      'no-server': '#c98a0a',
      demo: '#1a9aa8',
      error: '#e5484d',
    },
  },
};

function findChromium() {
  const given = process.env['MODELTRAY_CHROMIUM'];
  if (given) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} svg @param {number} side in pixels
 * @param {{ tray: string, accent: string }} [colors]
 */
async function draw(page, svg, side, colors = { tray: '#000', accent: '#000' }) {
  await page.setViewportSize({ width: side, height: side });
  const style = `html,body{margin:0}svg{display:block;width:${side}px;height:${side}px;color:${colors.tray};--accent:${colors.accent}}`;
  await page.setContent(`<style>${style}</style>${svg}`);
  return page.screenshot({ omitBackground: true, type: 'png' });
}

/** @param {string} path below `build/icons` @param {Uint8Array} bytes */
async function keep(path, bytes) {
  await mkdir(dirname(join(iconsDir, path)), { recursive: true });
  await writeFile(join(iconsDir, path), bytes);
}

/** @param {import('@playwright/test').Page} page */
async function drawApp(page) {
  const large = await readFile(join(sourceDir, 'app.svg'), 'utf8');
  const small = await readFile(join(sourceDir, 'app-small.svg'), 'utf8');
  /** @type {Map<number, Uint8Array>} */
  const drawn = new Map();
  for (const side of appSizes) drawn.set(side, await draw(page, side < smallBelow ? small : large, side));
  for (const side of linuxSizes) await keep(`linux/${side}x${side}.png`, take(drawn, side));
  await keep('icon.png', take(drawn, 512));
  await keep('icon.ico', packIco(icoSizes.map((side) => ({ side, png: take(drawn, side) }))));
  await keep(
    'icon.icns',
    packIcns((side) => take(drawn, side)),
  );
}

/** @param {Map<number, Uint8Array>} drawn @param {number} side */
function take(drawn, side) {
  const png = drawn.get(side);
  if (png === undefined) throw new Error(`The app's icon is not drawn at ${side} px; add it to appSizes.`);
  return png;
}

/** @param {import('@playwright/test').Page} page @param {State} state @param {Variant} variant */
async function drawTray(page, state, variant) {
  const svg = await readFile(join(sourceDir, `tray-${state}.svg`), 'utf8');
  const { tray, accents } = trayColors[variant];
  const { side, scales } = traySizes[variant];
  const name = variant === 'template' ? `${state}Template` : `${state}-${variant}`;
  for (const scale of scales) {
    const png = await draw(page, svg, side * scale, { tray, accent: accents[state] ?? tray });
    await keep(`tray/${name}${scale === 1 ? '' : `@${scale}x`}.png`, png);
  }
}

const executablePath = findChromium();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const page = await browser.newPage();
  await drawApp(page);
  const variants = /** @type {Variant[]} */ (Object.keys(traySizes));
  for (const state of states) for (const variant of variants) await drawTray(page, state, variant);
  process.stdout.write(`Icons drawn into ${iconsDir}\n`);
} finally {
  await browser.close();
}
