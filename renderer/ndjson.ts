/** How the reading of many lines at once lets the page go on meanwhile. */
export interface Breaks {
  nowMs: () => number;
  /** Resolves after whatever else the page has to do. */
  pause: () => Promise<void>;
}

/** Half a frame. */
const breakAfterMs = 8;

const breaksOfPage: Breaks = { nowMs: () => performance.now(), pause: nextTask };

/** Not a timer: those wait four milliseconds each. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const onMessage = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', onMessage, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/**
 * Cuts a byte stream of newline-delimited JSON into its values, whatever the chunks' borders are. Empty lines are
 * heartbeats and give nothing; a line that is not JSON is an error of the sender and throws. Lines that are there already
 * come without a task between them, so that a long run of them is broken up.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
  { nowMs, pause }: Breaks = breaksOfPage,
): AsyncGenerator<unknown, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let since = nowMs();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        if (line.trim() !== '') yield JSON.parse(line);
        if (nowMs() - since < breakAfterMs) continue;
        await pause();
        since = nowMs();
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
