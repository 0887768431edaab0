/** What is being opened ends when its time is over, or when nobody wants it any more. */
export interface OpeningGuard {
  /** True where its time was over. */
  isLate(): boolean;
  /** It is open, or has failed: it is left alone from now on. */
  release(): void;
}

export function guardOpening(
  opening: { destroy(error: Error): unknown },
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): OpeningGuard {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    opening.destroy(new Error('not in time'));
  }, timeoutMs);
  const giveUp = (): void => void opening.destroy(new Error('given up'));
  signal.addEventListener('abort', giveUp);
  return {
    isLate: () => isLate,
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    },
  };
}
