/**
 * Which browser the specs run in. The order is fixed, each step has a time limit, and a browser counts only once it
 * has opened a page.
 */

/** @typedef {{ kind: 'found', path: string | null, source: string } | { kind: 'none', reason: string, command: string }} BrowserChoice */
/** @typedef {{
 *   env: NodeJS.ProcessEnv,
 *   installed: () => string[],
 *   cached: () => boolean,
 *   canUseApt: () => boolean,
 *   opens: (path: string | null) => Promise<boolean>,
 *   installByApt: () => Promise<string | null>,
 *   downloadByPlaywright: () => Promise<string | null>,
 *   log: (line: string) => void,
 * }} BrowserSteps a path of null is Playwright's own; the two installers answer null or why they failed */

export const aptCommand =
  'apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk';
export const playwrightCommand = 'npx playwright install --with-deps chromium';

/**
 * @param {BrowserSteps} steps
 * @returns {Promise<BrowserChoice>}
 */
export async function chooseBrowser(steps) {
  return (
    (await fromVariable(steps)) ??
    (await firstInstalled(steps)) ??
    (await fromCache(steps)) ??
    (await install(steps))
  );
}

/** @param {BrowserSteps} steps @returns {Promise<BrowserChoice | null>} */
async function fromVariable(steps) {
  const named = steps.env.MODELTRAY_CHROMIUM;
  if (!named) return null;
  if (await steps.opens(named)) return found(named, 'MODELTRAY_CHROMIUM');
  steps.log(`MODELTRAY_CHROMIUM is ${named}, which does not open a page here: looking further.`);
  return null;
}

/** @param {BrowserSteps} steps @returns {Promise<BrowserChoice | null>} */
async function firstInstalled(steps) {
  for (const path of steps.installed()) {
    if (await steps.opens(path)) return found(path, 'installed');
    steps.log(`${path} does not open a page here: looking further.`);
  }
  return null;
}

/** @param {BrowserSteps} steps @returns {Promise<BrowserChoice | null>} */
async function fromCache(steps) {
  return steps.cached() && (await steps.opens(null)) ? found(null, "Playwright's cache") : null;
}

/** @param {BrowserSteps} steps @returns {Promise<BrowserChoice>} */
async function install(steps) {
  const reasons = [];
  if (steps.canUseApt()) {
    steps.log(`No browser here. As root in a container or CI, installing one: ${aptCommand}`);
    const problem = await steps.installByApt();
    const chosen = problem === null ? await firstInstalled(steps) : null;
    if (chosen !== null) return chosen;
    reasons.push(`apt-get: ${problem ?? 'what it installed does not open a page'}`);
  }
  steps.log("Fetching Playwright's own Chromium (up to 4 minutes) …");
  const problem = await steps.downloadByPlaywright();
  if (problem === null && (await steps.opens(null))) return found(null, "Playwright's download");
  reasons.push(`Playwright: ${problem ?? 'its Chromium does not open a page'}`);
  const command = steps.canUseApt() ? aptCommand : playwrightCommand;
  return none(`no Chromium, Chrome or Edge (${reasons.join('; ')})`, command);
}

/** @param {string | null} path @param {string} source @returns {BrowserChoice} */
function found(path, source) {
  return { kind: 'found', path, source };
}

/** @param {string} reason @param {string} command @returns {BrowserChoice} */
function none(reason, command) {
  return { kind: 'none', reason, command };
}

/**
 * apt is used where nobody's machine is changed: as root on Debian or Ubuntu, in a container or CI.
 * @param {{ platform: NodeJS.Platform, isRoot: boolean, osRelease: string, isContainer: boolean, isCi: boolean }} facts
 */
export function mayUseApt({ platform, isRoot, osRelease, isContainer, isCi }) {
  const isDebian = /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(osRelease);
  return platform === 'linux' && isRoot && isDebian && (isContainer || isCi);
}

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/**
 * Where Chromium, Chrome and Edge may lie, best first.
 * @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function browserPaths(platform, env) {
  if (platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const bases = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (base) => base !== undefined,
    );
    const tails = [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return tails.flatMap((tail) => bases.map((base) => `${base}\\${tail}`));
  }
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return namesOnPath.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
}
