import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { bridge } from '../../bridge.ts';
import { toFailure } from '../../failure.ts';
import { tellFailure } from '../../tell.ts';
import { useWords } from '../../words.ts';
import type { RequestList, RequestStore } from './request-store.ts';
import { createRequestStore } from './request-store.ts';

const pageRows = 1000;
/** Where more came than was told, the list is asked once it is calmer. */
const calmMs = 1000;

/** The requests, live while the page is open. */
export function useRequests(): RequestList {
  const [store] = useState(createRequestStore);
  const { explain } = useWords();
  const say = useRef(explain);
  useEffect(() => {
    say.current = explain;
  });
  useEffect(() => follow(store, (thrown) => tellFailure(say.current(toFailure(thrown)))), [store]);
  return useSyncExternalStore(store.subscribe, store.get);
}

function follow(store: RequestStore, onFailure: (thrown: unknown) => void): () => void {
  let load = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const loadPages = async (mine: number): Promise<void> => {
    let before: string | undefined;
    do {
      const page = await bridge.call('listRequests', {
        limit: pageRows,
        ...(before === undefined ? {} : { before }),
      });
      if (mine !== load) return;
      store.addPage(page.rows);
      before = page.next ?? undefined;
    } while (before !== undefined);
  };
  const loadAll = (): void => {
    load += 1;
    loadPages(load).catch(onFailure);
  };
  const loadSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      loadAll();
    }, calmMs);
  };
  let isFirst = true;
  const leave = bridge.subscribe(
    'requests',
    (event) => {
      // A page that is on its way may hold what was just cleared.
      if (event.cleared === true) load += 1;
      store.apply(event);
      if (isFirst) loadAll();
      else if (event.missed === true) loadSoon();
      isFirst = false;
    },
    (connection) => {
      if (connection !== 'lost') return;
      isFirst = true;
      store.startAnew();
    },
  );
  return () => {
    load += 1;
    if (timer !== null) clearTimeout(timer);
    leave();
  };
}
