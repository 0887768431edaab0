const firstLineMs = 1_000;
const lineEveryMs = 10_000;

/**
 * Says that something long is going on: nothing in the first second, then a live counter on a terminal, a line every
 * ten seconds elsewhere.
 * @param {{ text: string, log: (line: string) => void, stream: NodeJS.WriteStream | null }} how
 * @returns {() => void} ends it
 */
export function startProgress({ text: what, log, stream }) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
  const line = () => `${what} … ${seconds()} s`;
  const isLive = stream?.isTTY === true;
  let shown = '';
  const show = () => {
    const text = line();
    if (text === shown) return;
    shown = text;
    if (isLive) stream.write(`\r${text}`);
    else log(text);
  };
  /** @type {NodeJS.Timeout | null} */
  let ticking = null;
  const first = setTimeout(() => {
    show();
    ticking = setInterval(show, isLive ? 1_000 : lineEveryMs);
  }, firstLineMs);
  return () => {
    clearTimeout(first);
    if (ticking === null) return;
    clearInterval(ticking);
    show();
    if (isLive) stream.write('\n');
  };
}
