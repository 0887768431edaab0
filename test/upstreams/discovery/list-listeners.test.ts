import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import {
  createListListeners,
  createSystemListeners,
} from '../../../main/upstreams/discovery/list-listeners.ts';
import type {
  ListenerProcess,
  ListeningSocket,
  SocketSource,
} from '../../../main/upstreams/discovery/listener.ts';
import { isOnLoopback, normalAddress } from '../../../main/upstreams/discovery/listener.ts';
import { createMacosSource } from '../../../main/upstreams/discovery/macos.ts';
import { createWindowsSource } from '../../../main/upstreams/discovery/windows.ts';
import { listenerOf } from '../../support/listeners.ts';

const process4711: ListenerProcess = { pid: 4711, name: 'ollama', command: null, parentPid: 1 };

interface FakeSource extends SocketSource {
  list: ListeningSocket[];
  asked: string[][];
}

function sourceOf(list: ListeningSocket[], seen: Record<string, ListenerProcess>): FakeSource {
  const asked: string[][] = [];
  return {
    list,
    asked,
    sockets: () => Promise.resolve(list),
    processes: (owners) => {
      asked.push([...owners]);
      return Promise.resolve(new Map(Object.entries(seen)));
    },
  };
}

test('both families and several addresses of one process are one listener', async () => {
  const source = sourceOf(
    [
      { address: '0.0.0.0', port: 11434, owner: 'a' },
      { address: '::', port: 11434, owner: 'b' },
      { address: '127.0.0.1', port: 8080, owner: 'c' },
    ],
    { a: process4711, b: process4711 },
  );
  expect(await createListListeners(source)()).toEqual({
    listeners: [
      { port: 11434, addresses: ['0.0.0.0', '::'], process: process4711 },
      { port: 8080, addresses: ['127.0.0.1'], process: null },
    ],
    canSeeProcesses: true,
  });
});

test('two processes at one port are two listeners', async () => {
  const other = { ...process4711, pid: 4712, name: 'java' };
  const source = sourceOf(
    [
      { address: '127.0.0.1', port: 8080, owner: 'a' },
      { address: '::1', port: 8080, owner: 'b' },
    ],
    { a: process4711, b: other },
  );
  const { listeners } = await createListListeners(source)();
  expect(listeners.map(({ process }) => process?.name)).toEqual(['ollama', 'java']);
});

test('processes are asked for once, and again only for sockets that are new', async () => {
  const source = sourceOf([{ address: '127.0.0.1', port: 1, owner: 'a' }], { a: process4711 });
  const list = createListListeners(source);
  await list();
  await list();
  expect(source.asked).toEqual([['a']]);
  source.list.push({ address: '127.0.0.1', port: 2, owner: 'b' });
  await list();
  expect(source.asked).toEqual([['a'], ['b']]);
  // The same owner at another port may be another process that was given its number.
  source.list.splice(0, 2, { address: '127.0.0.1', port: 3, owner: 'a' });
  await list();
  expect(source.asked).toEqual([['a'], ['b'], ['a']]);
});

test('without the right to see processes the ports are listed all the same', async () => {
  const blind: SocketSource = {
    ...sourceOf([{ address: '127.0.0.1', port: 1, owner: 'a' }], {}),
    processes: () => Promise.reject(new Error('not allowed')),
  };
  expect(await createListListeners(blind)()).toEqual({
    listeners: [{ port: 1, addresses: ['127.0.0.1'], process: null }],
    canSeeProcesses: false,
  });
});

test('a system that does not tell at all is said', async () => {
  const broken: SocketSource = { ...sourceOf([], {}), sockets: () => Promise.reject(new Error('no lsof')) };
  await expect(createListListeners(broken)()).rejects.toThrow('no lsof');
});

test('macOS is asked by two tools that it brings along, Windows by two of its own and never PowerShell', async () => {
  const ran: string[] = [];
  const run = (program: string, args: readonly string[]): Promise<string> => {
    ran.push([program, ...args].join(' '));
    return Promise.resolve('');
  };
  for (const source of [createMacosSource(run), createWindowsSource(run, 'C:\\Windows')]) {
    await source.sockets();
    await source.processes(new Set(['1']));
  }
  expect(ran).toEqual([
    '/usr/sbin/lsof -nP -iTCP -sTCP:LISTEN -Fptn',
    '/bin/ps -axww -o pid=,ppid=,command=',
    '/bin/ps -axww -o pid=,comm=',
    'C:\\Windows\\System32\\netstat.exe -ano -p TCP',
    'C:\\Windows\\System32\\netstat.exe -ano -p TCPv6',
    'C:\\Windows\\System32\\tasklist.exe /FO CSV /NH',
  ]);
});

test.each([
  ['[::1]', '::1'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::ffff:c0a8:105', '192.168.1.5'],
  ['FE80:0:0:0::1%en0', 'fe80::1%en0'],
  ['0.0.0.0', '0.0.0.0'],
])('the address %s is written %s', (text, address) => {
  expect(normalAddress(text)).toBe(address);
});

test.each([
  ['127.0.0.1', true],
  ['127.0.0.53', true],
  ['0.0.0.0', true],
  ['::', true],
  ['::1', true],
  ['192.168.1.5', false],
  ['fe80::1%en0', false],
])('%s is on the loopback: %s', (address, expected) => {
  expect(isOnLoopback(listenerOf({ port: 1, addresses: [address] }))).toBe(expected);
});

test.skipIf(process.platform === 'win32')(
  'a server of this very process is listed, with its process',
  async () => {
    const list = createSystemListeners();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const table = await list();
      expect(table.canSeeProcesses).toBe(true);
      expect(table.listeners.find((one) => one.port === port)).toMatchObject({
        addresses: ['127.0.0.1'],
        process: { pid: process.pid, parentPid: process.ppid },
      });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    expect((await list()).listeners.find((one) => one.port === port)).toBeUndefined();
  },
);
