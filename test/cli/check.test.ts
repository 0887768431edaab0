import { expect, test, vi } from 'vitest';
import type { Api, CheckEvent } from '../../shared/api.ts';
import type { CheckResult, ConformanceReport } from '../../shared/conformance.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { createFakeCore } from '../support/fake-core.ts';
import type { FakeCoreOptions } from '../support/fake-core.ts';
import { buildPlan, buildReport, buildServer } from './builders.ts';
import { useCommandLine } from './command-line.ts';

const line = useCommandLine();
const address = 'http://127.0.0.1:11434';

type Check = Api['jobs']['check'];
type Plan = Api['calls']['planCheck'];

async function* typed(text: string): AsyncGenerator<string> {
  yield text;
  await Promise.resolve();
}

/** Any words do for `detail` and `meaning` here: they are the core's. */
function result(change: Partial<CheckResult>): CheckResult {
  return {
    id: 'chat',
    status: 'pass',
    detail: message('unreachable.refused'),
    meaning: message('error.no_real_model'),
    request: 'POST /v1/chat/completions',
    answer: '{}',
    fix: null,
    ...change,
  };
}

const mixed = buildReport({
  verdict: 'works-with-fixes',
  because: ['bad-json'],
  checks: [
    result({ id: 'model-list' }),
    result({ id: 'bad-json', status: 'repaired', fix: 'error-shape' }),
    result({ id: 'stop', status: 'fail' }),
    result({ id: 'embeddings', status: 'not-applicable' }),
  ],
  spent: { requests: 4, tokens: 61, isEstimated: true },
});

function checking(report: ConformanceReport = buildReport(), events: readonly CheckEvent[] = []) {
  const planCheck = vi.fn<Plan>(() => Promise.resolve(buildPlan()));
  const check = vi.fn<Check>((_input, { emit }) => {
    for (const event of events) emit(event);
    return Promise.resolve(report);
  });
  const options: FakeCoreOptions = {
    state: { upstreams: [buildServer()] },
    calls: { planCheck },
    jobs: { check },
  };
  return { planCheck, check, options };
}

test('--json has exactly the promised keys; the plan goes to stderr', async () => {
  const { options } = checking(mixed);
  const { run } = await line.running(options);
  const { code, out, err } = await run(['check', address, '--json']);
  const words = {
    detail: 'the connection was refused',
    meaning: 'No real model yet: DB-GPT would get demo answers.',
  };
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    verdict: 'works-with-fixes',
    checks: [
      { id: 'model-list', status: 'pass', ...words },
      { id: 'bad-json', status: 'repaired', ...words },
      { id: 'stop', status: 'fail', ...words },
      { id: 'embeddings', status: 'not-applicable', ...words },
    ],
    spent: { requests: 4, tokens: 61 },
    model: 'qwen3:8b',
    kind: 'ollama',
    serverVersion: '0.32.15',
  });
  expect(err).toBe(`Checking qwen3:8b at ${address}: at most 5 requests, about 200 tokens.\n`);
});

test('a person reads the verdict, what is not a pass with its reason, and the numbers', async () => {
  const { options } = checking(mixed);
  const { run } = await line.running(options);
  const { code, out } = await run(['check', address]);
  expect(code).toBe(0);
  expect(out).toBe(`Works with fixes: qwen3:8b at ${address} (Ollama 0.32.15), because of bad-json

  bad-json: fixed by ModelTray
      the connection was refused
      No real model yet: DB-GPT would get demo answers.
  stop: failed
      the connection was refused
      No real model yet: DB-GPT would get demo answers.
  embeddings: not applicable
      the connection was refused
      No real model yet: DB-GPT would get demo answers.

Checks: 4; pass 1, fixed 1, fail 1, not applicable 1. Sent: 4 requests, ≈ 61 tokens, in 1.5 s.
`);
});

test('a server that works says so in two lines, in 简体中文 as well', async () => {
  const { options } = checking();
  const english = await line.running(options);
  expect((await english.run(['check', address])).out).toBe(
    `Works: qwen3:8b at ${address} (Ollama 0.32.15)
Checks: 1; pass 1, fixed 0, fail 0, not applicable 0. Sent: 5 requests, 180 tokens, in 1.5 s.
`,
  );
  const chinese = await line.running({ ...options, state: { locale: 'zh-CN' } });
  const { out, err } = await chinese.run(['check', address]);
  expect(out.split('\n')[0]).toBe(`可用：${address} 的 qwen3:8b（Ollama 0.32.15）`);
  expect(err).toBe(`正在验证 ${address} 的 qwen3:8b：最多 5 个请求，约 200 个 token。\n`);
});

test('a server that will not work is exit 1, with its report all the same', async () => {
  const report = buildReport({ verdict: 'fails', because: ['chat', 'stream'] });
  const { run } = await line.running(checking(report).options);
  const { code, out } = await run(['check', address, '--json']);
  expect([code, JSON.parse(out)]).toMatchObject([1, { verdict: 'fails' }]);
  expect((await run(['check', address])).out.split('\n')[0]).toBe(
    `Will not work: qwen3:8b at ${address} (Ollama 0.32.15), because of chat, stream`,
  );
});

