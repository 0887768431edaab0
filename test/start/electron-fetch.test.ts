import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchElectron } from '../../scripts/electron-fetch.mjs';
import { electronUrl } from '../../scripts/start/electron-download.mjs';
import { findElectronProgram, programPathIn } from '../../scripts/start/electron-program.mjs';
import { readStamp, stampPath } from '../../scripts/start/fetch-stamp.mjs';
import { buildZip } from './support/tiny-zip.ts';

const archive = `electron-v9.9.9-${process.platform}-${process.arch}.zip`;
const zip = buildZip({ [programPathIn(process.platform)]: '#!/bin/sh\n', version: '9.9.9' });
const nowMs = 1_000_000;

let root: string;
let packageDir: string;
let server: Server | null = null;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'modeltray-fetch-'));
  packageDir = join(root, 'node_modules', 'electron');
  await mkdir(packageDir, { recursive: true });
  await writeFile(join(packageDir, 'package.json'), '{"version":"9.9.9"}');
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function startMirror(answer: RequestListener): Promise<string> {
  const mirror = createServer(answer);
  server = mirror;
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  const address = mirror.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/mirror/`;
}

interface Attempt {
  checksum?: string;
  stallMs?: number;
  signal?: AbortSignal;
}

async function attempt(mirror: string, { checksum = sha256(zip), ...options }: Attempt = {}) {
  const lines: string[] = [];
  const isThere = await fetchElectron({
    ...options,
    rootDir: root,
    env: { ELECTRON_MIRROR: mirror },
    language: 'en',
    log: (line) => lines.push(line),
    checksums: { [archive]: checksum },
    now: () => nowMs,
  });
  return { isThere, lines, last: lines.at(-1) ?? '' };
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

test('the program is fetched from the mirror, checked, unpacked and found', async () => {
  const asked: (string | undefined)[] = [];
  const mirror = await startMirror((request, response) => {
    asked.push(request.url);
    response.setHeader('content-length', zip.length).end(zip);
  });
  const { isThere, last, lines } = await attempt(mirror);
  expect(isThere).toBe(true);
  expect(asked).toEqual([`/mirror/v9.9.9/${archive}`]);
  expect(findElectronProgram(packageDir, {})).toBe(join(packageDir, 'dist', programPathIn(process.platform)));
  expect(await readFile(join(packageDir, 'dist', 'version'), 'utf8')).toBe('9.9.9');
  expect(lines).toContainEqual(expect.stringContaining('100 %'));
  expect(last).toBe('The desktop app is ready: stop with Ctrl-C and run npm start again.');
});

test('a program that is there is not fetched again', async () => {
  const mirror = await startMirror((_request, response) => response.end(zip));
  await attempt(mirror);
  let requests = 0;
  server?.on('request', () => (requests += 1));
  expect(await attempt(mirror)).toMatchObject({ isThere: true, last: 'The desktop app is already here.' });
  expect(requests).toBe(0);
});

test('a redirect to where the file lies is followed', async () => {
  const mirror = await startMirror((request, response) => {
    if (request.url === '/elsewhere') response.end(zip);
    else response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await attempt(mirror)).isThere).toBe(true);
});

test('a refused connection ends the fetch, names ELECTRON_MIRROR and leaves a stamp', async () => {
  const mirror = await startMirror((_request, response) => response.end());
  await new Promise((resolve) => server?.close(resolve));
  const { isThere, last } = await attempt(mirror);
  expect(isThere).toBe(false);
  expect(last).toContain('ECONNREFUSED');
  expect(last).toContain('ELECTRON_MIRROR');
  expect(readStamp(stampPath(root), '9.9.9')).toBe(nowMs);
  expect(readStamp(stampPath(root), '9.9.10')).toBeNull();
});

test('a fetch that stalls half-way ends, and nothing of it stays', async () => {
  const mirror = await startMirror((_request, response) => {
    response.setHeader('content-length', zip.length).write(zip.subarray(0, 40));
  });
  const { isThere, last } = await attempt(mirror, { stallMs: 200 });
  expect(isThere).toBe(false);
  expect(last).toContain('no byte arrived');
  expect(existsSync(join(packageDir, 'dist'))).toBe(false);
  const left = await readdir(join(root, 'node_modules', '.cache', 'modeltray'));
  expect(left).toEqual(['electron-fetch.json']);
});

test('a server that never answers counts as stalled too', async () => {
  const mirror = await startMirror(() => {});
  expect((await attempt(mirror, { stallMs: 200 })).last).toContain('no byte arrived');
});

test('a file that is not the published one is not unpacked', async () => {
  const mirror = await startMirror((_request, response) => response.end(zip));
  const { isThere, last } = await attempt(mirror, { checksum: sha256(Buffer.from('another')) });
  expect(isThere).toBe(false);
  expect(last).toContain('checksum');
  expect(findElectronProgram(packageDir, {})).toBeNull();
});

test('a broken archive, though it is the published one, leaves no half program', async () => {
  const broken = Buffer.from(zip);
  // The text of the second file: the first one is unpacked by then.
  broken.write('8', broken.indexOf('9.9.9', 0, 'latin1'));
  const mirror = await startMirror((_request, response) => response.end(broken));
  const { isThere, last } = await attempt(mirror, { checksum: sha256(broken) });
  expect(isThere).toBe(false);
  expect(last).toContain('could not be unpacked');
  expect((await readdir(packageDir)).filter((name) => name.startsWith('dist'))).toEqual([]);
});

test('a slow download that keeps coming is not stalled', async () => {
  const mirror = await startMirror((_request, response) => {
    const pieces = [0, 1, 2, 3].map((index) =>
      zip.subarray(index * 50, index === 3 ? zip.length : (index + 1) * 50),
    );
    const send = () => {
      const piece = pieces.shift();
      if (piece === undefined) response.end();
      else response.write(piece, () => setTimeout(send, 400));
    };
    send();
  });
  expect((await attempt(mirror, { stallMs: 1_200 })).isThere).toBe(true);
});

test("an error of the mirror's is said with its status", async () => {
  const mirror = await startMirror((_request, response) => response.writeHead(404).end('nothing here'));
  expect((await attempt(mirror)).last).toContain('the server answered 404');
});

test('ended by the user: said, and not tried again today', async () => {
  const ending = new AbortController();
  const mirror = await startMirror((_request, response) => {
    response.setHeader('content-length', zip.length).write(zip.subarray(0, 40));
    ending.abort();
  });
  expect((await attempt(mirror, { signal: ending.signal })).last).toContain('was ended');
  expect(readStamp(stampPath(root), '9.9.9')).toBe(nowMs);
});

test('a success takes the stamp of an earlier failure away', async () => {
  const mirror = await startMirror((_request, response) => response.end(zip));
  await attempt(mirror, { checksum: 'no' });
  await attempt(mirror);
  expect(readStamp(stampPath(root), '9.9.9')).toBeNull();
});

test('a platform that Electron is not built for is said', async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const isThere = await fetchElectron({ rootDir: root, env: {}, language: 'en', log, checksums: {} });
  expect(isThere).toBe(false);
  expect(lines.at(-1)).toContain(`There is no desktop app for ${process.platform} ${process.arch}`);
});

test('the address follows the variables that Electron knows', () => {
  const wanted = { version: '9.9.9', platform: 'linux', arch: 'x64' } as const;
  const name = 'electron-v9.9.9-linux-x64.zip';
  expect(electronUrl({ ...wanted, env: {} })).toBe(
    `https://github.com/electron/electron/releases/download/v9.9.9/${name}`,
  );
  expect(electronUrl({ ...wanted, env: { ELECTRON_MIRROR: 'http://m' } })).toBe(`http://m/v9.9.9/${name}`);
  expect(
    electronUrl({ ...wanted, env: { npm_config_electron_mirror: 'http://n/', ELECTRON_MIRROR: 'http://m' } }),
  ).toBe(`http://n/v9.9.9/${name}`);
  expect(electronUrl({ ...wanted, env: { ELECTRON_CUSTOM_DIR: '{{ version }}' } })).toContain(
    `/9.9.9/${name}`,
  );
});
