import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from './failure.ts';
import { toFailure } from './failure.ts';
import type { HeldFocus } from './held-focus.ts';
import { holdFocus } from './held-focus.ts';
import { tellFailure } from './tell.ts';
import { useWords } from './words.ts';

export interface Action<Args extends unknown[]> {
  run: (...args: Args) => void;
  isPending: boolean;
  /** The last run's failure, until the next run or `clear`. */
  failure: Failure | null;
  clear: () => void;
}

export interface ActionOptions<Result> {
  onDone?: (result: Result) => void;
  /** True: whoever uses the action shows the failure itself, at the field. */
  showsFailure?: boolean;
}

/** A call to the core behind a button: pending while it runs, its failure said calmly, a stale answer dropped. */
export function useAction<Args extends unknown[], Result>(
  act: (...args: Args) => Promise<Result>,
  options: ActionOptions<Result> = {},
): Action<Args> {
  const { explain } = useWords();
  const [status, setStatus] = useState<{ isPending: boolean; failure: Failure | null }>(idle);
  const latest = useRef({ act, options, explain, runs: 0, isMounted: true });
  const hold = useHeldFocus(status.isPending);
  useEffect(() => {
    Object.assign(latest.current, { act, options, explain });
  });
  useEffect(() => {
    const now = latest.current;
    now.isMounted = true;
    return () => {
      now.isMounted = false;
    };
  }, []);

  const run = useCallback(
    (...args: Args) => {
      const now = latest.current;
      const mine = (now.runs += 1);
      const settle = (failure: Failure | null): boolean => {
        if (mine !== now.runs || !now.isMounted) return false;
        setStatus({ isPending: false, failure });
        return true;
      };
      hold();
      setStatus({ isPending: true, failure: null });
      now.act(...args).then(
        (result) => {
          if (settle(null)) now.options.onDone?.(result);
        },
        (thrown: unknown) => {
          const failure = toFailure(thrown);
          settle(failure);
          if (now.options.showsFailure !== true) tellFailure(now.explain(failure));
        },
      );
    },
    [hold],
  );
  const clear = useCallback(() => {
    latest.current.runs += 1;
    setStatus(idle);
  }, []);
  return { run, ...status, clear };
}

/** Holds the focus for an action; given back once it is over, and where its button goes away with what it was for. */
function useHeldFocus(isPending: boolean): () => void {
  const held = useRef<HeldFocus | null>(null);
  useEffect(() => {
    if (!isPending) held.current?.giveBack();
  }, [isPending]);
  useEffect(() => () => held.current?.giveBack(), []);
  return useCallback(() => {
    held.current = holdFocus();
  }, []);
}

const idle = { isPending: false, failure: null };
