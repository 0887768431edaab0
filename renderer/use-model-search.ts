import { useEffect, useState, useSyncExternalStore } from 'react';
import { bridge } from './bridge.ts';
import type { ModelAnswer, ModelQuestion } from './model-search.ts';
import { createModelSearch } from './model-search.ts';

/** What the core knows to the question that is asked now; null asks nothing. Each user of it asks by itself. */
export function useModelSearch(question: ModelQuestion | null): ModelAnswer {
  const [search] = useState(() =>
    createModelSearch({ ask: (asked) => bridge.call('findModels', asked), after }),
  );
  const text = question === null ? '' : JSON.stringify(question);
  useEffect(() => {
    search.want(text === '' ? null : (JSON.parse(text) as ModelQuestion));
  }, [search, text]);
  useEffect(() => () => search.want(null), [search]);
  return useSyncExternalStore(search.subscribe, search.get);
}

function after(delayMs: number, callback: () => void): () => void {
  const timer = window.setTimeout(callback, delayMs);
  return () => window.clearTimeout(timer);
}
