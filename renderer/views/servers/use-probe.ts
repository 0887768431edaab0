import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProbeReport } from '../../../shared/api.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';

export type Probed =
  | { phase: 'idle' | 'looking' }
  | { phase: 'seen'; report: ProbeReport }
  | { phase: 'failed'; failure: Failure };

const typingPauseMs = 600;

/**
 * Looks at an address once typing has paused, or at once through `lookNow`; an answer about an earlier text is
 * dropped, and the same text is not asked twice. `slug` is the server's that is being edited, null while one is added.
 */
export function useProbe(
  baseUrl: string | null,
  key: string,
  slug: string | null,
): { probed: Probed; lookNow: () => void } {
  const [probed, setProbed] = useState<Probed>({ phase: 'idle' });
  const asked = useRef<string | null>(null);
  const look = useCallback(() => {
    const wanted = baseUrl === null ? null : `${baseUrl} ${key}`;
    if (wanted === asked.current) return;
    asked.current = wanted;
    if (baseUrl === null) {
      setProbed({ phase: 'idle' });
      return;
    }
    const settle = (next: Probed): void => {
      if (asked.current === wanted) setProbed(next);
    };
    setProbed({ phase: 'looking' });
    const input = { baseUrl, ...(key === '' ? {} : { key }), ...(slug === null ? {} : { slug }) };
    bridge.call('probeAddress', input).then(
      (report) => settle({ phase: 'seen', report }),
      (thrown: unknown) => settle({ phase: 'failed', failure: toFailure(thrown) }),
    );
  }, [baseUrl, key, slug]);
  useEffect(() => {
    const timer = setTimeout(look, typingPauseMs);
    return () => clearTimeout(timer);
  }, [look]);
  useEffect(
    () => () => {
      asked.current = null;
    },
    [],
  );
  return { probed, lookNow: look };
}
