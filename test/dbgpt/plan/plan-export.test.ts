import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { maskedKey } from '../../../main/dbgpt/facts.ts';
import { maskedOther } from '../../../main/dbgpt/plan/mask.ts';
import { loadEnv, startWorker } from '../../support/dbgpt-env.ts';
import { activeFacts, fullFacts, withKey } from '../facts.ts';
import { folderWith, planFor, version06, version07, version08 } from '../plan-helpers.ts';

/** A template as DB-GPT 0.6 ships it, in small. */
const template = [
  '#*******************************************************************#',
  '#** LLM MODELS **#',
  'LLM_MODEL=glm-4-9b-chat',
  '# LLM_MODEL_PATH=',
  'PROXY_API_KEY={your-openai-sk}',
  'PROXY_SERVER_URL=https://api.openai.com/v1/chat/completions',
  '',
  'EMBEDDING_MODEL=text2vec',
  'TONGYI_PROXY_API_KEY=sk-of-somebody # mine',
  '',
].join('\n');

test('.env: our keys in their places, the rest as it was, nothing written, keys masked', async () => {
  const folder = await folderWith({ ...version06, '.env': template });
  const { plan, write } = await planFor('0.6', { folder });
  const [file] = plan.files;
  expect(plan).toMatchObject({ version: '0.6.3', variant: 'local', for: '0.6' });
  expect(file).toMatchObject({ path: join(folder, '.env'), isChanged: true });
  expect(startWorker(loadEnv(write.text))).toMatchObject({
    baseUrl: 'http://127.0.0.1:9999/v1',
    apiKey: 'sk-Local_key-1',
    model: 'active',
  });
  expect(write.text.split('\n').slice(0, 4)).toEqual([
    ...template.split('\n').slice(0, 2),
    'LLM_MODEL=proxyllm',
    '# LLM_MODEL_PATH=',
  ]);
  expect(JSON.stringify(plan)).not.toContain('sk-Local_key-1');
  expect(JSON.stringify(plan)).not.toContain('sk-of-somebody');
  expect(file?.after).toContain(`PROXY_API_KEY=${maskedKey}`);
  expect(file?.before).toContain(`TONGYI_PROXY_API_KEY=${maskedOther} # mine`);
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe(template);
});

test('the diff shows what changes with three lines around it', async () => {
  const folder = await folderWith({ ...version06, '.env': template });
  const { plan } = await planFor('0.6', { folder });
  const [hunk] = plan.files[0]?.hunks ?? [];
  expect(hunk).toMatchObject({ before: 1, after: 1 });
  const shown = hunk?.lines.slice(0, 9).map(({ kind, text }) => `${kind} ${text}`);
  expect(shown).toEqual([
    `same ${template.split('\n')[0] ?? ''}`,
    'same #** LLM MODELS **#',
    'removed LLM_MODEL=glm-4-9b-chat',
    'added LLM_MODEL=proxyllm',
    'same # LLM_MODEL_PATH=',
    'removed PROXY_API_KEY={your-openai-sk}',
    'removed PROXY_SERVER_URL=https://api.openai.com/v1/chat/completions',
    `added PROXY_API_KEY=${maskedKey}`,
    'added PROXY_SERVER_URL=http://127.0.0.1:9999/v1/chat/completions',
  ]);
});

test('what would win over our lines is named with its line', async () => {
  const env = `${template}proxyllm_proxy_api_key=other\nhttp_proxy=http://127.0.0.1:7890\nX="open\n`;
  const folder = await folderWith({ ...version06, '.env': env });
  const { plan } = await planFor('0.6', { folder });
  const problems = plan.files[0]?.problems.map(({ line, key, text }) => [line, key, text.key]);
  expect(problems).toEqual([
    [5, 'PROXY_API_KEY', 'judge.env.hidden'],
    [11, 'http_proxy', 'judge.env.httpProxy'],
    [12, '', 'judge.env.unreadable'],
  ]);
});

test('planned again after it was written, nothing changes', async () => {
  const folder = await folderWith({ ...version06, '.env': template });
  const { write } = await planFor('0.6', { folder }, fullFacts);
  const again = await planFor(
    '0.6',
    { folder: await folderWith({ ...version06, '.env': write.text }) },
    fullFacts,
  );
  expect(again.plan.files[0]).toMatchObject({ isChanged: false, hunks: [] });
});

