/** A check against a fake that behaves in a known way, with the clock that the fake moves. */
import type { CheckEvent } from '../../shared/api.ts';
import type { CheckDepth, CheckId, ConformanceReport } from '../../shared/conformance.ts';
import { unknownModel } from '../../shared/model.ts';
import type { CheckFacts } from '../../main/conformance/facts.ts';
import { runCheck } from '../../main/conformance/run.ts';
import { createNet } from '../../main/net/net.ts';
import { kindProfiles } from '../../main/upstreams/kinds/index.ts';
import type { Conduct } from './conduct/conduct.ts';
import { createFakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import type { DialectName, FakeModel } from './fake-types.ts';
import type { FakeUpstream } from './fake-upstream.ts';
import type { RunningCore } from './run-core.ts';
import type { Scope } from './scope.ts';

export interface ConductedFakeOptions {
  dialect: DialectName;
  conduct: Conduct;
  models?: readonly FakeModel[];
  key?: string;
}

/** A loaded model, whose context most software tells. */
export const loadedModel: FakeModel = { id: 'tiny:latest', isLoaded: true, contextLength: 8192 };

export interface ConductedFake {
  fake: FakeUpstream;
  clock: FakeClock;
}

export async function startConducted(scope: Scope, options: ConductedFakeOptions): Promise<ConductedFake> {
  const clock = createFakeClock();
  const fake = await scope.fake({ models: [loadedModel], ...options, clock });
  return { fake, clock };
}

/** What a look at the fake would find out. */
export function factsOf({ url }: FakeUpstream, more: Partial<CheckFacts> = {}): CheckFacts {
  const info = unknownModel('tiny:latest', 'this-machine');
  return {
    address: url,
    serverName: 'alpha',
    kind: 'openai-compatible',
    serverVersion: '1.2.3',
    origin: url,
    apiPath: '/v1',
    nativePath: '',
    reach: 'this-machine',
    model: { ...info, loaded: true, context: { loaded: 8192, trained: 32_768 } },
    location: 'this-machine',
    modelIds: ['tiny:latest'],
    forwards: false,
    loadedInstead: null,
    busy: null,
    ...more,
  };
}

export interface RunMore {
  key?: string | null;
  signal?: AbortSignal;
  emit?: (event: CheckEvent) => void;
}

/** A check by its runner alone: no core, and the facts are given. */
export function runOn(
  scope: Scope,
  { clock }: ConductedFake,
  facts: CheckFacts,
  depth: CheckDepth,
  { key = null, signal = new AbortController().signal, emit = () => undefined }: RunMore = {},
): Promise<ConformanceReport> {
  const net = createNet({ ownPorts: () => new Set() });
  scope.later(() => net.close());
  return runCheck({ facts, depth, key, net, clock, signal, emit });
}

/** Where the fake's software says whether it is generating. */
export function busyOf(dialect: DialectName): CheckFacts['busy'] {
  const profile = Object.values(kindProfiles).find(({ kind }) => kind === dialect);
  return profile?.busy ?? null;
}

export interface CheckedFake extends ConductedFake {
  core: RunningCore;
  events: CheckEvent[];
  /** Runs a check through the core's API. */
  check(depth: CheckDepth, more?: { signal?: AbortSignal; model?: string }): Promise<ConformanceReport>;
}

export async function startChecked(scope: Scope, options: ConductedFakeOptions): Promise<CheckedFake> {
  const { fake, clock } = await startConducted(scope, options);
  const keys = options.key === undefined ? {} : { keys: { alpha: options.key } };
  const core = await scope.core({ upstreams: [fake], clock, active: null, ...keys });
  const events: CheckEvent[] = [];
  return {
    fake,
    core,
    clock,
    events,
    check: (depth, { signal = new AbortController().signal, ...more } = {}) =>
      core.api.jobs.check(
        { server: 'alpha', depth, ...more },
        { signal, emit: (event) => events.push(event) },
      ),
  };
}

/** The checks that a server did not pass, mended or not. */
export function defectsIn({ checks }: ConformanceReport): CheckId[] {
  return checks.filter(({ status }) => status === 'fail' || status === 'repaired').map(({ id }) => id);
}
