import type { AliasState } from '../../shared/app-state.ts';
import type { ConformanceReport, CheckPlan } from '../../shared/conformance.ts';
import type { DiscoverReport, FoundServer } from '../../shared/discovery.ts';
import { message } from '../../shared/i18n/index.ts';
import { unknownModel, withSources } from '../../shared/model.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

export function buildServer(change: Partial<UpstreamState> = {}): UpstreamState {
  const models = change.models ?? [unknownModel('qwen3:8b', 'this-machine')];
  return {
    slug: 'ollama',
    name: 'Ollama',
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    location: 'this-machine',
    health: 'healthy',
    healthDetail: null,
    healthSince: null,
    pausedUntil: null,
    keyState: 'none',
    hasKey: false,
    latencyMs: 3,
    version: null,
    product: null,
    verdicts: [],
    checkedAt: 1,
    models,
    modelCount: models.length,
    inFlight: 0,
    fixes: {},
    ...change,
  };
}

export function buildAlias(change: Partial<AliasState> = {}): AliasState {
  return {
    alias: 'active',
    upstream: 'ollama',
    model: 'qwen3:8b',
    upstreamName: 'Ollama',
    kind: 'ollama',
    location: 'this-machine',
    info: null,
    chosen: 'user',
    isDemo: false,
    ...change,
  };
}

export function buildFound(change: Partial<FoundServer> = {}): FoundServer {
  return {
    kind: 'ollama',
    product: null,
    baseUrl: 'http://127.0.0.1:11434',
    version: '0.32.15',
    health: 'healthy',
    // Any words do here: they are the core's.
    evidence: [message('kind.ollama')],
    process: null,
    models: [withSources(unknownModel('qwen3:8b', 'this-machine'), {})],
    listedAs: null,
    mayBe: null,
    ...change,
  };
}

export function buildDiscovery(change: Partial<DiscoverReport> = {}): DiscoverReport {
  return {
    servers: [buildFound()],
    gone: [],
    added: [],
    listeners: 3,
    candidates: 3,
    canSeeProcesses: true,
    ...change,
  };
}

export function buildPlan(change: Partial<CheckPlan> = {}): CheckPlan {
  return {
    model: 'qwen3:8b',
    depth: 'quick',
    requests: 5,
    tokens: 200,
    effects: [],
    obstacle: null,
    ...change,
  };
}

export function buildReport(change: Partial<ConformanceReport> = {}): ConformanceReport {
  return {
    address: 'http://127.0.0.1:11434',
    serverName: 'Ollama',
    kind: 'ollama',
    serverVersion: '0.32.15',
    model: 'qwen3:8b',
    modelType: 'chat',
    depth: 'quick',
    checkedAt: 1,
    tookMs: 1500,
    verdict: 'works',
    because: [],
    checks: [
      {
        id: 'model-list',
        status: 'pass',
        detail: message('health.healthy'),
        meaning: message('choice.user'),
        request: null,
        answer: null,
        fix: null,
      },
    ],
    spent: { requests: 5, tokens: 180, isEstimated: false },
    ...change,
  };
}
