import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guardConnections } from './guard-connections.ts';

let guard: ReturnType<typeof guardConnections>;

beforeEach(() => {
  guard = guardConnections();
});

afterEach(() => {
  guard.restore();
});

function connectError(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', (error) => resolve(error.message));
    socket.once('connect', () => {
      socket.destroy();
      resolve('connected');
    });
  });
}

test('a connection to a default port fails and is told', async () => {
  expect(await connectError(11434)).toContain('test guard');
  expect(guard.takeTouched()).toEqual(['port 11434']);
  expect(guard.takeTouched()).toEqual([]);
});

test('fetch is caught too', async () => {
  await expect(fetch('http://127.0.0.1:8080/')).rejects.toThrow();
  expect(guard.takeTouched()).toEqual(['port 8080']);
});

test('other ports are left alone', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await connectError(port)).toBe('connected');
  expect(guard.takeTouched()).toEqual([]);
  server.close();
});

test('the home folder is a temporary one', () => {
  expect(homedir().startsWith(tmpdir())).toBe(true);
  expect(process.env['XDG_CONFIG_HOME']?.startsWith(homedir())).toBe(true);
});
