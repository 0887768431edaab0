/** Asks a fake server as the product does, over a real socket. */
import { createNet } from '../../main/net/net.ts';
import type { Net } from '../../main/net/net.ts';
import { createAsk } from '../../main/upstreams/ask.ts';
import type { Ask } from '../../main/upstreams/ask.ts';
import { parseBaseUrl } from '../../main/upstreams/base-url.ts';
import { probe } from '../../main/upstreams/probe.ts';
import type { ProbeOptions } from '../../main/upstreams/probe.ts';
import { recognise } from '../../main/upstreams/detect-kind.ts';
import type { ProcessInfo, Recognised } from '../../main/upstreams/detect-kind.ts';
import type { ProbeReport } from '../../shared/api.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { DialectName } from '../support/fake-types.ts';
import type { FakeUpstream, FakeUpstreamOptions } from '../support/fake-upstream.ts';
import type { Scope } from '../support/scope.ts';

export interface Asking {
  /** An ask of its own; with `port`, as if the server listened there. */
  ask(url: string, port?: number): Ask;
  probe(
    options: { url: string } & Partial<Pick<ProbeOptions, 'kind' | 'product' | 'key'>>,
  ): Promise<ProbeReport>;
}

/** Its connections are closed after each test. */
export function useAsking(scope: Scope): Asking {
  let net: Net | null = null;
  const open = (): Net => {
    if (net !== null) return net;
    const opened = createNet({ ownPorts: () => new Set() });
    net = opened;
    scope.later(() => {
      net = null;
      return opened.close();
    });
    return opened;
  };
  return {
    ask(url, port) {
      const address = parseBaseUrl(url);
      const ask = createAsk({ net: open(), purpose: 'probe', address, key: null, timeoutMs: 800 });
      return port === undefined ? ask : { ...ask, address: { ...address, port } };
    },
    probe: ({ url, kind = null, key = null, ...more }) =>
      probe({ net: open(), clock: createFakeClock(), baseUrl: url, kind, key, timeoutMs: 800, ...more }),
  };
}

export interface Hint {
  port?: number;
  process?: ProcessInfo;
}

/** Fakes of one model, and what is recognised of them. */
export interface Recognising {
  fakeOf(dialect: DialectName, more?: Partial<FakeUpstreamOptions>): Promise<FakeUpstream>;
  lookAt(server: Pick<FakeUpstream, 'url'>, hint?: Hint): Promise<Recognised | null>;
}

export function useRecognising(scope: Scope): Recognising {
  const asking = useAsking(scope);
  return {
    fakeOf: (dialect, more = {}) => scope.fake({ dialect, models: [{ id: 'tiny' }], ...more }),
    lookAt: ({ url }, { port, process } = {}) => recognise(asking.ask(url, port), process ?? null),
  };
}

export function textsOf(seen: Recognised | null): string[] {
  return (seen?.evidence ?? []).map((one) => renderMessage('en', one));
}
