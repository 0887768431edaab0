import { expect, test } from 'vitest';
import { parseEnv } from '../../../main/dbgpt/env/parse-env.ts';
import { judgeEnv } from '../../../main/dbgpt/judge/judge-env.ts';
import { mergeIntoFile } from '../../../main/dbgpt/plan/merge-file.ts';
import { loadEnv, startWorker } from '../../support/dbgpt-env.ts';
import { generateEnv } from '../../support/generated.ts';
import { createSeeded } from '../../support/seeded.ts';
import { activeFacts } from '../facts.ts';
import { judgeFacts } from '../judge/facts.ts';

/** Names that win over ours, and our own. */
const names = [
  'LLM_MODEL',
  'PROXY_API_KEY',
  'PROXY_SERVER_URL',
  'proxyllm_proxy_api_key',
  'PROXYLLM_PROXY_SERVER_URL',
  'LLM_PROXY_API_BASE',
  'proxyllm_backend',
  'LLM_max_context_size',
  'proxy_api_type',
  'OPENAI_API_BASE',
  'OPENAI_API_TYPE',
  'http_proxy',
];

/** As python-dotenv reads it, which is compared with `parseEnv` elsewhere: npm's reader takes some broken lines otherwise. */
const read = (text: string): Record<string, string> =>
  Object.fromEntries(parseEnv(text).bindings.map(({ key, value }) => [key, value ?? '']));

test('merged into any file, DB-GPT takes our values, or the line that keeps it from that is named', () => {
  const random = createSeeded(31);
  let hidden = 0;
  for (let n = 0; n < 3_000; n += 1) {
    const after = mergeIntoFile(generateEnv(random, names), '.env', activeFacts, '0.6');
    const worker = startWorker(loadEnv(after, {}, read));
    const told = new Set(judgeEnv(after, judgeFacts).lines.map(({ key, text }) => `${key} ${text.key}`));
    const differs: [string, boolean][] = [
      ['PROXY_API_KEY judge.env.hidden', worker.apiKey !== 'sk-Local_key-1'],
      ['PROXY_API_BASE judge.env.hidden', worker.baseUrl !== 'http://127.0.0.1:9999/v1'],
      ['PROXY_API_TYPE judge.env.hidden', worker.apiType !== 'open_ai'],
      ['PROXYLLM_BACKEND judge.env.hidden', worker.model !== 'active'],
      ['MAX_CONTEXT_SIZE judge.env.hidden', worker.contextTokens !== 16_384],
      ['http_proxy judge.env.httpProxy', worker.httpProxy !== null],
    ];
    for (const [sentence, isSo] of differs) {
      if (!isSo) continue;
      hidden += 1;
      expect(told, `${sentence} in ${after}`).toContain(sentence);
    }
  }
  expect(hidden).toBeGreaterThan(500);
});

/** The order of DB-GPT 0.4 to 0.6.3: `PROXY_API_BASE`, which we write, then `OPENAI_API_BASE`, then the full URL. */
test.each(['0.4.3', '0.4.7', '0.6.3'])(
  '%s: an OPENAI_API_BASE in the file loses to our PROXY_API_BASE and is not called a problem',
  (version) => {
    const before = 'OPENAI_API_BASE=https://api.example.com/v1\nOPENAI_API_TYPE=azure\n';
    const after = mergeIntoFile(before, '.env', { ...activeFacts, version }, '0.6');
    const worker = startWorker(loadEnv(after, {}, read));
    expect([worker.baseUrl, worker.apiType]).toEqual(['http://127.0.0.1:9999/v1', 'open_ai']);
    const foreign = judgeEnv(after, judgeFacts).lines.filter(({ key }) => key.startsWith('OPENAI_'));
    expect(foreign).toEqual([]);
  },
);

test('without our PROXY_API_BASE the same OPENAI_API_BASE wins, and is named', () => {
  const after = mergeIntoFile('', '.env', activeFacts, '0.6').replace(/^PROXY_API_BASE=.*\n/m, '');
  const text = `${after}OPENAI_API_BASE=https://api.example.com/v1\n`;
  expect(startWorker(loadEnv(text, {}, read)).baseUrl).toBe('https://api.example.com/v1');
  const told = judgeEnv(text, judgeFacts).lines.map(({ key, text: said }) => `${key} ${said.key}`);
  expect(told).toContain('OPENAI_API_BASE judge.env.foreignBase');
});