test('0.7: a new file is a whole configuration, one that is there is merged', async () => {
  const folder = await folderWith({
    ...version07,
    'configs/mine.toml':
      '[service.web]\nport = 5671 # mine\n[[models.llms]]\nname = "gpt"\napi_key = "${env:K}"\n',
  });
  const fresh = await planFor('0.7', { folder });
  expect(fresh.plan.files[0]?.before).toBeNull();
  expect(fresh.plan.commands).toEqual(['uv run dbgpt start webserver --config configs/modeltray.toml']);
  expect(parseToml(fresh.write.text)).toMatchObject({ service: { web: { port: 5670 } } });

  const merged = await planFor('0.7', { file: join(folder, 'configs/mine.toml') });
  expect(parseToml(merged.write.text)).toMatchObject({
    service: { web: { port: 5671 } },
    models: { default_llm: 'modeltray', llms: [{ name: 'gpt' }, { name: 'modeltray' }] },
  });
  expect(merged.write.text).toContain('port = 5671 # mine');
  expect(merged.plan.files[0]?.problems.map(({ line, text }) => [line, text.key])).toEqual([
    [5, 'judge.toml.variable'],
  ]);
  expect(merged.plan.commands).toEqual(['uv run dbgpt start webserver --config configs/mine.toml']);
});

test('0.8: a profile with its command, and the agents’ budget from 0.8.1 on', async () => {
  const home = await folderWith();
  const where = { home, dbgptHome: undefined };
  const folder = await folderWith(version08);
  const { plan, write } = await planFor('0.8', { folder }, { ...activeFacts, version: '0.8.1' }, where);
  expect(write).toMatchObject({ path: join(home, '.dbgpt/configs/modeltray.toml'), mayMakeFolder: true });
  expect(plan.commands).toEqual(['dbgpt start web --profile modeltray']);
  expect(parseToml(write.text)).toMatchObject({
    service: { web: { agent_context: { max_context_tokens: 16_384 } } },
  });
});

test('entries of an earlier export stay and are named', async () => {
  const folder = await folderWith(version07);
  const { write } = await planFor('0.7', { folder }, fullFacts);
  const later = await folderWith({ ...version07, 'configs/modeltray.toml': write.text });
  const { plan, write: next } = await planFor('0.7', { folder: later }, activeFacts);
  expect(next.text).toContain('modeltray-coder');
  expect(plan.notes.find(({ key }) => key === 'export.note.stale')?.params).toEqual({
    names: 'modeltray-coder, modeltray-qwen-q4_k_m',
  });
});

test('docker: the file is mounted from where it lies', async () => {
  const folder = await folderWith({ ...version07, 'configs/x.toml': '' });
  const { plan } = await planFor('0.7', { folder, variant: 'docker' });
  expect(plan.commands[0]).toContain('-v ./configs/modeltray.toml:/app/configs/modeltray.toml');
  expect(plan.snippets[0]?.text).toContain('- "./configs/modeltray.toml:/app/configs/modeltray.toml"');
});

test('a folder in which no DB-GPT is recognised is said', async () => {
  const { plan } = await planFor('0.6', { folder: await folderWith() });
  expect(plan.warnings.map(({ key }) => key)).toContain('export.warning.noDbgpt');
  const known = await planFor('0.6', { folder: await folderWith(version06) });
  expect(known.plan.warnings.map(({ key }) => key)).not.toContain('export.warning.noDbgpt');
});

test.each<[string, string, string]>([
  ['x.toml', 'models = { llms = [] }\n', 'export.reason.shape'],
  ['x.toml', '[models\n', 'export.reason.syntax'],
  ['x.sh', 'echo mine\n', 'export.reason.foreign'],
])('%s with %j cannot take it', async (name, text, reason) => {
  const folder = await folderWith({ [name]: text });
  const target = name.endsWith('.sh') ? 'stock-env' : '0.7';
  await expect(planFor(target, { file: join(folder, name) })).rejects.toMatchObject({
    code: 'cannot_merge',
    userMessage: { params: { reason: { key: reason } } },
  });
});

test('a quote that is never closed would swallow our lines, and is said instead', async () => {
  const folder = await folderWith({ ...version06, '.env': 'A=1\nB="open\n' });
  await expect(planFor('0.6', { folder }, withKey("it's"))).rejects.toMatchObject({
    code: 'cannot_merge',
    userMessage: { params: { reason: { params: { line: 2 } } } },
  });
});

test('our own file of environment is replaced, in whichever language it was written', async () => {
  const first = await planFor(
    'stock-env',
    { folder: await folderWith(version07) },
    { ...fullFacts, locale: 'zh-CN' },
  );
  const folder = await folderWith({ ...version07, 'modeltray.env.sh': first.write.text });
  const { plan } = await planFor('stock-env', { folder }, activeFacts);
  expect(plan.files[0]?.isChanged).toBe(true);
});

test('a link that leads nowhere is refused, not replaced', async () => {
  const folder = await folderWith(version06);
  await symlink(join(folder, 'nowhere'), join(folder, '.env'));
  await expect(planFor('0.6', { folder })).rejects.toMatchObject({ code: 'not_writable' });
});
