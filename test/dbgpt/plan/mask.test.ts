import { expect, test } from 'vitest';
import { maskedKey } from '../../../main/dbgpt/facts.ts';
import { maskedOther, maskSecrets } from '../../../main/dbgpt/plan/mask.ts';

test.each([
  ['PROXY_API_KEY=sk-ours', `PROXY_API_KEY=${maskedKey}`],
  ['PROXY_API_KEY=sk-ours # note', `PROXY_API_KEY=${maskedKey} # note`],
  ['PROXY_API_KEY=sk-theirs\r', `PROXY_API_KEY=${maskedOther}\r`],
  ["export OPENAI_API_KEY='sk-theirs'", `export OPENAI_API_KEY='${maskedOther}'`],
  ['# TONGYI_PROXY_API_KEY = sk-theirs', `# TONGYI_PROXY_API_KEY = ${maskedOther}`],
  ['api_key = "sk-ours"', `api_key = "${maskedKey}"`],
  ['api_key = "a\\"b" # c', `api_key = "${maskedOther}" # c`],
  ['LOCAL_DB_PASSWORD=aa 12', `LOCAL_DB_PASSWORD=${maskedOther}`],
  ['password="73@TuGraph"', `password="${maskedOther}"`],
  ['encrypt_key = "your_secret_key"', 'encrypt_key = "your_secret_key"'],
  ['api_key = "${env:OPENAI_API_KEY}"', 'api_key = "${env:OPENAI_API_KEY}"'],
  ['PROXY_API_KEY={your-openai-sk}', 'PROXY_API_KEY={your-openai-sk}'],
  ['PROXY_API_KEY=', 'PROXY_API_KEY='],
  ['api_keys = []', 'api_keys = []'],
  ['AWS_KEY_2=x', `AWS_KEY_2=${maskedOther}`],
  ['max_context_tokens = 16384', 'max_context_tokens = 16384'],
  ['PROXY_SERVER_URL=http://x', 'PROXY_SERVER_URL=http://x'],
  ['# the key is sk-theirs', '# the key is sk-theirs'],
])('%j is shown as %j', (text, shown) => {
  expect(maskSecrets(text, ['sk-ours'])).toBe(shown);
});

test('ours is known in every way of writing it', () => {
  const key = `a"b's`;
  const lines = [`K_KEY=${key}`, 'api_key = "a\\"b\'s"', `export X_KEY='a"b'\\''s'`];
  const shown = lines.map((line) => maskSecrets(line, [key]));
  expect(shown.every((line) => line.includes(maskedKey) || line.includes(maskedOther))).toBe(true);
  expect(shown.join('')).not.toContain('b');
});
