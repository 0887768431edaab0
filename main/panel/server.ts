/**
 * The API over loopback HTTP: the window of the headless shell, and how a command reaches a running core of either
 * shell. It binds 127.0.0.1 and ::1 and nothing else, whatever the settings say, and serves the API to nobody without
 * the token, which is new at each start and lives in `instance.json` and in the link alone.
 */
import { randomBytes } from 'node:crypto';
import type { Clock, Log } from '../../shared/ports.ts';
import type { Core } from '../core.ts';
import { createPanelApp } from './app.ts';
import { listenOnLoopback } from './listen.ts';
import type { LoopbackServers } from './listen.ts';
import { systemClock } from './system-clock.ts';

export interface PanelOptions {
  core: Core;
  /** The wanted port; 0 is any. Where it is taken the next free one is used. */
  port: number;
  /** The built window, which is then served; null serves the API only. */
  pagesDir: string | null;
  log: Log;
  clock?: Clock;
}

export interface RunningPanel {
  port: number;
  token: string;
  /** `http://127.0.0.1:9998` */
  control: string;
  /** The page's address without its token; null where there are no pages. */
  url: string | null;
}

export interface Panel {
  /** Rejects where the loopback can't be bound at all. */
  start(): Promise<RunningPanel>;
  /** Ends every connection, running jobs and feeds too. */
  stop(): Promise<void>;
}

export function createPanel(options: PanelOptions): Panel {
  const { core, port, pagesDir, log, clock = systemClock } = options;
  let servers: LoopbackServers | null = null;
  return {
    async start() {
      const token = randomBytes(32).toString('base64url');
      const app = createPanelApp({ core, token, pagesDir, clock, log, port: () => servers?.port ?? 0 });
      servers = await listenOnLoopback({ port, avoid: proxyPorts(core), listener: app });
      const control = `http://127.0.0.1:${servers.port}`;
      log.info('the panel listens', { port: servers.port });
      return { port: servers.port, token, control, url: pagesDir === null ? null : `${control}/` };
    },
    async stop() {
      await servers?.close();
    },
  };
}

/** The panel moves where its port is taken, and must not move onto the proxy's, which never moves. */
function proxyPorts(core: Core): ReadonlySet<number> {
  const { proxy, settings } = core.state();
  return new Set([proxy.port, settings.proxy.port].filter((port) => port !== 0));
}
