/** Load from raw sockets, cheap enough that the generator is not what is measured. */
import { connect } from 'node:net';

/** @param {number} port @param {object} body */
function requestText(port, body) {
  const text = JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hello' }], ...body });
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n`;
  return `${head}Content-Length: ${text.length}\r\n\r\n${text}`;
}

/**
 * Requests per second over `connections` kept connections.
 * @param {number} port @param {number} connections @param {number} durationMs
 * @returns {Promise<number>}
 */
export async function requestRate(port, connections, durationMs) {
  const request = requestText(port, {});
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  const counts = await Promise.all(
    Array.from({ length: connections }, () => askUntil(port, request, endsAt)),
  );
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - startedAt)) * 1000;
}

/** @param {number} port @param {string} request @param {number} endsAt @returns {Promise<number>} */
function askUntil(port, request, endsAt) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let count = 0;
    let text = '';
    socket.on('error', reject);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data) => {
      text += data.toString('latin1');
      const bodyAt = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity);
      if (bodyAt < 4 || text.length < bodyAt + length) return;
      if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 300)));
      text = '';
      count += 1;
      if (performance.now() < endsAt) socket.write(request);
      else {
        socket.destroy();
        resolve(count);
      }
    });
  });
}

/**
 * The delays, in milliseconds, of every chunk of `streams` streams between the server's writing and our reading;
 * `first` holds those of each stream's first chunk alone.
 * @param {number} port @param {number} streams
 * @returns {Promise<{ all: number[], first: number[] }>}
 */
export async function chunkDelays(port, streams) {
  const request = requestText(port, { stream: true }).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  const each = await Promise.all(Array.from({ length: streams }, () => readStream(port, request)));
  return { all: each.flat(), first: each.flatMap((delays) => delays.slice(0, 1)) };
}

/** @param {number} port @param {string} request @returns {Promise<number[]>} */
function readStream(port, request) {
  return new Promise((resolve, reject) => {
    /** @type {number[]} */
    const delays = [];
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    socket.on('error', reject);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data) => {
      const now = process.hrtime.bigint();
      for (const [, time] of data.toString('latin1').matchAll(/@(\d+)@/g)) {
        delays.push(Number(now - BigInt(time ?? 0)) / 1e6);
      }
    });
    socket.on('close', () => resolve(delays));
  });
}
