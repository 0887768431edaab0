import { expect, test } from 'vitest';
import { chat } from '../support/chat.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('what belongs to this hop or to the client stays here', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await chat(core, {
    headers: {
      authorization: `Bearer ${core.localKey}`,
      'x-api-key': core.localKey,
      'api-key': core.localKey,
      cookie: 'session=secret',
      referer: 'http://127.0.0.1/page',
      connection: 'close, X-Private',
      'x-private': 'named by Connection',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      'proxy-authorization': 'Basic c2VjcmV0',
      'proxy-connection': 'keep-alive',
    },
  });
  const { headers = {}, rawHeaders = [] } = alpha.generations()[0] ?? {};
  const gone = [
    'authorization',
    'x-api-key',
    'api-key',
    'cookie',
    'referer',
    'x-private',
    'keep-alive',
    'te',
    'proxy-authorization',
    'proxy-connection',
  ];
  for (const name of gone) expect(headers[name], name).toBeUndefined();
  expect(rawHeaders.join('\n')).not.toContain(core.localKey);
  expect(headers.host).toBe(`127.0.0.1:${alpha.port}`);
});

test('everything else goes on, and no compression is asked for', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  const kept = {
    'user-agent': 'AsyncOpenAI/Python 1.2.3',
    'x-stainless-lang': 'python',
    'openai-organization': 'org',
    accept: 'application/json',
    'x-custom': 'yes',
  };
  await chat(core, { headers: { ...kept, 'accept-encoding': 'gzip, deflate' } });
  const { headers = {}, body = '' } = alpha.generations()[0] ?? {};
  expect(headers).toMatchObject(kept);
  expect(headers['accept-encoding']).toBe('identity');
  expect(headers['content-type']).toBe('application/json');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
});

test('a server gets its own key in place of ours', async () => {
  const alpha = await scope.fake({ dialect: 'openai', key: 'sk-upstream' });
  const core = await scope.core({ upstreams: [alpha], keys: { alpha: 'sk-upstream' } });
  const reply = await chat(core, { headers: { authorization: `Bearer ${core.localKey}` } });
  expect(reply.status).toBe(200);
  expect(alpha.generations()[0]?.headers.authorization).toBe('Bearer sk-upstream');
});
