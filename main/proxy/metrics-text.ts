/**
 * `GET /metrics`: Prometheus' text exposition format, version 0.0.4. Numbers and the names of servers and models; no
 * prompt, no answer, no key.
 */
import type { Location } from '../../shared/location.ts';
import type { ModelRef } from '../../shared/model.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { Health, UpstreamKind } from '../../shared/upstream.ts';
import type { Histogram, ServerCounters } from '../state/request-counters.ts';

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

export interface MetricsReport {
  version: string;
  active: ModelRef | null;
  servers: readonly {
    slug: string;
    kind: UpstreamKind;
    location: Location;
    health: Health;
    inFlight: number;
  }[];
  requests: readonly ServerCounters[];
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

export function renderMetrics({ version, active, servers, requests }: MetricsReport): string {
  const outcomes = ['answered', 'failed', 'cancelled'] as const;
  const lines = [
    ...metric('build_info', 'gauge', 'The version that runs.', [[{ version }, 1]]),
    ...metric(
      'active_model',
      'gauge',
      'The model that answers for "active".',
      active === null ? [] : [[{ upstream: active.upstream, model: active.model }, 1]],
    ),
    ...metric(
      'upstream_up',
      'gauge',
      'Whether the server was there when it was last heard of, and takes requests.',
      servers.map(({ slug, kind, location, health }) => [
        { upstream: slug, kind, location, health },
        isRoutable(health) && health !== 'unreachable' ? 1 : 0,
      ]),
    ),
    ...metric(
      'requests_in_flight',
      'gauge',
      'Requests that the server is answering.',
      servers.map(({ slug, inFlight }) => [{ upstream: slug }, inFlight]),
    ),
    ...metric(
      'requests_total',
      'counter',
      'Requests that ended, by outcome.',
      requests.flatMap((one) =>
        outcomes.map((outcome): Sample => [{ upstream: one.upstream, outcome }, one[outcome]]),
      ),
    ),
    ...metric(
      'tokens_total',
      'counter',
      'Tokens that servers read and wrote, estimated where they did not say.',
      requests.flatMap(({ upstream, tokensIn, tokensOut }): Sample[] => [
        [{ upstream, direction: 'in' }, tokensIn],
        [{ upstream, direction: 'out' }, tokensOut],
      ]),
    ),
    ...histogram('request_duration_seconds', 'From arrival to the end of the answer.', requests, 'duration'),
    ...histogram(
      'first_byte_seconds',
      'From arrival to the first byte of the answer.',
      requests,
      'firstByte',
    ),
    ...histogram('own_seconds', 'Time that requests spent in ModelTray itself.', requests, 'own'),
  ];
  return `${lines.join('\n')}\n`;
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string[] {
  return [...head(name, type, help), ...samples.map(([labels, value]) => line(name, labels, value))];
}

function histogram(
  name: string,
  help: string,
  requests: readonly ServerCounters[],
  member: 'duration' | 'firstByte' | 'own',
): string[] {
  const series = requests.flatMap((one) => seriesOf(name, { upstream: one.upstream }, one[member]));
  return [...head(name, 'histogram', help), ...series];
}

function seriesOf(name: string, labels: Labels, { bounds, counts, count, sum }: Histogram): string[] {
  return [
    ...bounds.map((bound, at) => line(`${name}_bucket`, { ...labels, le: String(bound) }, counts[at] ?? 0)),
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP modeltray_${name} ${help}`, `# TYPE modeltray_${name} ${type}`];
}

function line(name: string, labels: Labels, value: number): string {
  const text = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `modeltray_${name}{${text.join(',')}} ${value}`;
}

/** A model's id may hold anything. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
