import { expect, test } from 'vitest';
import { parseLsof, parsePs } from '../../../main/upstreams/discovery/lsof.ts';

/** As macOS 15 prints it. */
const lsof = `p512
f11
tIPv4
n*:7000
f12
tIPv6
n*:7000
p1893
f3
tIPv4
n127.0.0.1:11434
p2044
f58
tIPv4
n127.0.0.1:1234
f61
tIPv6
n[::1]:41343
p2210
f7
tIPv6
n[fe80:4::aede:48ff:fe00:1122]:8021
f8
tIPv4
n192.168.1.5:8080 (LISTEN)
`;

test('a socket per file, under the process that it stands below', () => {
  expect(parseLsof(lsof)).toEqual([
    { address: '0.0.0.0', port: 7000, owner: '512' },
    { address: '::', port: 7000, owner: '512' },
    { address: '127.0.0.1', port: 11434, owner: '1893' },
    { address: '127.0.0.1', port: 1234, owner: '2044' },
    { address: '::1', port: 41343, owner: '2044' },
    { address: 'fe80:4::aede:48ff:fe00:1122', port: 8021, owner: '2210' },
    { address: '192.168.1.5', port: 8080, owner: '2210' },
  ]);
});

test('nothing listens, or what is printed is something else', () => {
  expect(parseLsof('')).toEqual([]);
  expect(parseLsof('lsof: WARNING: can’t stat() fuse file system\nn127.0.0.1:1\n')).toEqual([]);
  expect(parseLsof('p1\nf2\ntIPv4\nn*:*\n')).toEqual([]);
});

const long = '--model /Users/me/models/'.padEnd(4000, 'x');
const commands = `    1     0 /sbin/launchd
 1893     1 /Applications/Ollama.app/Contents/Resources/ollama serve
 2044  2001 /Applications/LM Studio.app/Contents/MacOS/LM Studio --enable-features=x
 2210     1 /opt/homebrew/bin/llama-server ${long}
 9001   900 python3 -m mlx_lm.server
`;
const programs = `    1 /sbin/launchd
 1893 /Applications/Ollama.app/Contents/Resources/ollama
 2044 /Applications/LM Studio.app/Contents/MacOS/LM Studio
 2210 /opt/homebrew/bin/llama-server
`;

test('processes with blanks in their names, long command lines and their parents', () => {
  const processes = parsePs(commands, programs);
  expect([...processes.keys()]).toEqual(['1', '1893', '2044', '2210', '9001']);
  expect(processes.get('2044')).toEqual({
    pid: 2044,
    name: 'LM Studio',
    command: '/Applications/LM Studio.app/Contents/MacOS/LM Studio --enable-features=x',
    parentPid: 2001,
  });
  expect(processes.get('2210')?.command).toBe(`/opt/homebrew/bin/llama-server ${long}`);
});

test('a process that only one of the two listings has is named by its command', () => {
  expect(parsePs(commands, programs).get('9001')?.name).toBe('python3');
  expect(parsePs('', programs).size).toBe(0);
});
