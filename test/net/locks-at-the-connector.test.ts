/** A lock holds where sockets are opened, whatever was planned: counted there, not at what the code believes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorCode } from '../../main/net/net-errors.ts';
import type { Net } from '../../main/net/net.ts';
import { createNet } from '../../main/net/net.ts';
import type { Location } from '../../shared/location.ts';
import { chatAs } from '../support/chat.ts';
import type { Outgoing } from '../support/count-connections.ts';
import { countOutgoing } from '../support/count-connections.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
let outgoing: Outgoing;
beforeEach(() => (outgoing = countOutgoing()));
afterEach(() => outgoing.restore());

function send(net: Net, origin: string): Promise<string> {
  return new Promise((resolve) => {
    net.dispatch(
      { purpose: 'forward', origin, path: '/', method: 'GET', headers: [], body: null, reach: 'unknown' },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => resolve('answered'),
        onResponseError: (_controller, error) => resolve(errorCode(error)),
      },
    );
  });
}

const beyond: [lock: Location, origin: string][] = [
  ['this-machine', 'http://10.1.2.3:8000'],
  ['this-machine', 'http://[fd00::1]:8000'],
  ['this-machine', 'http://office.lan:8000'],
  ['this-machine', 'https://api.example.invalid'],
  ['private-network', 'https://api.example.invalid'],
  ['private-network', 'http://203.0.113.7:8000'],
];

test.each(beyond)(
  'with %s as the limit no socket to %s is opened and no name looked up',
  async (lock, origin) => {
    let limit: Location = lock;
    const net = createNet({ ownPorts: () => new Set(), limit: () => limit, connectTimeoutMs: () => 50 });
    scope.later(() => net.close());
    expect(await send(net, origin)).toBe('MODELTRAY_OUT_OF_REACH');
    const { hostname, port } = new URL(origin);
    const bare = { purpose: 'health', host: hostname, port: Number(port) || 443, timeoutMs: 50 } as const;
    expect(await net.connect({ ...bare, reach: 'unknown' })).toMatchObject({
      code: 'MODELTRAY_OUT_OF_REACH',
    });
    expect([outgoing.connected, outgoing.lookedUp]).toEqual([[], []]);
    limit = 'this-machine';
    expect(await send(net, origin)).toBe('MODELTRAY_OUT_OF_REACH');
  },
);

test.each([{ noCloud: true }, { onlyThisMachine: true }])(
  'with the lock %o a request for a cloud model is refused, and one on this machine answered',
  async (locks) => {
    const alpha = await scope.fake();
    const here = { slug: 'alpha', name: 'alpha', kind: 'ollama', baseUrl: alpha.url };
    const cloud = { ...here, slug: 'cloud', name: 'cloud', baseUrl: 'https://api.example.invalid/v1' };
    const inCloud = { candidates: [{ upstream: 'cloud', model: 'big' }] };
    const atHome = { candidates: [{ upstream: 'alpha', model: 'tiny:latest' }] };
    const routes = [
      { alias: 'sky', chosen: 'user', pools: [inCloud] },
      { alias: 'both', chosen: 'user', pools: [inCloud, atHome] },
    ];
    const settings = { version: 1, upstreams: [here, cloud], routes, locks };
    const core = await scope.core({
      active: null,
      prepare: (dataDir) => writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings)),
    });
    await core.api.calls.lookAtServers({});
    const headers = { authorization: `Bearer ${core.localKey}` };
    const refused = await chatAs(core, 'sky', { headers });
    expect([refused.status, errorOf(refused).error.code]).toEqual([503, 'no_upstream']);
    const answered = await chatAs(core, 'both', { headers });
    expect(answered.headers['x-modeltray-upstream']).toBe('alpha');
    expect([outgoing.connected, outgoing.lookedUp]).toEqual([[], []]);
  },
);
