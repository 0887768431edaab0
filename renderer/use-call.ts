import { useCallback, useEffect, useState } from 'react';
import type { CallInput, CallName, CallResult } from '../shared/api.ts';
import { bridge } from './bridge.ts';
import type { Failure } from './failure.ts';
import { toFailure } from './failure.ts';

export interface Asked<Result> {
  /** The answer to what is asked now; null until it came, and where it failed. */
  result: Result | null;
  /** The newest answer, to be kept on screen while the next one is on its way. */
  latest: Result | null;
  failure: Failure | null;
  isPending: boolean;
  /** Asks the same again. */
  again: () => void;
}

interface Kept<Result> {
  asked: string;
  result: Result | null;
  latest: Result | null;
  failure: Failure | null;
}

/**
 * What the core answers to a call that only reads, asked when it is first needed and again whenever `input` or
 * `version` changes. A null input asks nothing. An answer to an earlier question is dropped.
 */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name> | null,
  version = '',
): Asked<CallResult<Name>> {
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState<Kept<CallResult<Name>>>(nothing);
  const question = input === null ? '' : JSON.stringify([input, version, turn]);
  useEffect(() => {
    if (question === '') return undefined;
    let isLatest = true;
    const [asked] = JSON.parse(question) as [CallInput<Name>];
    bridge.call(name, asked).then(
      (result) => {
        if (isLatest) setKept({ asked: question, result, latest: result, failure: null });
      },
      (thrown: unknown) => {
        const failure = toFailure(thrown);
        if (isLatest) setKept(({ latest }) => ({ asked: question, result: null, latest, failure }));
      },
    );
    return () => {
      isLatest = false;
    };
  }, [name, question]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const isCurrent = kept.asked === question;
  return {
    result: isCurrent ? kept.result : null,
    latest: kept.latest,
    failure: isCurrent ? kept.failure : null,
    isPending: question !== '' && !isCurrent,
    again,
  };
}

const nothing = { asked: '', result: null, latest: null, failure: null };
