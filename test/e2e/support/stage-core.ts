/** A core that the specs of the window script: what it is asked is written down, what it answers is theirs. */
import { fixedAliases } from '../../../shared/settings.ts';
import type { Api, CallName, CallParsed, FoundModels } from '../../../shared/api.ts';
import type { AliasState } from '../../../shared/app-state.ts';
import type { CheckPlan, ConformanceReport } from '../../../shared/conformance.ts';
import type { Locale } from '../../../shared/i18n/index.ts';
import type { DescribedModel, ModelRef } from '../../../shared/model.ts';
import { qualifiedId } from '../../../shared/model.ts';
import { findAmong } from '../../../shared/find-models.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import type { TrafficReport } from '../../../shared/traffic.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import type { FakeCore } from '../../support/fake-core.ts';
import { createFakeCore } from '../../support/fake-core.ts';
import type { ScriptedJob } from './scripted-job.ts';
import { createScriptedJob } from './scripted-job.ts';
import { buildServer, quietTraffic } from './stage-data.ts';
import type { StageRequests } from './stage-requests.ts';
import { requestAnswers } from './stage-requests.ts';
import { routeAnswers } from './stage-routes.ts';
import type { RouteExplanation } from '../../../shared/routing.ts';
import type { StageExports } from './stage-exports.ts';
import { createStageExports, exportAnswers } from './stage-exports.ts';

export interface StageCore {
  core: FakeCore;
  discover: ScriptedJob<'discover'>;
  check: ScriptedJob<'check'>;
  ask: ScriptedJob<'ask'>;
  traffic: TrafficReport;
  /** By slug; a server that is not here has the models of its state. */
  models: Map<string, readonly DescribedModel[]>;
  /** Answers from `models`, unless the spec has its own. */
  findModels: Api['calls']['findModels'];
  /** By qualified id. */
  reports: Map<string, ConformanceReport>;
  plan: CheckPlan;
  requests: StageRequests;
  /** What `explainRoute` answers. */
  explanation: RouteExplanation | null;
  /** What `saveRoute` and `setUpstreamLimits` fail with. */
  refusal: Error | null;
  /** What is answered about DB-GPT's configuration. */
  exports: StageExports;
  /** Every call that changes something or asks a server, with its input. */
  asked: { name: CallName; input: unknown }[];
  /** Lists servers, as if they had always been there. */
  list(...servers: UpstreamState[]): void;
  /** Makes a listed model the active one. */
  activate(ref: ModelRef): void;
  /** The same for embeddings. */
  embed(ref: ModelRef): void;
}

export function createStageCore(language: Locale): StageCore {
  const discover = createScriptedJob<'discover'>();
  const check = createScriptedJob<'check'>();
  const ask = createScriptedJob<'ask'>();
  const settings = { ...defaultSettings, window: { ...defaultSettings.window, firstRunDone: true } };
  const stage: StageCore = {
    core: createFakeCore({
      state: { locale: language, settings },
      jobs: { discover: discover.run, check: check.run, ask: ask.run },
      calls: answers(() => stage),
    }),
    discover,
    check,
    ask,
    traffic: quietTraffic,
    exports: createStageExports(),
    models: new Map(),
    findModels: (input) => Promise.resolve(findModels(stage, input)),
    reports: new Map(),
    plan: { model: '', depth: 'quick', requests: 5, tokens: 300, effects: [], obstacle: null },
    requests: { rows: [], details: new Map() },
    explanation: null,
    refusal: null,
    asked: [],
    list: (...servers) => stage.core.setState({ upstreams: [...stage.core.state().upstreams, ...servers] }),
    activate: (ref) => stage.core.setState({ active: aliasOf(stage, 'active', ref) }),
    embed: (ref) => stage.core.setState({ embedding: aliasOf(stage, 'embedding', ref) }),
  };
  return stage;
}

type Stage = () => StageCore;

