import { expect, test } from 'vitest';
import { parseNetstat, parseTasklist } from '../../../main/upstreams/discovery/netstat.ts';

const english = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1128
  TCP    127.0.0.1:11434        0.0.0.0:0              LISTENING       9284
  TCP    127.0.0.1:50122        127.0.0.1:11434        ESTABLISHED     7712
  TCP    192.168.1.5:49733      20.199.120.85:443      ESTABLISHED     4460
  TCP    192.168.1.5:50130      34.117.188.166:443     TIME_WAIT       0
  TCP    [::]:1234              [::]:0                 LISTENING       6020
  TCP    [::1]:8080             [::]:0                 LISTENING       31244
  TCP    [fe80::8c5:2aa1:2d%14]:139  [::]:0            LISTENING       4
`;

/** The states of other languages of Windows; bytes beyond ASCII arrive as the code page has them. */
const translated: readonly [language: string, state: string][] = [
  ['German', 'ABH\u0099REN'],
  ['French', 'LISTENING'],
  ['French, another edition', 'EN ÉCOUTE'],
  ['Polish', 'NASŁUCHIWANIE'],
  ['Chinese', '\u00d5\u00ec\u00cc\u00fd'],
  ['Russian', '\u008f\u0090\u008e\u0091\u008b\u0093\u0098\u0088\u0082\u0080\u008d\u0088\u0085'],
  ['none', ''],
];

test('listeners of both families, and nothing that is connected', () => {
  expect(parseNetstat(english)).toEqual([
    { address: '0.0.0.0', port: 135, owner: '1128' },
    { address: '127.0.0.1', port: 11434, owner: '9284' },
    { address: '::', port: 1234, owner: '6020' },
    { address: '::1', port: 8080, owner: '31244' },
    { address: 'fe80::8c5:2aa1:2d%14', port: 139, owner: '4' },
  ]);
});

test.each(translated)('a state in %s, %s, is not read', (_language, state) => {
  const text = [
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    `  TCP    127.0.0.1:11434        0.0.0.0:0              ${state}       9284`,
    '  TCP    127.0.0.1:50122        127.0.0.1:11434        HERGESTELLT     7712',
    '',
  ].join('\r\n');
  expect(parseNetstat(text)).toEqual([{ address: '127.0.0.1', port: 11434, owner: '9284' }]);
});

test('processes, with blanks in their names; their commands and parents stay unknown', () => {
  const text = [
    '"System Idle Process","0","Services","0","8 K"',
    '"ollama.exe","9284","Console","1","45,672 K"',
    '"ollama app.exe","9120","Console","1","31.204 K"',
    '"LM Studio.exe","6020","Console","1","312 444 Ko"',
    'INFO: No tasks are running which match the specified criteria.',
    '',
  ].join('\r\n');
  const processes = parseTasklist(text);
  expect([...processes.values()].map(({ pid, name }) => [pid, name])).toEqual([
    [0, 'System Idle Process'],
    [9284, 'ollama.exe'],
    [9120, 'ollama app.exe'],
    [6020, 'LM Studio.exe'],
  ]);
  expect(processes.get('9284')).toMatchObject({ command: null, parentPid: null });
});
