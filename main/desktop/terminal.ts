interface Terminal {
  readonly stdout: NodeJS.EventEmitter;
  readonly stderr: NodeJS.EventEmitter;
}

/** A terminal that was closed must not end the app: what is written there then fails, and nobody misses it. */
export function outliveTerminal({ stdout, stderr }: Terminal): void {
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
}
