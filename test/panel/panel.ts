import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createPanel } from '../../main/panel/server.ts';
import type { PanelOptions, RunningPanel } from '../../main/panel/server.ts';
import { silentLog } from '../../shared/ports.ts';
import type { FakeCore } from '../support/fake-core.ts';
import { open, send } from '../support/http-client.ts';
import type { OpenReply, Reply, SendOptions } from '../support/http-client.ts';

export interface TestPanel extends RunningPanel {
  stop(): Promise<void>;
  /** With the token, to 127.0.0.1. */
  ask(path: string, options?: Omit<SendOptions, 'port' | 'path'>): Promise<Reply>;
  open(path: string, options?: Omit<SendOptions, 'port' | 'path'>): Promise<OpenReply>;
  /** Exactly the headers given, and the Host of the connection. */
  bare(path: string, options?: Omit<SendOptions, 'port' | 'path'>): Promise<Reply>;
}

/** Call once at the top of a file: panels and folders are gone after each test. */
export function usePanels(): {
  start(core: FakeCore, options?: Partial<PanelOptions>): Promise<TestPanel>;
  pages(): Promise<string>;
  folder(): Promise<string>;
} {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'modeltray-panel-'));
    closers.push(() => rm(path, { recursive: true, force: true }));
    return path;
  };
  return {
    folder,
    async pages() {
      const path = await folder();
      await mkdir(join(path, 'assets'));
      await writeFile(join(path, 'index.html'), '<!doctype html><title>pages</title>');
      await writeFile(join(path, 'assets', 'app.js'), 'export {};');
      return path;
    },
    async start(core, options = {}) {
      const panel = createPanel({ core, port: 0, pagesDir: null, log: silentLog, ...options });
      const running = await panel.start();
      closers.push(() => panel.stop());
      const { port, token } = running;
      const withToken = (path: string, more: Omit<SendOptions, 'port' | 'path'> = {}): SendOptions => ({
        ...more,
        port,
        path,
        headers: { authorization: `Bearer ${token}`, ...more.headers },
      });
      return {
        ...running,
        stop: () => panel.stop(),
        ask: (path, more) => send(withToken(path, more)),
        open: (path, more) => open(withToken(path, more)),
        bare: (path, more) => send({ ...more, port, path }),
      };
    },
  };
}

/** The lines of an NDJSON text that are not heartbeats. */
export function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