function answers(stage: Stage): Partial<Api['calls']> {
  const note = (name: CallName, input: unknown): StageCore => {
    const now = stage();
    now.asked.push({ name, input });
    return now;
  };
  return {
    ...listAnswers(note),
    getTraffic: () => Promise.resolve(stage().traffic),
    ...requestAnswers(note, stage),
    ...routeAnswers(note),
    lookAtServers: () => Promise.resolve(stage().core.state()),
    describeServer: ({ slug }) => {
      return Promise.resolve({ models: [...wholeList(stage(), slug)] });
    },
    findModels: (input) => note('findModels', input).findModels(input),
    planCheck(input) {
      const { plan } = note('planCheck', input);
      return Promise.resolve({ ...plan, depth: input.depth, model: input.model ?? plan.model });
    },
    getCheckReport: ({ server, model }) =>
      Promise.resolve(stage().reports.get(qualifiedId({ upstream: server, model })) ?? null),
    exportCheckReport(input) {
      note('exportCheckReport', input);
      const isJson = input.format === 'json';
      return Promise.resolve({
        fileName: isJson ? 'check.json' : 'check.md',
        text: isJson ? '{"verdict":"works"}' : '# Report',
      });
    },
    ...exportAnswers(() => stage().exports, note),
    setAlias({ alias, target }) {
      const now = note('setAlias', { alias, target });
      const fixed = fixedAliases.find((one) => one === alias);
      if (fixed !== undefined) {
        now.core.setState({ [fixed]: target === null ? null : aliasOf(now, fixed, target) });
      }
      return Promise.resolve(now.core.state());
    },
  };
}

/** The calls that change the list of servers. */
function listAnswers(note: (name: CallName, input: unknown) => StageCore): Partial<Api['calls']> {
  const change = (stage: StageCore, slug: string, part: Partial<UpstreamState>): Promise<UpstreamState> => {
    const changed = { ...serverOf(stage, slug), ...part };
    const { upstreams } = stage.core.state();
    stage.core.setState({ upstreams: upstreams.map((one) => (one.slug === slug ? changed : one)) });
    return Promise.resolve(changed);
  };
  return {
    addUpstream(input) {
      const stage = note('addUpstream', input);
      const { baseUrl, name = input.kind ?? 'server', kind = 'openai-compatible' } = input;
      const slug = `${kind}-${new URL(baseUrl).port}`;
      const server = buildServer({ slug, name, kind, baseUrl }, []);
      stage.list(server);
      return Promise.resolve(server);
    },
    updateUpstream(input) {
      const { slug, baseUrl, name } = input;
      return change(note('updateUpstream', input), slug, {
        ...(baseUrl === undefined ? {} : { baseUrl, health: 'healthy' }),
        ...(name === undefined ? {} : { name }),
      });
    },
    testUpstream: (input) => change(note('testUpstream', input), input.slug, {}),
    removeUpstream(input) {
      const { core } = note('removeUpstream', input);
      core.setState({ upstreams: core.state().upstreams.filter(({ slug }) => slug !== input.slug) });
      return Promise.resolve(core.state());
    },
    probeAddress(input) {
      note('probeAddress', input);
      return Promise.resolve({
        baseUrl: input.baseUrl,
        kind: 'openai-compatible',
        health: 'unauthorized',
        detail: null,
        models: [],
        latencyMs: null,
        version: null,
        product: null,
      });
    },
  };
}

/** By the rule of the core's own. */
function findModels(
  stage: StageCore,
  { words, types, servers, limit }: CallParsed<'findModels'>,
): FoundModels {
  const asked = stage.core.state().upstreams.filter(({ slug }) => servers?.includes(slug) !== false);
  const listed = asked.flatMap(({ slug, name }) =>
    wholeList(stage, slug)
      .filter(({ type }) => types.includes(type))
      .map(({ sources: _sources, ...info }) => ({ upstream: slug, upstreamName: name, id: info.id, info })),
  );
  const { shown, count } = findAmong(listed, (model) => model, words, limit);
  return { models: shown.map(({ upstream, id, info }) => ({ upstream, model: id, info })), count };
}

function wholeList(stage: StageCore, slug: string): readonly DescribedModel[] {
  const listed = serverOf(stage, slug).models.map((model) => ({ ...model, sources: {} }));
  return stage.models.get(slug) ?? listed;
}

function serverOf({ core }: StageCore, slug: string): UpstreamState {
  const found = core.state().upstreams.find((server) => server.slug === slug);
  if (found === undefined) throw new Error(`no server ${slug} is on the stage`);
  return found;
}

function aliasOf(stage: StageCore, alias: 'active' | 'embedding', ref: ModelRef): AliasState {
  const server = serverOf(stage, ref.upstream);
  const info = wholeList(stage, ref.upstream).find(({ id }) => id === ref.model) ?? null;
  return {
    ...ref,
    alias,
    upstreamName: server.name,
    kind: server.kind,
    location: info?.location ?? server.location,
    info,
    chosen: 'user',
    isDemo: false,
  };
}
