import { expect, test } from 'vitest';
import { createLiveStore } from '../../renderer/live-store.ts';
import type { Connection } from '../../renderer/window-bridge.ts';
import type { AppState } from '../../shared/app-state.ts';
import { sampleUpstream } from '../desktop/sample-state.ts';
import { buildAppState } from '../support/fake-core.ts';

interface Source {
  state(pid: number, revision: number): void;
  connection(connection: Connection): void;
  subscriptions: number;
}

function storeWithSource(): { store: ReturnType<typeof createLiveStore>; source: Source } {
  const source: Source = { state: () => undefined, connection: () => undefined, subscriptions: 0 };
  const store = createLiveStore({
    subscribe(_feed, listener, onConnection) {
      source.subscriptions += 1;
      // Only what the store reads; the rest of a state is no matter of its.
      source.state = (pid, revision) => listener({ pid, revision } as AppState & { added: [] });
      source.connection = onConnection;
      return () => {
        source.subscriptions -= 1;
      };
    },
  });
  return { store, source };
}

test('the newest revision stands; an older one of the same core is dropped', () => {
  const { store, source } = storeWithSource();
  store.subscribe(() => undefined);
  source.state(1, 5);
  source.state(1, 4);
  expect(store.get().state?.revision).toBe(5);
});

test('a core that was started anew counts from the beginning', () => {
  const { store, source } = storeWithSource();
  store.subscribe(() => undefined);
  source.state(1, 50);
  source.state(2, 1);
  expect(store.get().state).toMatchObject({ pid: 2, revision: 1 });
});

test('the last state stays in sight while the connection is lost', () => {
  const { store, source } = storeWithSource();
  store.subscribe(() => undefined);
  source.connection('live');
  source.state(1, 1);
  source.connection('lost');
  expect(store.get()).toMatchObject({ connection: 'lost', state: { revision: 1 } });
});

test('one subscription serves all listeners and ends with the last', () => {
  const { store, source } = storeWithSource();
  const stops = [store.subscribe(() => undefined), store.subscribe(() => undefined)];
  expect(source.subscriptions).toBe(1);
  for (const stop of stops) stop();
  expect(source.subscriptions).toBe(0);
});

test('what a new state has in common with the one before stays the same object', () => {
  const seen: (AppState | null)[] = [];
  let tell: (state: AppState) => void = () => undefined;
  const store = createLiveStore({
    subscribe(_feed, listener) {
      tell = (state) => listener({ ...state, added: [] });
      return () => undefined;
    },
  });
  store.subscribe(() => seen.push(store.get().state));
  tell(buildAppState({ upstreams: [sampleUpstream({}, ['a'])] }));
  tell(buildAppState({ upstreams: [sampleUpstream({}, ['a'])], revision: 2 }));
  expect(seen[1]?.revision).toBe(2);
  expect(seen[1]?.upstreams).toBe(seen[0]?.upstreams);
});
