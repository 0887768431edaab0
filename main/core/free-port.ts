import { createServer } from 'node:net';

/** How many ports are tried before giving up. */
const tries = 50;

/** The first free port of the loopback from `from` on; null where there is none near. A hint only: it may be gone soon. */
export async function findFreePort(from: number): Promise<number | null> {
  for (let port = Math.max(1024, from); port < from + tries && port <= 65_535; port += 1) {
    if (await isFree(port)) return port;
  }
  return null;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
