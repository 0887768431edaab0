/**
 * How long the window takes to show something, and its page: `node test/bench/first-paint.mjs [rounds] [out…]` after
 * `npm run build`, in Chromium through the panel, each time in a browser that was just started. Each further build is
 * measured in alternation with the first. "With its process" begins before the empty tab is asked for.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const here = dirname(fileURLToPath(import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
const builds = [join(here, '../../out'), ...process.argv.slice(3).map((folder) => resolve(folder))];
const locales = ['en-US', 'zh-CN'];
const figures = /** @type {const} */ (['paint', 'withProcess', 'page']);

/** @param {string} out @param {string} dataDir @returns {Promise<{ child: import('node:child_process').ChildProcess, link: string }>} */
function startModelTray(out, dataDir) {
  const flags = ['--headless', '--demo', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0'];
  const args = [join(out, 'main/headless.mjs'), 'serve', ...flags, '--data', dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += String(data);
      const link = /(http:\/\/\S*token=\S*)/.exec(text)?.[1];
      if (link !== undefined) done({ child, link });
    });
    child.on('exit', (code) => reject(new Error(`ModelTray ended with ${code}: ${text}`)));
  });
}

/** In the page: marks the moment at which its heading is there, which a look from outside sees late. */
const noteHeading = `
  const observer = new MutationObserver(() => {
    if (document.querySelector('h1') === null) return;
    performance.mark('heading');
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
`;

/** One start of a browser and of the window in it. @param {string} link @param {string} locale */
async function openOnce(link, locale) {
  const path = process.env.MODELTRAY_CHROMIUM;
  const browser = await chromium.launch({
    ...(path !== undefined && { executablePath: path }),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const context = await browser.newContext({ locale, viewport: { width: 1024, height: 700 } });
    const asked = Date.now();
    const page = await context.newPage();
    await page.addInitScript(noteHeading);
    await page.goto(link);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return await page.evaluate((before) => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
      return {
        paint,
        withProcess: performance.timeOrigin + paint - before,
        page: performance.getEntriesByName('heading')[0]?.startTime ?? NaN,
      };
    }, asked);
  } finally {
    await browser.close();
  }
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const dataDir = await mkdtemp(join(tmpdir(), 'modeltray-paint-'));
const running = [];
try {
  for (const [index, out] of builds.entries()) {
    const folder = join(dataDir, String(index));
    await mkdir(folder);
    await writeFile(join(folder, 'settings.json'), '{"version":1,"window":{"firstRunDone":true}}');
    running.push({ out, ...(await startModelTray(out, folder)) });
  }
  for (const locale of locales) {
    /** @type {Map<string, Awaited<ReturnType<typeof openOnce>>[]>} */
    const seen = new Map(builds.map((out) => [out, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const { out, link } of running) seen.get(out)?.push(await openOnce(link, locale));
    for (const [out, times] of seen) {
      const [paint, withProcess, page] = figures.map((name) =>
        Math.round(median(times.map((one) => one[name]))),
      );
      console.log(
        `${locale}  first paint ${paint} ms (want < 400), with its process ${withProcess} ms, page ${page} ms  ${out}`,
      );
    }
  }
} finally {
  for (const { child } of running) {
    child.removeAllListeners('exit');
    child.kill();
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
