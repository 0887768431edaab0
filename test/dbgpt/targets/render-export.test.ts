import { expect, test } from 'vitest';
import { maskedKey } from '../../../main/dbgpt/facts.ts';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import { exportTargets, exportVariants } from '../../../shared/exports.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { ModelTrayError } from '../../../shared/errors.ts';
import { locales, renderMessage } from '../../../shared/i18n/index.ts';
import { activeFacts, bareFacts, directFacts, fullFacts, pinnedAs, pinnedTo, withKey } from '../facts.ts';

const keysOf = (facts: ExportFacts, target: ExportTarget): { warnings: string[]; notes: string[] } => {
  const { warnings, notes } = renderExport(facts, target, { reveal: false });
  return { warnings: warnings.map(({ key }) => key), notes: notes.map(({ key }) => key) };
};

function refusal(facts: ExportFacts, target: ExportTarget, reveal = true): string | null {
  try {
    renderExport(facts, target, { reveal });
    return null;
  } catch (error) {
    if (!(error instanceof ModelTrayError)) throw error;
    expect(error.code).toBe('bad_input');
    return renderMessage('en', error.userMessage);
  }
}

test.each(exportTargets)('%s: the key is there when asked for and nowhere otherwise', (target) => {
  const masked = renderExport(fullFacts, target, { reveal: false });
  expect(JSON.stringify(masked)).not.toContain('sk-Local_key-1');
  expect(masked.text).toContain(maskedKey);
  expect(masked.isMasked).toBe(true);
  const clear = renderExport(fullFacts, target, { reveal: true });
  expect(clear.text).not.toContain('•');
  expect(clear.text).toBe(masked.text.replaceAll(maskedKey, 'sk-Local_key-1'));
  expect(clear.isMasked).toBe(false);
});

test.each(exportTargets)('%s: a server’s own key is masked too, a filler is not', (target) => {
  const { text } = renderExport(directFacts, target, { reveal: false });
  expect(text).not.toContain('sk-of-the-server');
  expect(text).toContain('no-key-needed');
});

test('file names and commands', () => {
  const reports = exportTargets.map((target) => renderExport(activeFacts, target, { reveal: false }));
  expect(reports.map(({ fileName }) => fileName)).toEqual([
    '.env',
    'modeltray.toml',
    'modeltray.toml',
    'modeltray.env.sh',
  ]);
  expect(reports.map(({ commands }) => commands)).toEqual([
    ['python dbgpt/app/dbgpt_server.py'],
    ['uv run dbgpt start webserver --config modeltray.toml'],
    ['dbgpt start web --profile modeltray'],
    ['. ./modeltray.env.sh', 'uv run dbgpt start webserver --config configs/dbgpt-proxy-openai.toml'],
  ]);
});

test.each([
  [null, 'dbgpt/app'],
  ['0.6.3', 'dbgpt/app'],
  ['0.4.4', 'dbgpt/app'],
  ['0.4.3', 'pilot/server'],
  ['0.3.9', 'pilot/server'],
])('a DB-GPT %s with a .env is started from %s', (version, folder) => {
  const { commands } = renderExport({ ...activeFacts, version }, '0.6', { reveal: false });
  expect(commands).toEqual([`python ${folder}/dbgpt_server.py`]);
});

const docker = { ...activeFacts, variant: 'docker' as const };

test('docker: the host’s name for this machine, the file mounted, and the part for compose', () => {
  const run = 'docker run -p 5670:5670 --add-host=host.docker.internal:host-gateway';
  const image = 'eosphorosai/dbgpt-openai:latest dbgpt start webserver --config /app/configs';
  const commands = exportTargets.map((target) => renderExport(docker, target, { reveal: false }).commands);
  const mounted = `${run} -v ./modeltray.toml:/app/configs/modeltray.toml ${image}/modeltray.toml`;
  expect(commands).toEqual([
    ['docker compose -f docker-compose.yml -f docker-compose.modeltray.yml up -d'],
    [mounted],
    [mounted],
    [`${run} --env-file modeltray.env ${image}/dbgpt-proxy-openai.toml`],
  ]);
  const [snippet] = renderExport(docker, '0.6', { reveal: false }).snippets;
  expect(snippet?.text.split('\n').slice(1)).toEqual([
    'services:',
    '  webserver:',
    '    extra_hosts:',
    '      - "host.docker.internal:host-gateway"',
    '    volumes:',
    '      - "./.env:/app/.env"',
    '',
  ]);
  expect(renderExport(activeFacts, '0.6', { reveal: false }).snippets).toEqual([]);
});

test('where ModelTray does not listen for DB-GPT yet, that is said', () => {
  const isReachable = false;
  expect(keysOf({ ...docker, isReachable }, '0.7').warnings).toContain('export.warning.dockerListen');
  expect(keysOf(docker, '0.7').warnings).not.toContain('export.warning.dockerListen');
  const wsl = { network: 'nat' as const, hostAddress: '172.20.0.1' };
  const facts = { ...activeFacts, variant: 'wsl' as const, isReachable };
  expect(keysOf({ ...facts, wsl }, '0.7').warnings).toContain('export.warning.wslListen');
  expect(keysOf(facts, '0.7').warnings).toContain('export.warning.wslUnknown');
});

test('wsl: one curl to try, and what to know of its network', () => {
  const facts = { ...activeFacts, variant: 'wsl' as const };
  expect(renderExport(facts, '0.7', { reveal: false }).tryIt).toBe('curl http://127.0.0.1:9999/healthz');
  expect(renderExport(activeFacts, '0.7', { reveal: false }).tryIt).toBeNull();
  const mirrored = { ...facts, wsl: { network: 'mirrored' as const, hostAddress: null } };
  expect(keysOf(mirrored, '0.6').notes).toContain('export.note.wslMirrored');
  const nat = { ...facts, wsl: { network: 'nat' as const, hostAddress: '172.20.0.1' } };
  expect(keysOf(nat, '0.6').notes).toContain('export.note.wslNat');
});

