import { expect, test } from 'vitest';
import { parseProcNetTcp, processOf, socketInode } from '../../../main/upstreams/discovery/proc-net.ts';

const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:2CAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   998        0 31337 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48211 2 0000000000000000 100 0 0 10 0
   2: 3500007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000   101        0 20411 1 0000000000000000 100 0 0 10 5
   3: 0501A8C0:B2D4 5DB8D822:01BB 01 00000000:00000000 02:0000071B 00000000  1000        0 90210 2 0000000000000000 24 4 30 10 -1
   4: 0100007F:9C40 0100007F:2CAA 06 00000000:00000000 03:000010B2 00000000     0        0 0 3 0000000000000000
`;

const tcp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 51001 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:04D2 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 51002 1 0000000000000000 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:1387 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 51003 1 0000000000000000 100 0 0 10 0
   3: 000080FE00000000FF005450B9A8D2FE:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 51004 1 0000000000000000 100 0 0 10 0
   4: B80D01200000000000000000010000 00:zzzz
`;

test('the listening sockets of both families, and nothing that is connected', () => {
  expect(parseProcNetTcp(tcp)).toEqual([
    { address: '127.0.0.1', port: 11434, owner: '31337' },
    { address: '0.0.0.0', port: 8080, owner: '48211' },
    { address: '127.0.0.53', port: 53, owner: '20411' },
  ]);
  expect(parseProcNetTcp(tcp6)).toEqual([
    { address: '::', port: 8000, owner: '51001' },
    { address: '::1', port: 1234, owner: '51002' },
    { address: '127.0.0.1', port: 4999, owner: '51003' },
    { address: 'fe80::5054:ff:fed2:a8b9', port: 8081, owner: '51004' },
  ]);
  expect(parseProcNetTcp('')).toEqual([]);
});

test.each([
  ['socket:[31337]', '31337'],
  ['pipe:[25839]', null],
  ['/dev/null', null],
  ['anon_inode:[eventpoll]', null],
  ['', null],
])('the descriptor %s is the socket %s', (link, inode) => {
  expect(socketInode(link)).toBe(inode);
});

test('a process with its parent, by whatever name', () => {
  const files = {
    comm: 'ollama\n',
    cmdline: '/usr/local/bin/ollama\0runner\0--model\0/var/lib/x y\0--port\u000042173\0',
    stat: '2718 (ollama) S 2690 2690 2690 0 -1 1077936384 5311 0 0',
  };
  expect(processOf(2718, files)).toEqual({
    pid: 2718,
    name: 'ollama',
    command: '/usr/local/bin/ollama runner --model /var/lib/x y --port 42173',
    parentPid: 2690,
  });
});

test('a name that the kernel cut is made whole, one that a process gave itself is kept', () => {
  const cmdline = '/opt/tgi/text-generation-router\0--port\u00003000\0';
  const cut = { comm: 'text-generation\n', cmdline, stat: '7 (text-generation) S 1 7' };
  expect(processOf(7, cut).name).toBe('text-generation-router');
  const renamed = {
    comm: 'VLLM::EngineCor\n',
    cmdline: 'VLLM::EngineCore\0',
    stat: '8 (VLLM::EngineCor) S 7 8',
  };
  expect(processOf(8, renamed)).toMatchObject({ name: 'VLLM::EngineCore', parentPid: 7 });
  const script = {
    comm: 'python3.11',
    cmdline: '/usr/bin/python3.11\0-m\0vllm\0',
    stat: '9 (python3.11) R 1 9',
  };
  expect(processOf(9, script)).toMatchObject({ name: 'python3.11', command: '/usr/bin/python3.11 -m vllm' });
});

test('a name with parentheses and blanks does not hide the parent', () => {
  const stat = '4711 (my (odd) 1 S 2 name) S 815 4711 4711 0 -1';
  expect(processOf(4711, { comm: 'my (odd) 1 S 2 name', cmdline: '', stat })).toEqual({
    pid: 4711,
    name: 'my (odd) 1 S 2 name',
    command: null,
    parentPid: 815,
  });
});

test('a process that ended meanwhile has no parent and no command', () => {
  expect(processOf(5, { comm: '', cmdline: '', stat: '' })).toEqual({
    pid: 5,
    name: '',
    command: null,
    parentPid: null,
  });
});
