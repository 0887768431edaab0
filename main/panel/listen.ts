/**
 * Where the panel listens: the loopback of both families on one port, and never anything else. A port that only one
 * family has free counts as taken: another program on its other half would be sent our token by `localhost`.
 */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

const searched = 50;

export interface LoopbackServers {
  port: number;
  /** Ends every connection. Resolves once nothing listens. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 is any free port. */
  port: number;
  /** Ports that are kept for others. */
  avoid: ReadonlySet<number>;
  listener: RequestListener;
}

/** Binds the wanted port, else the next free one, else any. Rejects where the loopback itself can't be bound. */
export async function listenOnLoopback({ port, avoid, listener }: ListenOptions): Promise<LoopbackServers> {
  for (const candidate of candidatesFrom(port)) {
    if (avoid.has(candidate)) continue;
    const servers = await bindBoth(candidate, listener);
    if (servers === null) continue;
    if (!avoid.has(servers.port)) return servers;
    await servers.close();
  }
  throw new Error(`no free port on 127.0.0.1 for the panel, from ${port} on`);
}

function candidatesFrom(port: number): number[] {
  const near = port === 0 ? [] : Array.from({ length: searched }, (_, n) => port + n);
  return [...near.filter((candidate) => candidate <= 65_535), ...Array<number>(10).fill(0)];
}

/** Null where the port is taken in either family. */
async function bindBoth(port: number, listener: RequestListener): Promise<LoopbackServers | null> {
  const v4 = await bind(port, '127.0.0.1', listener);
  if (v4 === null) return null;
  const v6 = await bind(v4.port, '::1', listener).catch(async (thrown: unknown) => {
    if (isWithoutIpv6(thrown)) return 'absent' as const;
    await closeServer(v4.server);
    throw thrown;
  });
  if (v6 === null) {
    await closeServer(v4.server);
    return null;
  }
  const servers = v6 === 'absent' ? [v4.server] : [v4.server, v6.server];
  return {
    port: v4.port,
    async close() {
      await Promise.all(servers.map(closeServer));
    },
  };
}

interface Bound {
  server: Server;
  port: number;
}

function bind(port: number, host: string, listener: RequestListener): Promise<Bound | null> {
  // Node itself would answer a request without Host, without the headers that every answer of ours has.
  const server = createServer({ requireHostHeader: false }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Windows answers EACCES for ports that it has set aside.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen({ port, host, ipv6Only: true }, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isWithoutIpv6(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL';
}
