import { expect, test } from 'vitest';
import { parseStartFlags } from '../../main/cli/flags.ts';
import { renderMessage } from '../../shared/i18n/index.ts';

const defaults = {
  port: null,
  panelPort: null,
  dataDir: null,
  headless: false,
  demo: false,
  open: true,
  discover: true,
};

test.each([
  [[], {}, {}],
  [['--port', '8080'], {}, { port: 8080 }],
  [['--port=0', '--panel-port=0'], {}, { port: 0, panelPort: 0 }],
  [['--data', '/a b'], {}, { dataDir: '/a b' }],
  [
    ['--headless', '--demo', '--no-open', '--no-discover'],
    {},
    { headless: true, demo: true, open: false, discover: false },
  ],
  [['--port', '1', '--port', '2'], {}, { port: 2 }],
  [
    [],
    { MODELTRAY_PORT: '7', MODELTRAY_PANEL_PORT: '8', MODELTRAY_DATA: '/d' },
    { port: 7, panelPort: 8, dataDir: '/d' },
  ],
  [[], { MODELTRAY_PORT: '', MODELTRAY_PANEL_PORT: '', MODELTRAY_DATA: '' }, {}],
  [
    ['--port', '1', '--data', '/f'],
    { MODELTRAY_PORT: '7', MODELTRAY_DATA: '/d' },
    { port: 1, dataDir: '/f' },
  ],
  [['--port', '1'], { MODELTRAY_PORT: 'junk' }, { port: 1 }],
])('%j with %j', (argv, env, expected) => {
  expect(parseStartFlags(argv, env)).toEqual({ ok: true, flags: { ...defaults, ...expected } });
});

test.each([
  [['--port', 'abc'], {}, '--port must be a port from 0 to 65535, not abc. 0 takes any free one.'],
  [['--port', '65536'], {}, '--port must be a port from 0 to 65535, not 65536. 0 takes any free one.'],
  [['--panel-port', '-1'], {}, '--panel-port must be a port from 0 to 65535, not -1. 0 takes any free one.'],
  [['--port', '1.5'], {}, '--port must be a port from 0 to 65535, not 1.5. 0 takes any free one.'],
  [['--port'], {}, '--port needs a value.'],
  [['--port', '--demo'], {}, '--port needs a value.'],
  [['--data='], {}, '--data needs a value.'],
  [['--demo=yes'], {}, '--demo takes no value.'],
  [['--prot', '1'], {}, 'There is no option --prot.'],
  [['-p', '1'], {}, 'There is no option -p.'],
  [['8080'], {}, '8080 is not an option. Options begin with --.'],
  [
    [],
    { MODELTRAY_PORT: 'x' },
    'MODELTRAY_PORT must be a port from 0 to 65535, not x. 0 takes any free one.',
  ],
  [
    [],
    { MODELTRAY_PANEL_PORT: '70000' },
    'MODELTRAY_PANEL_PORT must be a port from 0 to 65535, not 70000. 0 takes any free one.',
  ],
])('%j with %j is refused', (argv, env, text) => {
  const result = parseStartFlags(argv, env);
  expect(result.ok ? null : renderMessage('en', result.message)).toBe(text);
});

test('Chromium’s own switches can be let through', () => {
  const argv = ['.', '--ozone-platform=wayland', '--port', '5', '--disable-gpu'];
  expect(parseStartFlags(argv, {}, { ignoreUnknown: true })).toEqual({
    ok: true,
    flags: { ...defaults, port: 5 },
  });
  expect(parseStartFlags(['--port', 'x'], {}, { ignoreUnknown: true }).ok).toBe(false);
});
