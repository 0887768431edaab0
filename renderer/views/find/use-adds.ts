import { useCallback, useState } from 'react';
import type { CallInput } from '../../../shared/api.ts';
import type { FoundServer } from '../../../shared/discovery.ts';
import { bridge } from '../../bridge.ts';
import { toFailure } from '../../failure.ts';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';

export type Added = { as: 'pending' } | { as: 'added'; slug: string } | { as: 'failed'; text: string };

export interface Adds {
  /** By the found server's address. */
  of: (address: string) => Added | undefined;
  isBusy: boolean;
  add: (servers: readonly FoundServer[]) => void;
  move: (server: FoundServer, slug: string) => void;
}

/** Puts found servers into the list, one after the other; what one of them failed by stays at its row. */
export function useAdds(): Adds {
  const { t, explain } = useWords();
  const [adds, setAdds] = useState<ReadonlyMap<string, Added>>(new Map());
  const set = useCallback((address: string, added: Added) => {
    setAdds((before) => new Map(before).set(address, added));
  }, []);
  const settle = useCallback(
    async (address: string, call: Promise<{ slug: string }>) => {
      try {
        const { slug } = await call;
        set(address, { as: 'added', slug });
      } catch (thrown) {
        set(address, { as: 'failed', text: explain(toFailure(thrown)) });
      }
    },
    [set, explain],
  );
  const add = (servers: readonly FoundServer[]): void => {
    for (const { baseUrl } of servers) set(baseUrl, { as: 'pending' });
    const run = async (): Promise<void> => {
      for (const server of servers) await settle(server.baseUrl, bridge.call('addUpstream', inputOf(server)));
    };
    // `settle` never rejects: what fails is shown at its row.
    run().catch(() => undefined);
  };
  const move = ({ baseUrl }: FoundServer, slug: string): void => {
    set(baseUrl, { as: 'pending' });
    const call = bridge.call('updateUpstream', { slug, baseUrl }).then((server) => {
      tellDone(t('findServers.moved', { name: server.name, address: server.baseUrl }));
      return server;
    });
    settle(baseUrl, call).catch(() => undefined);
  };
  return {
    of: (address) => adds.get(address),
    isBusy: [...adds.values()].some((added) => added.as === 'pending'),
    add,
    move,
  };
}

/** The demo is never among what is found, and has no kind that could be stored. */
function inputOf({ baseUrl, kind, product }: FoundServer): CallInput<'addUpstream'> {
  return {
    baseUrl,
    ...(kind === 'demo' ? {} : { kind }),
    ...(product === null ? {} : { name: product.slice(0, 80) }),
  };
}
