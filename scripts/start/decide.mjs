/** @typedef {'asked' | 'no-display' | 'tried-lately' | 'fetch-off'} HeadlessReason */
/** @typedef {{ shell: 'desktop', program: string }
 *   | { shell: 'headless', reason: HeadlessReason, isFetching: false }
 *   | { shell: 'headless', reason: 'no-program', isFetching: true }} Decision */

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Which shell `npm start` runs, and whether Electron's program is fetched beside it.
 * @param {{ args: readonly string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform, program: string | null,
 *   triedAtMs: number | null, nowMs: number }} facts `triedAtMs`: the last fetch that failed
 * @returns {Decision}
 */
export function decideShell({ args, env, platform, program, triedAtMs, nowMs }) {
  if (args.includes('--headless')) return headless('asked');
  if (!hasDisplay(platform, env)) return headless('no-display');
  if (program !== null) return { shell: 'desktop', program };
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return headless('fetch-off');
  // A stamp from the future is a clock that was set back.
  const isRecent = triedAtMs !== null && triedAtMs <= nowMs && nowMs - triedAtMs < dayMs;
  if (isRecent) return headless('tried-lately');
  return { shell: 'headless', reason: 'no-program', isFetching: true };
}

/** @param {HeadlessReason} reason @returns {Decision} */
function headless(reason) {
  return { shell: 'headless', reason, isFetching: false };
}

/** @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env */
function hasDisplay(platform, env) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
