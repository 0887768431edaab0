/**
 * The built Electron entry as it stands after packaging: alone in a folder with its manifest, no node_modules anywhere
 * above, the stand-in in Electron's place. What the bundler breaks shows here; the sources are tested in `desktop/`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { ensureBuilt } from '../../scripts/build.mjs';

const root = join(import.meta.dirname, '../..');
let folder = '';

beforeAll(async () => {
  await ensureBuilt({ log: () => {}, stream: null });
  folder = await mkdtemp(join(tmpdir(), 'modeltray-entry-'));
  await cp(join(root, 'out'), join(folder, 'app', 'out'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'app', 'package.json'));
  await bundleStandIn();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bundleStandIn(): Promise<void> {
  const input = { electron: join(root, 'test/desktop/electron-stand-in.ts') };
  const output = { format: 'es' as const, entryFileNames: '[name].mjs' };
  await build({
    ...{ root, configFile: false, logLevel: 'error', ssr: { target: 'node', noExternal: true } },
    build: { outDir: folder, emptyOutDir: false, ssr: true, rolldownOptions: { input, output } },
  });
  const url = (name: string): string => pathToFileURL(join(folder, name)).href;
  await writeFile(
    join(folder, 'whole.mjs'),
    "import * as all from './electron.mjs'; export * from './electron.mjs'; export default all;",
  );
  await writeFile(
    join(folder, 'hooks.mjs'),
    `export const resolve = (name, context, next) =>
       name === 'electron' ? { url: ${JSON.stringify(url('whole.mjs'))}, shortCircuit: true } : next(name, context);`,
  );
}

/** Starts the entry, waits for the window and the proxy, closes the window and quits in the tray's menu. */
const script = `
import { register } from 'node:module';
import { existsSync } from 'node:fs';
register(new URL('./hooks.mjs', import.meta.url));
const { app, record, Tray } = await import('./electron.mjs');
const appDir = process.env.APP_DIR;
app.getAppPath = () => appDir;
app.exit = (code) => { console.log(JSON.stringify({ ...seen, code })); process.exit(code); };
const seen = {};
process.argv = ['electron', '--port', '0', '--panel-port', '0', '--demo', '--data', process.env.DATA_DIR];
const { setToolTip } = Tray.prototype;
const answering = new Promise((resolve) => {
  Tray.prototype.setToolTip = function (text) {
    setToolTip.call(this, text);
    if (text.includes('demo answers')) resolve();
  };
});
await import(new URL('./app/out/main/index.mjs', import.meta.url));
await answering;
const { options, webContents } = record.windows[0];
seen.url = webContents.url;
seen.files = [options.webPreferences.preload, options.icon, record.trays[0].image].map((file) => existsSync(file));
const page = await record.pages({ url: 'app://modeltray/', method: 'GET' });
seen.page = [page.status, (await page.text()).includes('<div id="root">')];
record.windows[0].clickClose();
record.trays[0].menu.click('Quit');
`;

test('the packaged entry boots, shows its page, answers and quits, with Electron alone beside it', async () => {
  await writeFile(join(folder, 'run.mjs'), script);
  const env = { ...process.env, APP_DIR: join(folder, 'app'), DATA_DIR: join(folder, 'data'), LC_ALL: 'C' };
  const child = spawn(process.execPath, [join(folder, 'run.mjs')], { cwd: folder, env });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect([code, said.stderr]).toEqual([0, '']);
  expect(JSON.parse(said.stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    url: 'app://modeltray/#/home',
    files: [true, true, true],
    page: [200, true],
    code: 0,
  });
}, 60_000);
