/** Paths of Windows that lead into a Linux of WSL. */

const wslRoot = /^[\\/]{2}(?:wsl\$|wsl\.localhost)[\\/]([^\\/]+)/i;

/** `\\wsl$\Ubuntu\home\me\DB-GPT`, `\\wsl.localhost\…`, with either kind of slash. */
export function isWslPath(path: string): boolean {
  return wslRoot.test(path);
}

/** The same path as that Linux has it: `/home/me/DB-GPT`. Any other path as it is. */
export function insideWsl(path: string): string {
  const match = wslRoot.exec(path);
  if (match === null) return path;
  return path.slice(match[0].length).replaceAll('\\', '/') || '/';
}

/** Where a path into WSL keeps its user's files, `\\wsl.localhost\Ubuntu\home\me`; null where that is not told. */
export function wslHome(path: string): string | null {
  return /^[\\/]{2}[^\\/]+[\\/][^\\/]+[\\/](?:home[\\/][^\\/]+|root)(?=[\\/]|$)/i.exec(path)?.[0] ?? null;
}
