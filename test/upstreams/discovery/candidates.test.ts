import { describe, expect, test } from 'vitest';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { planCandidates } from '../../../main/upstreams/discovery/candidates.ts';
import type { CandidateGroup, PlanInput } from '../../../main/upstreams/discovery/candidates.ts';
import { ollamaHint } from '../../../main/upstreams/discovery/hints.ts';
import { kindProfiles } from '../../../main/upstreams/kinds/index.ts';
import type { KindProfile } from '../../../main/upstreams/kinds/kind-profile.ts';
import { tableOf } from '../../support/listeners.ts';
import type { ListenerSketch } from '../../support/listeners.ts';

const profile = (kind: UpstreamKind, change: Partial<KindProfile>): KindProfile => ({
  ...kindProfiles['openai-compatible'],
  kind,
  ...change,
});
/** The street's kinds, as far as this is about them. */
const profiles: readonly KindProfile[] = [
  profile('ollama', {
    ports: [11434],
    processes: [/^ollama( app)?(\.exe)?$/i],
    workers: [/\bollama runner\b/],
  }),
  profile('lm-studio', { ports: [1234], processes: [/^lm studio/i] }),
  profile('llama-cpp', { ports: [8080], processes: [/^llama-server$/] }),
  profile('vllm', { ports: [8000], processes: [/\bvllm\b/], workers: [/VLLM::/] }),
  profile('text-generation-webui', { ports: [5000], processes: [/\bserver\.py\b/] }),
  profile('jan', { ports: [1337], processes: [/^jan$/i] }),
  profile('tgi', { ports: [3000] }),
];

const own = { ports: new Set([9999, 9998]), pid: 99 };
function plan(sketches: readonly ListenerSketch[], more: Partial<PlanInput> = {}): CandidateGroup[] {
  return planCandidates({
    table: tableOf(sketches),
    hints: [],
    all: false,
    own,
    listed: [],
    profiles,
    ...more,
  });
}
/** Per group, per step, the addresses. */
const addresses = (groups: readonly CandidateGroup[]): string[][][] =>
  groups.map((steps) => steps.map((step) => step.map(({ baseUrl }) => baseUrl)));
const ports = (groups: readonly CandidateGroup[]): number[][][] =>
  groups.map((steps) => steps.map((step) => step.map(({ port }) => port)));

describe('which listeners', () => {
  test('known ports and processes that are called like a server, nothing else without the user’s word', () => {
    const sketches = [
      { port: 5432, name: 'postgres' },
      { port: 8080, name: 'java' },
      { port: 9000, name: 'llama-server' },
      { port: 11434 },
    ];
    expect(ports(plan(sketches))).toEqual([[[8080]], [[9000]], [[11434]]]);
    expect(ports(plan(sketches, { all: true }))).toEqual([[[8080]], [[9000]], [[11434]], [[5432]]]);
  });

  test('where no process can be seen, known ports only', () => {
    expect(ports(plan([{ port: 11434 }, { port: 11500 }, { port: 8000 }]))).toEqual([[[8000]], [[11434]]]);
  });

  test('where nothing can be listed, the known ports of the loopback, the hinted and the listed one', () => {
    const hint = ollamaHint(':11500');
    const groups = plan([], {
      table: null,
      hints: hint === null ? [] : [hint],
      listed: [{ kind: 'vllm', baseUrl: 'http://localhost:8765/v1' }],
    });
    expect(addresses(groups).flat(2)).toEqual(
      [1234, 1337, 3000, 5000, 8000, 8080, 8765, 11434, 11500].map((port) => `http://127.0.0.1:${port}`),
    );
  });

  test('never our own ports, our own process or its children', () => {
    const sketches = [
      { port: 9999, name: 'ollama' },
      { port: 9998 },
      { port: 8080, name: 'modeltray', pid: 99 },
      { port: 8000, name: 'vllm', parentPid: 99 },
    ];
    expect(plan(sketches, { all: true })).toEqual([]);
  });

  test('a hinted port, with what hints at it; a hint at a port where nothing listens is nothing', () => {
    const hints = [ollamaHint('https://localhost:8443/llm')].filter((hint) => hint !== null);
    const [group] = plan([{ port: 8443, name: 'caddy' }], { hints });
    expect(group?.[0]).toMatchObject([
      {
        baseUrl: 'https://127.0.0.1:8443/llm',
        kinds: ['ollama'],
        evidence: [{ key: 'find.why.ollamaHost' }],
      },
    ]);
    expect(plan([{ port: 5432, name: 'postgres' }], { hints })).toEqual([]);
  });

  test('a listed address is looked at, whatever listens there', () => {
    const listed = [{ kind: 'vllm', baseUrl: 'http://localhost:8765/v1' } as const];
    expect(ports(plan([{ port: 8765, name: 'java' }], { listed }))).toEqual([[[8765]]]);
  });

  test('what it may be: a hint before its process before its port', () => {
    const hints = [ollamaHint(':8080')].filter((hint) => hint !== null);
    const [group] = plan([{ port: 8080, name: 'python3', command: 'python3 -m vllm serve' }], { hints });
    expect(group?.[0]?.[0]?.kinds).toEqual(['ollama', 'vllm', 'llama-cpp']);
  });
});

