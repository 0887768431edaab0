import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Log } from '../../shared/ports.ts';

/** Each look wakes the process up, so it must be rare enough for an app that sits in the tray all day. */
const lookEveryMs = 100;
const reportEveryMs = 60_000;
/** Longer than this, and streams through the proxy visibly stutter. */
const noticeableMs = 100;

/** Meters how long the event loop is held up, because the proxy runs in it; a noticeable delay goes to the log. */
export function meterEventDelay(clock: Clock, log: Log): () => void {
  const histogram = monitorEventLoopDelay({ resolution: lookEveryMs });
  histogram.enable();
  let cancel = (): void => undefined;
  const report = (): void => {
    // The histogram holds whole gaps between two looks, the planned part included.
    const longestMs = Math.round(histogram.max / 1e6) - lookEveryMs;
    const p99Ms = Math.round(histogram.percentile(99) / 1e6) - lookEveryMs;
    histogram.reset();
    if (longestMs > noticeableMs) log.warn('The event loop was held up', { longestMs, p99Ms });
    cancel = clock.after(reportEveryMs, report);
  };
  cancel = clock.after(reportEveryMs, report);
  return () => {
    cancel();
    histogram.disable();
  };
}
