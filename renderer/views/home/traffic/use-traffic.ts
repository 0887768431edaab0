import { useEffect, useState } from 'react';
import type { TrafficReport } from '../../../../shared/traffic.ts';
import { useAppState } from '../../../app-state.ts';
import { useCall } from '../../../use-call.ts';

/** While something is answered the numbers change, and without it their place on the time axis does. */
const busyMs = 1_000;
const quietMs = 15_000;

/** The last quarter of an hour, read anew while it is on screen. Null until it was read. */
export function useTraffic(): TrafficReport | null {
  const { traffic } = useAppState();
  const ended = traffic.answered + traffic.failed;
  const [read, setRead] = useState({ ended, turn: 0 });
  const isStale = read.ended !== ended || traffic.inFlight > 0;
  useEffect(() => {
    const next = (): void => setRead(({ turn }) => ({ ended, turn: turn + 1 }));
    const timer = window.setTimeout(next, isStale ? busyMs : quietMs);
    return () => window.clearTimeout(timer);
  }, [ended, isStale, read.turn]);
  return useCall('getTraffic', {}, String(read.turn)).latest;
}