test('direct: what is lost is said, and whose key is in the file', () => {
  expect(keysOf(directFacts, '0.7').warnings).toEqual([
    'export.warning.envIgnored',
    'export.warning.direct',
    'export.warning.serverKey',
  ]);
  const models = directFacts.models.map((model) => ({ ...model, keyKind: 'missing' as const }));
  expect(keysOf({ ...directFacts, models }, '0.7').warnings).toContain('export.warning.serverKeyMissing');
});

test.each(exportTargets)('%s: the demo is said first, and only then', (target) => {
  expect(keysOf({ ...bareFacts, isDemo: true }, target).warnings[0]).toBe('export.warning.demo');
  expect(keysOf(bareFacts, target).warnings).not.toContain('export.warning.demo');
});

test('each target says what the other versions do with it', () => {
  expect(keysOf(activeFacts, '0.6').warnings).toContain('export.warning.oldOnly');
  for (const target of ['0.7', '0.8', 'stock-env'] as const)
    expect(keysOf(activeFacts, target).warnings).toContain('export.warning.envIgnored');
});

test('embeddings: pinned is said, and none at all means something else for each target', () => {
  expect(keysOf(activeFacts, '0.6').warnings).toContain('export.warning.embeddingPinned');
  expect(keysOf(bareFacts, '0.6').notes).toContain('export.note.noEmbedding');
  expect(keysOf(bareFacts, '0.7').notes).toContain('export.note.noEmbeddingToml');
});

test.each(exportTargets)(
  '%s: restart once, then an alias needs nothing and a pinned model stays',
  (target) => {
    expect(keysOf(activeFacts, target).notes).toEqual(
      expect.arrayContaining(['export.note.restart', 'export.note.alias', 'export.note.key.modeltray']),
    );
    const pinned = keysOf(pinnedTo('ollama/qwen3:8b'), target).notes;
    expect(pinned).toContain('export.note.pinned');
    expect(pinned).not.toContain('export.note.alias');
    expect(pinned).not.toContain('export.note.context');
  },
);

test.each(exportTargets)('%s: every message is whole in every language, and said once', (target) => {
  const wsl = { network: 'nat' as const, hostAddress: '172.20.0.1' };
  for (const variant of exportVariants) {
    for (const isReachable of [true, false]) {
      for (const facts of [activeFacts, bareFacts, fullFacts, pinnedTo('ollama/qwen3:8b')]) {
        const { warnings, notes } = renderExport({ ...facts, variant, isReachable, wsl }, target, {
          reveal: false,
        });
        const said = [...warnings, ...notes];
        expect(new Set(said.map(({ key }) => key)).size).toBe(said.length);
        for (const locale of locales)
          for (const text of said.map((one) => renderMessage(locale, one)))
            expect(text).not.toMatch(/\{\w+\}/);
      }
    }
  }
});

const badKeys: [ExportTarget, string, string][] = [
  ['0.6', 'a${b', 'The key contains ${,'],
  ['0.6', ' x', 'The key contains a space at its beginning or end,'],
  ['0.6', `it's "x"`, 'The key contains both kinds of quotes,'],
  ['0.6', 'a#b\\c', 'The key contains a backslash beside a sign that needs quotes,'],
  ['0.6', 'x\ny', 'The key contains a control character or a line break,'],
  ['0.7', 'x\ny', 'The key contains a control character or a line break,'],
  ['0.8', '${env:HOME}', 'The key contains ${env:,'],
  ['stock-env', 'x${env:A:-b}', 'The key contains ${env:,'],
  ['stock-env', 'x\u0000', 'The key contains a control character or a line break,'],
  ['0.6', '密钥', 'DB-GPT can send a key only if'],
  ['0.7', '密钥', 'DB-GPT can send a key only if'],
  ['stock-env', 'clé', 'DB-GPT can send a key only if'],
];

test.each(badKeys)('%s refuses the key %j, masked or not, and says what to do', (target, key, start) => {
  const facts = withKey(key);
  expect(refusal(facts, target)?.slice(0, start.length)).toBe(start);
  expect(refusal(facts, target)).toMatch(/[Cc]hoose a(nother)? key/);
  expect(refusal(facts, target, false)).toBe(refusal(facts, target));
});

test('names that a file would change are refused, those of other models and addresses too', () => {
  expect(refusal(pinnedTo('s/${HOME}'), '0.6')).toContain('s/${HOME} contains ${,');
  expect(refusal(pinnedTo('s/${HOME}'), '0.7')).toBeNull();
  expect(refusal(pinnedTo('s/${env:X}'), '0.7')).toContain('${env:');
  expect(refusal(pinnedTo('s/a\ud800'), '0.7')).toContain('a broken character');
  expect(refusal({ ...activeFacts, embedding: pinnedAs('s/x\ty') }, '0.6')).toContain('control');
  const models = [...activeFacts.models, ...pinnedTo('s/${env:X}').models];
  expect(refusal({ ...activeFacts, models }, '0.8')).toContain('${env:');
  expect(refusal({ ...activeFacts, models }, '0.6')).toBeNull();
  const elsewhere = directFacts.models.map((one) => ({ ...one, baseUrl: 'http://x/${env:Y}/v1' }));
  expect(refusal({ ...directFacts, models: elsewhere }, '0.7')).toContain('http://x/');
});
