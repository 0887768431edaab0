import { bridge } from '../../bridge.ts';
import { isSameAddress } from '../../address.ts';
import { toFailure } from '../../failure.ts';
import type { Became } from './many-addresses.ts';

/** Adds each address by itself, in order: one that fails keeps none of the others back. Never rejects for one of them. */
export async function addMany(addresses: readonly string[], key: string): Promise<Became[]> {
  const became: Became[] = [];
  for (const address of addresses) became.push(await addOne(address, key));
  return became;
}

export async function addOne(address: string, key: string): Promise<Became> {
  try {
    const { slug } = await bridge.call('addUpstream', {
      baseUrl: address,
      ...(key === '' ? {} : { key }),
    });
    return { address, as: 'added', slug };
  } catch (thrown) {
    const failure = toFailure(thrown);
    const listed = failure.code === 'upstream_exists' ? await findListed(address) : undefined;
    return listed === undefined
      ? { address, as: 'failed', failure }
      : { address, as: 'listed', slug: listed.slug };
  }
}

async function findListed(address: string): Promise<{ slug: string } | undefined> {
  const { upstreams } = await bridge.call('getState', {});
  return upstreams.find(({ baseUrl }) => isSameAddress(baseUrl, address));
}
