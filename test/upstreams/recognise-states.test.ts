import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isModelTray } from '../../main/upstreams/detect-kind.ts';
import { createDemoServer } from '../../main/upstreams/demo/server.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import type { DialectName } from '../support/fake-types.ts';
import { realClock } from '../support/real-clock.ts';
import { useScope } from '../support/scope.ts';
import { textsOf, useRecognising } from './asking.ts';
import type { Hint } from './asking.ts';
import { processOf } from './software-samples.ts';

const scope = useScope();
const { fakeOf, lookAt } = useRecognising(scope);

describe('a server that wants a key', () => {
  test.each([
    ['llama-cpp', {}, 'llama-cpp'],
    ['koboldcpp', {}, 'koboldcpp'],
    ['vllm', {}, 'vllm'],
    ['jan', {}, 'jan'],
    ['litellm', {}, 'other-proxy'],
    ['llama-swap', {}, 'other-proxy'],
    ['open-webui', {}, 'other-proxy'],
    ['localai', { port: 8080 }, 'localai'],
    ['tgi', { port: 3000 }, 'tgi'],
    ['xinference', { port: 9997 }, 'xinference'],
    ['openai', {}, 'openai-compatible'],
    ['sglang', { port: 30000 }, 'openai-compatible'],
    ['sglang', { process: processOf('python3', 'python3 -m sglang.launch_server') }, 'openai-compatible'],
    ['text-generation-webui', { port: 5000 }, 'openai-compatible'],
  ] as [DialectName, Hint, UpstreamKind][])('%s %o is %s', async (dialect, hint, kind) => {
    const fake = await fakeOf(dialect, { key: 'sk-right' });
    const seen = await lookAt(fake, hint);
    expect(seen?.kind).toBe(kind);
    const isOpen = dialect === 'koboldcpp';
    expect(textsOf(seen).includes('It asks for a key (HTTP 401).')).toBe(!isOpen);
    expect(fake.counters).toMatchObject({ errorLines: 0, generations: 0, loads: 0 });
  });

  test('a bare refusal of a stranger is no model server', async () => {
    const fake = await fakeOf('tomcat');
    await fake.setFault({ type: 'status', status: 403, everywhere: true });
    expect(await lookAt(fake, { port: 5000 })).toBeNull();
  });
});

describe('a server that loads', () => {
  test.each([
    ['llama-cpp', 'llama-cpp', 'Its answers carry the header Server: llama.cpp.'],
    ['localai', 'localai', 'GET /.well-known/localai.json answers as LocalAI does.'],
    ['openai', 'openai-compatible', 'It says that it is loading a model.'],
  ] as const)('%s is %s all the same', async (dialect, kind, evidence) => {
    const fake = await fakeOf(dialect);
    await fake.setFault({ type: 'loading', everywhere: true });
    const seen = await lookAt(fake);
    expect(seen?.kind).toBe(kind);
    expect(textsOf(seen)).toContain(evidence);
    expect(textsOf(seen)).toContain('It says that it is loading a model.');
  });
});

describe('strangers', () => {
  test('Tomcat at 8080 is left alone after one request', async () => {
    const fake = await fakeOf('tomcat');
    expect(await lookAt(fake, { port: 8080 })).toBeNull();
    expect(fake.counters.requests).toBe(1);
  });

  test('a page, a JSON of another shape and a list without ids are no model list', async () => {
    const bodies = [
      '<html></html>',
      '{"data":[]}',
      '{"object":"list"}',
      '{"data":[{"name":"a"}]}',
      '[]',
      '{"a":1}',
    ];
    for (const text of bodies) {
      const fake = await fakeOf('openai');
      await fake.setFault({ type: 'body', text, everywhere: true });
      expect(await lookAt(fake), text).toBeNull();
    }
  });

  test.each<[string, (socket: Socket) => void]>([
    ['garbage', (socket) => void socket.end('\u0000\u0001 not HTTP at all\r\n\r\n')],
    ['nothing', () => undefined],
    [
      'a stream without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[');
        const more = (): void => {
          while (!socket.destroyed && socket.write('1,'.repeat(32_768)));
        };
        socket.on('drain', more);
        more();
      },
    ],
  ])('%s is no answer: it rejects', async (_what, serve) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => serve(socket));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    scope.later(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    await expect(lookAt({ url: `http://127.0.0.1:${port}` })).rejects.toThrow();
  });
});

describe('ModelTray', () => {
  test('another one is known as such, and so is a demo that was started alone', async () => {
    const alpha = await scope.fake();
    const core = await scope.core({ upstreams: [alpha] });
    const seen = await lookAt({ url: core.proxyUrl });
    expect(seen).toMatchObject({ kind: 'other-proxy', product: 'ModelTray' });
    expect(seen !== null && isModelTray(seen)).toBe(true);
    const demo = createDemoServer({ clock: realClock, locale: () => 'en', hasEmbeddings: false });
    const { baseUrl } = await demo.start(0);
    scope.later(() => demo.stop());
    const alone = await lookAt({ url: baseUrl });
    expect(alone !== null && isModelTray(alone)).toBe(true);
  });

  test('another proxy is none', () => {
    expect(isModelTray({ kind: 'other-proxy', product: 'LiteLLM' })).toBe(false);
    expect(isModelTray({ kind: 'ollama', product: null })).toBe(false);
  });
});

describe('the evidence', () => {
  test.each([
    ['vllm', {}, ['Its model list says owned_by: vllm.']],
    [
      'vllm',
      { process: processOf('python3', 'python3 -m vllm.entrypoints.openai.api_server') },
      ['Its model list says owned_by: vllm.', 'The process is called python3 (vllm).'],
    ],
    [
      'ollama',
      { port: 11434, process: processOf('ollama') },
      [
        'GET /api/version answers as Ollama does.',
        'The process is called ollama.',
        '11434 is a default port of Ollama.',
      ],
    ],
    ['koboldcpp', {}, ['Its answers carry the header Server: KoboldCppServer 1.']],
    ['bifrost', {}, ['The rows of its model list are written as Bifrost writes them.']],
    [
      'openai',
      { process: processOf('mystery') },
      ['It answers with a model list of 1.', 'The process is called mystery.'],
    ],
  ] as [DialectName, Hint, string[]][])('of %s says how it is known', async (dialect, hint, texts) => {
    expect(textsOf(await lookAt(await fakeOf(dialect), hint))).toEqual(texts);
  });
});
