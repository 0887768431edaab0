const pollMs = 500;

/**
 * Calls `onGone` once when the process that started this one has ended. npm's shell does not pass a signal on, so
 * for whoever was started by npm a new parent is the only sign that it was told to stop.
 * @param {() => void} onGone
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, parentId?: () => number }} [how]
 * @returns {() => void} ends the watch
 */
export function watchParent(
  onGone,
  { env = process.env, platform = process.platform, parentId = () => process.ppid } = {},
) {
  if (platform === 'win32' || env.npm_lifecycle_event === undefined) return () => {};
  const atStart = parentId();
  const timer = setInterval(() => {
    if (parentId() === atStart) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}
