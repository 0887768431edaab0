import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ollamaHint, portInFile, readHints } from '../../../main/upstreams/discovery/hints.ts';

const ownAddress = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('OLLAMA_HOST', () => {
  test.each([
    ['127.0.0.1', 11434],
    ['127.0.0.1:11500', 11500],
    ['localhost:11500', 11500],
    ['0.0.0.0', 11434],
    ['0.0.0.0:11500', 11500],
    [':11500', 11500],
    ['[::1]:11500', 11500],
    ['[::]:11500', 11500],
    ['::1', 11434],
    ['[::1]', 11434],
    ['http://127.0.0.1', 80],
    ['http://127.0.0.1:11500/', 11500],
    ['http://0.0.0.0:11500', 11500],
    ['"127.0.0.1:11500"', 11500],
    [" '127.0.0.1:11500' ", 11500],
    ['127.0.0.1:99999', 11434],
    ['127.0.0.1:port', 11434],
    ['127.0.0.1:', 11434],
  ])('%s is port %i of this machine', (value, port) => {
    expect(ollamaHint(value)).toMatchObject({ kind: 'ollama', scheme: 'http', port, path: '' });
  });

  test('a scheme and a path are kept', () => {
    expect(ollamaHint('https://localhost/ollama/')).toMatchObject({
      scheme: 'https',
      port: 443,
      path: '/ollama',
    });
  });

  test.each([
    ['192.0.2.7:11434'],
    ['gpu-box'],
    ['gpu-box:11434'],
    ['https://ollama.com'],
    ['ollama.com'],
    ['[2001:db8::7]:11434'],
    ['ftp://127.0.0.1:11434'],
    [''],
    ['""'],
    [undefined],
  ])('%s is nothing of this machine', (value) => {
    expect(ollamaHint(value)).toBeNull();
  });

  test.skipIf(ownAddress === undefined)('an address of one of our interfaces is this machine', () => {
    expect(ollamaHint(`${ownAddress ?? ''}:11500`)).toMatchObject({ port: 11500 });
  });
});

describe('LM Studio’s files', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'modeltray-hints-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const write = async (folder: string, name: string, text: string): Promise<void> => {
    await mkdir(join(home, folder, '.internal'), { recursive: true });
    await writeFile(join(home, folder, '.internal', name), text);
  };
  const ports = async (): Promise<number[]> =>
    (await readHints({ home, env: {} })).map(({ kind, port }) => (kind === 'lm-studio' ? port : -1));

  test('none where it was never there', async () => {
    expect(await ports()).toEqual([]);
  });

  test('its folder of today, the older one, and one that it was told to use', async () => {
    await write('.lmstudio', 'http-server.json', '{"port":41343}');
    await write('.lmstudio', 'http-server-config.json', '{"cors":false,"port":1235}');
    await write('.cache/lm-studio', 'http-server-last-status.json', '{"port":1236}');
    await write('elsewhere', 'http-server.json', '{"port":1237}');
    await writeFile(join(home, '.lmstudio-home-pointer'), `${join(home, 'elsewhere')}\n`);
    expect((await ports()).sort()).toEqual([1235, 1236, 1237, 41343]);
  });

  test.each([
    ['{"port":"1234"}'],
    ['{"port":0}'],
    ['{"port":70000}'],
    ['{"port":1.5}'],
    ['{'],
    ['null'],
    [''],
  ])('%s names no port', (text) => {
    expect(portInFile(text)).toBeNull();
  });

  test('both kinds of hints together say where they come from', async () => {
    await write('.lmstudio', 'http-server.json', '{"port":1235}');
    const hints = await readHints({ home, env: { OLLAMA_HOST: ':11500' } });
    expect(hints.map(({ evidence }) => evidence.key)).toEqual(['find.why.portFile', 'find.why.ollamaHost']);
  });
});
