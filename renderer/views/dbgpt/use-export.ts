import { useEffect, useState } from 'react';
import type { ExportReport, ExportTarget } from '../../../shared/exports.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { useAppState } from '../../app-state.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';

export interface Export {
  /** The last one, kept on screen while a newer one is being made. */
  report: ExportReport | null;
  failure: Failure | null;
}

/** The export as it would be now, its key masked; made again whenever what it is made of changes. */
export function useExport(target: ExportTarget, model: string): Export {
  const { proxy, active, embedding, locale } = useAppState();
  const [made, setMade] = useState<Export>({ report: null, failure: null });
  const ingredients = [
    proxy.baseUrl,
    active === null ? '' : qualifiedId(active),
    active?.info?.context.loaded,
    embedding === null ? '' : qualifiedId(embedding),
    locale,
  ].join(' ');
  useEffect(() => {
    let isLatest = true;
    bridge.call('renderExport', { for: target, models: [model] }).then(
      (report) => {
        if (isLatest) setMade({ report, failure: null });
      },
      (thrown: unknown) => {
        if (isLatest) setMade({ report: null, failure: toFailure(thrown) });
      },
    );
    return () => {
      isLatest = false;
    };
  }, [target, model, ingredients]);
  return made;
}
