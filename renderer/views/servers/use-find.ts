import { useCallback, useEffect, useRef, useState } from 'react';
import { bridge } from '../../bridge.ts';
import { toFailure } from '../../failure.ts';
import { tellFailure } from '../../tell.ts';
import { useWords } from '../../words.ts';
import type { RunningJob } from '../../window-bridge.ts';

export interface Find {
  isLooking: boolean;
  /** What is being looked at, or what came of it; empty before the first time. */
  text: string;
  start: () => void;
}

/** The job that looks for servers on this machine; leaving the page ends it. */
export function useFind(): Find {
  const { t, explain } = useWords();
  const [isLooking, setLooking] = useState(false);
  const [text, setText] = useState('');
  const running = useRef<RunningJob<unknown> | null>(null);
  useEffect(() => () => running.current?.cancel(), []);
  const start = useCallback(() => {
    if (running.current !== null) return;
    const added: string[] = [];
    setLooking(true);
    setText(t('servers.finding'));
    const job = bridge.startJob('discover', {}, (event) => {
      if (event.type === 'looking') setText(t('servers.find.looking', { address: event.address }));
      else if (event.type === 'found' && event.server.listedAs === null)
        added.push(t(`kind.${event.server.kind}`));
    });
    running.current = job;
    const end = (result: string): void => {
      running.current = null;
      setLooking(false);
      setText(result);
    };
    job.done.then(
      ({ servers, added: { length: count } }) => {
        if (servers.length === 0) end(t('servers.find.none'));
        else if (count === 0) end(t('servers.find.known', { count: servers.length }));
        else end(t('servers.find.added', { count, names: added.join(' · ') }));
      },
      (thrown: unknown) => {
        const failure = toFailure(thrown);
        end('');
        if (failure.code !== 'cancelled') tellFailure(explain(failure));
      },
    );
  }, [t, explain]);
  return { isLooking, text, start };
}
