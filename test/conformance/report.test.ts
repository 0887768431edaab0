import { expect, test } from 'vitest';
import type { ConformanceReport } from '../../shared/conformance.ts';
import { message } from '../../shared/i18n/index.ts';
import { reportJson } from '../../main/conformance/report-json.ts';
import { reportMarkdown } from '../../main/conformance/report-markdown.ts';

const report: ConformanceReport = {
  address: 'http://127.0.0.1:8080',
  serverName: 'My | server',
  kind: 'llama-cpp',
  serverVersion: 'b10587',
  model: 'tiny_llama',
  modelType: 'chat',
  depth: 'full',
  checkedAt: Date.UTC(2026, 10, 21, 9, 0, 0),
  tookMs: 12_340,
  verdict: 'works-with-fixes',
  because: ['too-long'],
  checks: [
    {
      id: 'stream',
      status: 'pass',
      detail: message('check.saw.stream', { events: 12 }),
      meaning: message('check.pass.stream'),
      request: 'POST /v1/chat/completions\n\n{}',
      answer: 'HTTP 200',
      fix: null,
    },
    {
      id: 'bad-json',
      status: 'repaired',
      detail: message('check.saw.refused', { status: 500, said: 'parse error: expected `[` or <literal>' }),
      meaning: message('check.flaw.bad-json-status'),
      request: 'POST /v1/chat/completions\n\n{"messages": [',
      answer: 'HTTP 500\n\n```json\n{"error":{}}\n```',
      fix: 'bad-json',
    },
    {
      id: 'too-long',
      status: 'not-applicable',
      detail: message('check.not.contextUnknown'),
      meaning: message('check.not.meaning'),
      request: null,
      answer: null,
      fix: null,
    },
  ],
  spent: { requests: 21, tokens: 2931, isEstimated: true },
};

test('the Markdown in English', () => {
  expect(reportMarkdown(report, 'en', '0.1.0'))
    .toBe(`# API check of tiny\\_llama at My \\| server: works with fixes

Because of: Error: prompt too long.

- Server: My \\| server
- Address: http://127.0.0.1:8080
- Software: llama.cpp b10587
- Model: tiny\\_llama
- Type: chat
- Depth: full check
- Checked: 2026-11-21T09:00:00.000Z
- Took: 12.3 s
- Spent: 21 requests, about 2931 tokens
- ModelTray: 0.1.0

## Checks

| Check | Result | Seen |
| --- | --- | --- |
| Streamed chat | passed | A stream of 12 events, all of them readable. |
| Error: broken JSON | fixed by ModelTray | HTTP 500: parse error: expected \\\`\\[\\\` or \\<literal\\> |
| Error: prompt too long | not applicable | The server does not say how much context it has loaded. |

## Details

### Error: broken JSON (\`bad-json\`): fixed by ModelTray

HTTP 500: parse error: expected \\\`\\[\\\` or \\<literal\\>
DB-GPT never sends such a body, and ModelTray refuses it itself, with 400 and in OpenAI’s shape.

Fixed: a body that is not JSON is refused before it reaches the server.

Sent:

\`\`\`
POST /v1/chat/completions

{"messages": [
\`\`\`

Came back:

\`\`\`\`
HTTP 500

\`\`\`json
{"error":{}}
\`\`\`
\`\`\`\`
`);
});

test('the Markdown in Chinese has the same parts', () => {
  const text = reportMarkdown(report, 'zh-CN', '0.1.0');
  expect(text.split('\n').slice(0, 15)).toEqual([
    '# My \\| server 上 tiny\\_llama 的接口验证：经兼容处理可用',
    '',
    '原因：错误：提示词过长。',
    '',
    '- 模型服务：My \\| server',
    '- 地址：http://127.0.0.1:8080',
    '- 软件：llama.cpp b10587',
    '- 模型：tiny\\_llama',
    '- 类型：对话',
    '- 范围：完整验证',
    '- 时间：2026-11-21T09:00:00.000Z',
    '- 用时：12.3 秒',
    '- 消耗：21 个请求，约 2931 个 token',
    '- ModelTray：0.1.0',
    '',
  ]);
  expect(text).toContain('| 流式对话 | 通过 | 流中有 12 个事件，全部可以读取。 |');
  expect(text).toContain('### 错误：JSON 不完整（`bad-json`）：已由 ModelTray 兼容处理');
  expect(text).toContain('DB-GPT 从不发送这样的请求，而且 ModelTray 会自行以 400 和 OpenAI 的格式拒绝它。');
  expect(text).toContain('兼容处理：不是 JSON 的请求在到达该服务之前就被拒绝。');
});

test('a report of passes alone has no details', () => {
  const passes = { ...report, verdict: 'works' as const, because: [], checks: report.checks.slice(0, 1) };
  const text = reportMarkdown(passes, 'en', '0.1.0');
  expect(text).not.toContain('## Details');
  expect(text).not.toContain('Because');
});

test.each([
  ['en', 'HTTP 500: parse error: expected `[` or <literal>'],
  ['zh-CN', 'HTTP 500：parse error: expected `[` or <literal>'],
] as const)('the JSON in %s', (locale, detail) => {
  const value = JSON.parse(reportJson(report, locale, '0.1.0')) as Record<string, unknown>;
  expect(value).toMatchObject({
    verdict: 'works-with-fixes',
    because: ['too-long'],
    server: 'My | server',
    address: 'http://127.0.0.1:8080',
    kind: 'llama-cpp',
    serverVersion: 'b10587',
    model: 'tiny_llama',
    modelType: 'chat',
    depth: 'full',
    checkedAt: '2026-11-21T09:00:00.000Z',
    tookMs: 12_340,
    modelTray: '0.1.0',
    spent: { requests: 21, tokens: 2931, estimated: true },
  });
  const checks = value.checks as Record<string, unknown>[];
  expect(checks.map(({ id, status, fix }) => [id, status, fix])).toEqual([
    ['stream', 'pass', null],
    ['bad-json', 'repaired', 'bad-json'],
    ['too-long', 'not-applicable', null],
  ]);
  expect(checks[1]).toMatchObject({ detail, request: 'POST /v1/chat/completions\n\n{"messages": [' });
});
