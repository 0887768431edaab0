import { expect, test } from 'vitest';
import { locationOfUpstream } from '../../main/upstreams/location.ts';
import { kindProfiles } from '../../main/upstreams/kinds/index.ts';
import { calledAs, isCalled, kindOfPort } from '../../main/upstreams/software.ts';
import { upstreamKinds } from '../../shared/upstream.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';

test.each<[number, UpstreamKind | null]>([
  [11434, 'ollama'],
  [1234, 'lm-studio'],
  [9931, 'llama-cpp'],
  [30000, 'sglang'],
  [12434, 'docker-model-runner'],
  [4000, 'other-proxy'],
  [8080, null],
  [8000, null],
  [3000, null],
  [443, null],
])('port %i suggests %s: one that several kinds share suggests none', (port, kind) => {
  expect(kindOfPort(port)).toBe(kind);
});

test.each<[UpstreamKind, string, string]>([
  ['ollama', 'http://127.0.0.1:11434', 'this-machine'],
  ['ollama', 'http://192.168.1.7:11434', 'private-network'],
  ['openai-compatible', 'https://api.example.com/v1', 'cloud'],
  ['other-proxy', 'http://127.0.0.1:4000', 'unknown'],
  ['other-proxy', 'https://proxy.example.com/v1', 'unknown'],
])('%s at %s is %s', (kind, baseUrl, location) => {
  expect(locationOfUpstream(kind, baseUrl)).toBe(location);
});

test('a process is matched by its name or by its command line', () => {
  const { processes, workers } = kindProfiles.ollama;
  const of = (name: string, command: string | null) => ({ pid: 1, name, command });
  expect(isCalled(processes, of('ollama.exe', null))).toBe(true);
  expect(isCalled(processes, of('sh', '/usr/bin/ollama serve'))).toBe(true);
  expect(isCalled(processes, of('ollama-watcher', null))).toBe(false);
  expect(isCalled(workers, of('ollama', '/usr/bin/ollama runner --port 40001'))).toBe(true);
  expect(calledAs(processes, of('sh', '/usr/bin/ollama serve'))).toBe('sh (ollama serve)');
});

test('a worker of a kind is none of its servers’ names alone', () => {
  for (const kind of upstreamKinds) {
    const { workers, processes } = kindProfiles[kind];
    expect(
      workers.filter((one) => processes.includes(one)),
      kind,
    ).toEqual([]);
  }
});
