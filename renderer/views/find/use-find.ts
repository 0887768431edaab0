import { useCallback, useState } from 'react';
import { useJob } from '../../use-job.ts';
import { afterEnd, afterEvent, beginLook, notLooked } from './find-state.ts';
import type { FindState } from './find-state.ts';

export interface Find {
  isOpen: boolean;
  state: FindState;
  /** Opens the sheet and looks. */
  open: () => void;
  /** Closing ends a look that still runs. */
  close: () => void;
  again: () => void;
  everywhere: () => void;
  stop: () => void;
}

/** The sheet that looks for servers, and its job; leaving the page ends both. */
export function useFind(): Find {
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState(notLooked);
  const job = useJob('discover', {
    onEvent: (event) => setState((now) => afterEvent(now, event)),
    onEnd: (end) => setState((now) => afterEnd(now, end)),
  });
  const { start, stop } = job;
  const look = useCallback(
    (all: boolean) => {
      setState((before) => beginLook(before, all));
      start({ all });
    },
    [start],
  );
  return {
    isOpen,
    state,
    open: () => {
      setOpen(true);
      look(false);
    },
    close: () => {
      setOpen(false);
      stop();
    },
    again: () => look(false),
    everywhere: () => look(true),
    stop,
  };
}
