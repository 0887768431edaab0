import { useEffect, useState } from 'react';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';
import { isListCut } from '../../model-options.ts';

interface WholeLists {
  /** With all their models, once those came. */
  servers: readonly UpstreamState[];
  failure: Failure | null;
}

type Lists = ReadonlyMap<string, UpstreamState['models']>;

/** Servers with every model that they list: the state's lists may be cut, and what is common to them needs them whole. */
export function useWholeLists(servers: readonly UpstreamState[]): WholeLists {
  const [lists, setLists] = useState<Lists>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  // A server that was looked at anew may list others.
  const cut = servers.filter((server) => isListCut([server]));
  const asked = JSON.stringify(cut.map(({ slug, checkedAt }) => [slug, checkedAt]));
  useEffect(() => {
    let isLatest = true;
    readLists(asked).then(
      (next) => {
        if (!isLatest) return;
        setLists(next);
        setFailure(null);
      },
      (thrown: unknown) => {
        if (isLatest) setFailure(toFailure(thrown));
      },
    );
    return () => {
      isLatest = false;
    };
  }, [asked]);
  return { servers: servers.map((server) => withList(server, lists.get(server.slug))), failure };
}

async function readLists(asked: string): Promise<Lists> {
  const slugs = (JSON.parse(asked) as [string, number | null][]).map(([slug]) => slug);
  const lists = slugs.map(async (slug) => {
    const { models } = await bridge.call('describeServer', { slug });
    return [slug, models] as const;
  });
  return new Map(await Promise.all(lists));
}

function withList(server: UpstreamState, models: UpstreamState['models'] | undefined): UpstreamState {
  return models === undefined || !isListCut([server])
    ? server
    : { ...server, models, modelCount: models.length };
}