test('the plan is asked first and said before anything is sent, with what it will do', async () => {
  const { planCheck, check, options } = checking();
  const effect = message('health.loading');
  planCheck.mockResolvedValue(buildPlan({ depth: 'full', requests: 31, tokens: 3000, effects: [effect] }));
  const { run } = await line.running(options);
  let said = '';
  const saidBefore: string[] = [];
  check.mockImplementation(() => {
    saidBefore.push(said);
    return Promise.resolve(buildReport());
  });
  await run(['check', address, '--full'], { stderr: { write: (text: string) => (said += text) } });
  expect(saidBefore).toEqual([
    `Checking qwen3:8b at ${address}: at most 31 requests, about 3000 tokens.\nNote: loading a model\n`,
  ]);
});

test('an obstacle ends it before anything is sent', async () => {
  const { planCheck, check, options } = checking();
  planCheck.mockResolvedValue(
    buildPlan({ obstacle: message('lock.noCloud'), effects: [message('app.name')] }),
  );
  const { run, json } = await line.running(options);
  expect(await run(['check', address])).toEqual({ code: 1, out: '', err: 'no cloud\n' });
  expect(await json(['check', address])).toEqual({
    code: 1,
    document: { error: { code: 'cannot_check', message: 'no cloud' } },
  });
  expect(check).not.toHaveBeenCalled();
});

test('an address needs no scheme, a slug stays one, and the model of the plan is the one checked', async () => {
  const { planCheck, check, options } = checking();
  const { run } = await line.running(options);
  await run(['check', '127.0.0.1:11434']);
  await run(['check', 'ollama', '--full', '--model', 'other']);
  await run(['check', 'localhost']);
  await run(['check', 'https://api.test/v1/', '--key-stdin'], { stdin: typed('sk-typed\nrest') });
  expect(planCheck.mock.calls).toEqual([
    [{ server: address, depth: 'quick' }],
    [{ server: 'ollama', depth: 'full', model: 'other' }],
    [{ server: 'http://localhost', depth: 'quick' }],
    [{ server: 'https://api.test/v1', depth: 'quick', key: 'sk-typed' }],
  ]);
  expect(check.mock.calls.map(([input]) => input)).toEqual([
    { server: address, depth: 'quick', model: 'qwen3:8b' },
    { server: 'ollama', depth: 'full', model: 'qwen3:8b' },
    { server: 'http://localhost', depth: 'quick', model: 'qwen3:8b' },
    { server: 'https://api.test/v1', depth: 'quick', key: 'sk-typed', model: 'qwen3:8b' },
  ]);
});

test('what does not fit is refused before the core is asked for anything', async () => {
  const { planCheck, options } = checking();
  const { json } = await line.running(options);
  const usage = [
    [['check', address, '--markdown'], 'bad_usage'],
    [['check', 'ftp://x'], 'bad_address'],
    [['check', address, '--key-stdin'], 'bad_usage'],
    [['check', 'ollama', '--key-stdin'], 'bad_usage'],
  ] as const;
  for (const [words, code] of usage) {
    expect([words, await json(words)]).toMatchObject([words, { code: 2, document: { error: { code } } }]);
  }
  expect(await json(['check', 'olama'])).toEqual({
    code: 1,
    document: {
      error: {
        code: 'upstream_not_found',
        message:
          'There is no server called olama. Type one that upstream list shows, or an address such as 127.0.0.1:11434.',
      },
    },
  });
  expect(planCheck).not.toHaveBeenCalled();
});

test('what the core refuses is told as it said it', async () => {
  const { planCheck, options } = checking();
  planCheck.mockRejectedValue(
    new ModelTrayError('model_unknown', message('error.model_unknown', { model: 'x' })),
  );
  const { run } = await line.running(options);
  expect(await run(['check', address, '--model', 'x'])).toEqual({
    code: 1,
    out: '',
    err: 'No connected server has the model x.\n',
  });
});

test('--markdown prints the exported report alone on stdout', async () => {
  const { options } = checking(mixed);
  const exportCheckReport = vi.fn<Api['calls']['exportCheckReport']>(() =>
    Promise.resolve({ fileName: 'report.md', text: '# Report\n\nworks\n' }),
  );
  const core = createFakeCore({ ...options, calls: { ...options.calls, exportCheckReport } });
  const { run } = await line.offline(core);
  const { code, out } = await run(['check', '127.0.0.1:11434', '--markdown']);
  expect([code, out]).toEqual([0, '# Report\n\nworks\n']);
  expect(exportCheckReport.mock.calls).toEqual([
    [{ server: address, model: 'qwen3:8b', format: 'markdown' }],
  ]);
});

test('each result is a line on stderr; on a terminal the running check too', async () => {
  const events: CheckEvent[] = [
    { type: 'running', id: 'model-list', done: 0, of: 2 },
    { type: 'result', result: result({ id: 'model-list' }) },
    { type: 'running', id: 'stop', done: 1, of: 2 },
    { type: 'result', result: result({ id: 'stop', status: 'repaired' }) },
  ];
  const { run } = await line.running(checking(mixed, events).options);
  const plan = `Checking qwen3:8b at ${address}: at most 5 requests, about 200 tokens.\n`;
  const lines = ['[1/2] model-list: passed\n', '[2/2] stop: fixed by ModelTray\n'];
  expect((await run(['check', address])).err).toBe(plan + lines.join(''));
  let shown = '';
  await run(['check', address], { stderr: { isTTY: true, write: (text: string) => (shown += text) } });
  const erase = '\r\u001b[2K';
  const live = [`${erase}[1/2] model-list …${erase}`, `${erase}[2/2] stop …${erase}`];
  expect(shown).toBe(`${plan}${live[0]}${lines[0]}${live[1]}${lines[1]}${erase}`);
});
