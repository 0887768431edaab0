import type { ReactNode } from 'react';
import { useRoute } from '../../route.ts';
import { ServerList } from './server-list.tsx';
import { lazyPart } from '../../lazy-part.tsx';

const ServerPage = lazyPart(() => import('../server/server-page.tsx').then((m) => m.ServerPage));

/** The list of servers, or one of them. */
export function Servers(): ReactNode {
  const { server } = useRoute();
  return server === null ? <ServerList /> : <ServerPage key={server} slug={server} />;
}