describe('at which address', () => {
  test.each([
    [['127.0.0.1'], 'http://127.0.0.1:8000'],
    [['0.0.0.0'], 'http://127.0.0.1:8000'],
    [['::'], 'http://127.0.0.1:8000'],
    [['0.0.0.0', '::'], 'http://127.0.0.1:8000'],
    [['127.0.0.1', '::1'], 'http://127.0.0.1:8000'],
    [['::1'], 'http://[::1]:8000'],
    [['192.168.1.5'], 'http://192.168.1.5:8000'],
    [['fe80::1%en0', '192.168.1.5'], 'http://192.168.1.5:8000'],
    [['2001:db8::7'], 'http://[2001:db8::7]:8000'],
  ])('%s is asked at %s', (list, address) => {
    expect(addresses(plan([{ port: 8000, addresses: list }]))).toEqual([[[address]]]);
  });

  test('an address that no URL can hold is not asked', () => {
    for (const address of ['fe80::1%en0', 'fe80:4::aede:48ff:fe00:1122']) {
      expect(plan([{ port: 8000, addresses: [address] }])).toEqual([]);
    }
  });

  test('of two that share a port the narrower one has the loopback', () => {
    const sketches = [
      { port: 8000, addresses: ['::'], name: 'vllm', pid: 1 },
      { port: 8000, addresses: ['127.0.0.1'], name: 'java', pid: 2 },
    ];
    const groups = plan(sketches).flat(2);
    expect(groups.map(({ process, baseUrl }) => [process?.pid, baseUrl])).toEqual([
      [2, 'http://127.0.0.1:8000'],
      [1, 'http://[::1]:8000'],
    ]);
  });

  test('processes that were forked with one socket are one', () => {
    const sketches = [1, 2, 3].map((pid) => ({ port: 8000, addresses: ['::'], name: 'vllm', pid }));
    expect(
      plan(sketches)
        .flat(2)
        .map(({ process }) => process?.pid),
    ).toEqual([1]);
  });
});

describe('kin', () => {
  test('workers are dropped by their pattern, whoever their parent is', () => {
    const sketches = [
      { port: 8000, name: 'vllm', pid: 10 },
      { port: 41001, name: 'VLLM::EngineCore', pid: 11, parentPid: 10 },
      { port: 41002, name: 'VLLM::Worker_TP0', pid: 12, parentPid: 11 },
      { port: 42001, name: 'ollama', command: '/usr/bin/ollama runner --port 42001', parentPid: 500 },
    ];
    expect(ports(plan(sketches, { all: true }))).toEqual([[[8000]]]);
  });

  test('an engine of another kind waits for what its parent turns out to be', () => {
    const sketches = [
      { port: 1337, name: 'Jan', pid: 20 },
      { port: 8080, name: 'llama-server', command: 'llama-server --port 8080', pid: 21, parentPid: 20 },
      { port: 5000, name: 'python3', command: 'python3 server.py --api', pid: 30 },
      { port: 5005, name: 'llama-server', command: 'llama-server --port 5005', pid: 31, parentPid: 30 },
    ];
    expect(ports(plan(sketches))).toEqual([
      [[1337], [8080]],
      [[5000], [5005]],
    ]);
  });

  test('of several ports of one server its usual one comes first, even where a child has it', () => {
    const sketches = [
      { port: 41343, name: 'LM Studio', pid: 40 },
      { port: 1234, name: 'LM Studio Helper', pid: 41, parentPid: 40 },
      { port: 41999, name: 'LM Studio Helper', pid: 41, parentPid: 40 },
    ];
    expect(ports(plan(sketches))).toEqual([[[1234], [41343], [41999]]]);
  });

  test('a port that stands on the command line is the one that is meant for others', () => {
    const command = 'python3 -m vllm serve x --port 8765 --tensor-parallel-size 2';
    const sketches = [
      { port: 29500, name: 'python3', command, pid: 50 },
      { port: 8765, name: 'python3', command, pid: 50 },
    ];
    expect(ports(plan(sketches))).toEqual([[[8765], [29500]]]);
  });

  test('two servers of one kind that are no kin are two', () => {
    const sketches = [
      { port: 11434, name: 'ollama', pid: 60 },
      { port: 11500, name: 'ollama', pid: 61 },
    ];
    expect(ports(plan(sketches))).toEqual([[[11434]], [[11500]]]);
  });

  test('a process that passes on the ports of others has a server behind each', () => {
    const docker = { name: 'com.docker.backend', pid: 70 };
    const sketches = [8000, 3000, 11434, 7777].map((port) => ({ ...docker, port }));
    expect(ports(plan(sketches, { all: true }))).toEqual([[[3000]], [[8000]], [[11434]], [[7777]]]);
  });

  test('a server that was started out of another program is asked, whatever that program is', () => {
    const sketches = [
      { port: 3000, name: 'node', pid: 80 },
      { port: 8765, name: 'llama-server', pid: 81, parentPid: 80 },
    ];
    expect(ports(plan(sketches))).toEqual([[[3000], [8765]]]);
  });

  test('on Windows, where neither parents nor command lines are told, one name is one family', () => {
    const groups = planCandidates({
      table: {
        canSeeProcesses: true,
        listeners: [
          { port: 11434, addresses: ['127.0.0.1'], process: windows(1, 'ollama.exe') },
          { port: 51234, addresses: ['127.0.0.1'], process: windows(2, 'ollama.exe') },
        ],
      },
      hints: [],
      all: false,
      own,
      listed: [],
      profiles,
    });
    expect(ports(groups)).toEqual([[[11434], [51234]]]);
  });
});

function windows(pid: number, name: string) {
  return { pid, name, command: null, parentPid: null };
}
