import { spawn } from 'node:child_process';

/** True where there is a display for a browser to appear on. */
export function hasDisplay(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** The program that opens `url` in the user's browser, and its arguments. */
export function openCommand(platform: NodeJS.Platform, url: string): { program: string; args: string[] } {
  switch (platform) {
    case 'win32':
      return { program: 'cmd', args: ['/d', '/s', '/c', `start "" "${url}"`] };
    case 'darwin':
      return { program: 'open', args: [url] };
    default:
      return { program: 'xdg-open', args: [url] };
  }
}

/** Opens `url` and forgets about it: a link that can't be opened is printed anyway. */
export function openLink(platform: NodeJS.Platform, url: string): void {
  const { program, args } = openCommand(platform, url);
  const isVerbatim = platform === 'win32';
  const child = spawn(program, args, {
    detached: true,
    stdio: 'ignore',
    windowsVerbatimArguments: isVerbatim,
  });
  child.on('error', () => undefined);
  child.unref();
}
