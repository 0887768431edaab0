import { expect, test } from 'vitest';
import { renderMetrics } from '../../main/proxy/metrics-text.ts';
import { createRequestCounters } from '../../main/state/request-counters.ts';

const request = { upstream: 'a', outcome: 'answered', ownMs: 1, tokensIn: 3, tokensOut: 5 } as const;
const nothing = { version: '1.2.3', active: null, servers: [], requests: [] };

test('nothing has happened yet', () => {
  const text = renderMetrics(nothing);
  expect(text).toContain('modeltray_build_info{version="1.2.3"} 1\n');
  expect(text).not.toMatch(/^modeltray_(active_model|requests_total|upstream_up)/m);
});

test('a histogram counts each value in all buckets that it fits in', () => {
  const counters = createRequestCounters();
  for (const totalMs of [50, 51, 400_000]) counters.add({ ...request, totalMs, firstByteMs: null });
  const text = renderMetrics({ ...nothing, requests: counters.all() });
  const bucket = (le: string): string =>
    new RegExp(`duration_seconds_bucket\\{upstream="a",le="${le}"\\} (\\d+)`).exec(text)?.[1] ?? '';
  expect(['0.05', '0.1', '300', '\\+Inf'].map(bucket)).toEqual(['1', '2', '2', '3']);
  expect(text).toContain('modeltray_request_duration_seconds_count{upstream="a"} 3\n');
  expect(text).toContain('modeltray_request_duration_seconds_sum{upstream="a"} 400.101\n');
  expect(text).toContain('modeltray_first_byte_seconds_count{upstream="a"} 0\n');
  expect(text).toContain('modeltray_tokens_total{upstream="a",direction="out"} 15\n');
});

test('a model whose name would end the label', () => {
  const active = { upstream: 'a', model: 'x"} 1\n\\' };
  expect(renderMetrics({ ...nothing, active })).toContain(
    'modeltray_active_model{upstream="a",model="x\\"} 1\\n\\\\"} 1\n',
  );
});

test('a server that is away is down, and so is one that refuses its key', () => {
  const server = { slug: 'a', kind: 'ollama', location: 'this-machine', inFlight: 0 } as const;
  for (const [health, up] of [
    ['healthy', 1],
    ['unknown', 1],
    ['unreachable', 0],
    ['unauthorized', 0],
  ] as const)
    expect(renderMetrics({ ...nothing, servers: [{ ...server, health }] })).toContain(
      `modeltray_upstream_up{upstream="a",kind="ollama",location="this-machine",health="${health}"} ${up}\n`,
    );
});
