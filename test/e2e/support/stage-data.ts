/** The servers, finds and reports that the staged specs tell of. */
import type { CheckId, CheckResult, CheckStatus, ConformanceReport } from '../../../shared/conformance.ts';
import type { DiscoverReport, FoundServer } from '../../../shared/discovery.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { DescribedModel, FactSources, ModelInfo } from '../../../shared/model.ts';
import { unknownModel, withoutSources, withSources } from '../../../shared/model.ts';
import { trafficSpanMs, trafficSpans } from '../../../shared/traffic.ts';
import type { TrafficReport } from '../../../shared/traffic.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';

/** Something that the core says, as it is. */
export const said = (text: string): Message => message('error.said', { text });

export function buildModel(
  id: string,
  facts: Partial<ModelInfo> = {},
  sources: FactSources = {},
): DescribedModel {
  return withSources({ ...unknownModel(id, 'this-machine'), ...facts }, sources);
}

export const smallModel = buildModel(
  'qwen3:8b',
  {
    context: { loaded: 4096, trained: 40_960 },
    quantization: 'Q4_K_M',
    parameters: '8.2B',
    loaded: true,
    capabilities: ['tools', 'reasoning'],
  },
  {
    type: '/api/show capabilities',
    contextLoaded: '/api/ps context_length',
    contextTrained: '/api/show model_info',
    quantization: '/api/tags details.quantization_level',
    parameters: '/api/tags details.parameter_size',
    loaded: '/api/ps',
    capabilities: '/api/show capabilities',
  },
);
export const roomyModel = buildModel(
  'llama3.2:3b',
  { context: { loaded: 16_384, trained: 131_072 }, quantization: 'Q8_0', parameters: '3.2B', loaded: true },
  { contextLoaded: '/api/ps context_length', loaded: '/api/ps' },
);
export const bareModel = buildModel('mystery:latest');
export const cloudModel = buildModel(
  'gpt-oss:120b-cloud',
  { location: 'cloud', context: { loaded: null, trained: 131_072 }, loaded: false },
  { location: '/api/tags remote_host', contextTrained: '/api/show model_info' },
);
export const embeddingModel = buildModel('bge-m3:latest', {
  type: 'embedding',
  context: { loaded: null, trained: 8192 },
  parameters: '566.70M',
});
export const ollamaModels = [smallModel, roomyModel, bareModel, cloudModel, embeddingModel];

export function buildServer(
  change: Partial<UpstreamState> = {},
  models: readonly DescribedModel[] = ollamaModels,
): UpstreamState {
  return {
    slug: 'ollama',
    name: 'Ollama',
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    location: 'this-machine',
    health: 'healthy',
    healthDetail: null,
    healthSince: Date.UTC(2026, 2, 14, 9, 26),
    keyState: 'none',
    hasKey: false,
    latencyMs: 4,
    version: '0.32.1',
    product: null,
    verdicts: [],
    fixes: {},
    pausedUntil: null,
    checkedAt: Date.UTC(2026, 2, 14, 9, 30),
    models: models.map(withoutSources),
    modelCount: models.length,
    inFlight: 0,
    ...change,
  };
}

export function buildFound(change: Partial<FoundServer> = {}): FoundServer {
  return {
    kind: 'ollama',
    product: null,
    baseUrl: 'http://127.0.0.1:11434',
    version: '0.32.1',
    health: 'healthy',
    evidence: [],
    process: null,
    models: [],
    listedAs: null,
    mayBe: null,
    ...change,
  };
}

export function buildDiscoverReport(change: Partial<DiscoverReport> = {}): DiscoverReport {
  return { servers: [], gone: [], added: [], listeners: 34, candidates: 4, canSeeProcesses: true, ...change };
}

export function buildResult(
  id: CheckId,
  status: CheckStatus,
  change: Partial<CheckResult> = {},
): CheckResult {
  return {
    id,
    status,
    detail: said(`${id}: seen`),
    meaning: said(`${id}: meant`),
    request: `POST /v1/chat/completions\n{"model":"${smallModel.id}"}`,
    answer: '200\n{"object":"chat.completion"}',
    fix: null,
    ...change,
  };
}

export function buildReport(change: Partial<ConformanceReport> = {}): ConformanceReport {
  return {
    address: 'http://127.0.0.1:11434',
    serverName: 'Ollama',
    kind: 'ollama',
    serverVersion: '0.32.1',
    model: smallModel.id,
    modelType: 'chat',
    depth: 'quick',
    checkedAt: Date.UTC(2026, 2, 14, 9, 28),
    tookMs: 2140,
    verdict: 'works',
    because: [],
    checks: [buildResult('model-list', 'pass'), buildResult('chat', 'pass'), buildResult('stream', 'pass')],
    spent: { requests: 5, tokens: 312, isEstimated: false },
    ...change,
  };
}

const trafficAt = Date.UTC(2026, 2, 14, 9, 30);

/** A quarter of an hour in which nothing happened. */
export const quietTraffic: TrafficReport = {
  at: trafficAt,
  spanMs: trafficSpanMs,
  spans: Array.from({ length: trafficSpans }, (_, at) => ({
    startsAt: trafficAt - (trafficSpans - at) * trafficSpanMs,
    ...{ answered: 0, failed: 0, tokensOut: 0, firstTokenMs: null },
  })),
  firstTokenMs: null,
  ownMs: null,
  places: { thisMachine: 0, network: 0, cloud: 0, elsewhere: 0 },
};

/** One in which much did: every span has answers, every tenth a failure, and one had none. */
export const busyTraffic: TrafficReport = {
  ...quietTraffic,
  spans: quietTraffic.spans.map((span, at) => ({
    ...span,
    answered: at === 30 ? 0 : 2 + ((at * 7) % 5),
    failed: at % 10 === 3 ? 1 : 0,
    tokensOut: at === 30 ? 0 : 600 + ((at * 131) % 400),
    firstTokenMs: at === 30 ? null : 180 + ((at * 53) % 240),
  })),
  firstTokenMs: 290,
  ownMs: 0.42,
  places: { thisMachine: 201, network: 34, cloud: 2, elsewhere: 0 },
};
