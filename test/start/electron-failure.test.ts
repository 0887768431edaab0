import { expect, test } from 'vitest';
import { explainElectronFailure } from '../../scripts/start/electron-failure.mjs';
import { describeFix } from '../../scripts/start/words.mjs';

const program = '/app/node_modules/electron/dist/electron';

test('a refused sandbox: its helper is named with the two commands that set it up', () => {
  const stderr = [
    '[1:1121/101500.1:ERROR:bus.cc(407)] Failed to connect to the bus: Could not parse server address',
    '[1:1121/101500.2:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly.',
    'Trace/breakpoint trap',
  ].join('\n');
  const { line, fix } = explainElectronFailure(stderr, program);
  expect(line).toMatch(/^The SUID sandbox helper binary was found/);
  const helper = '/app/node_modules/electron/dist/chrome-sandbox';
  expect(fix).toEqual({ cause: 'sandbox', helper });
  expect(describeFix('en', fix)).toContain(`sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`);
});

test('Ubuntu’s AppArmor: what was refused, without Chromium’s advice to live dangerously', () => {
  const stderr = [
    '[71:1126/235959.120000:ERROR:dbus/bus.cc:408] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket: No such file or directory',
    '[71:1126/235959.123456:FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:128] No usable sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see https://example.org/userns.md. If you want to live dangerously and need an immediate workaround, you can try using --no-sandbox.',
  ].join('\n');
  const { line, fix } = explainElectronFailure(stderr, program);
  expect(line).toBe('No usable sandbox!');
  expect(fix.cause).toBe('sandbox');
});

test('root: an ordinary account, never a sandbox switched off', () => {
  const stderr =
    '[9:1121/1.2:ERROR:zygote_host_impl_linux.cc(101)] Running as root without --no-sandbox is not supported.';
  const { fix } = explainElectronFailure(stderr, program);
  expect(fix).toEqual({ cause: 'root' });
  expect(describeFix('en', fix)).toContain('ordinary user account');
  expect(describeFix('en', fix)).not.toContain('no-sandbox');
  expect(describeFix('zh-CN', fix)).toContain('普通用户');
});

test('a missing library: its package', () => {
  const stderr = `${program}: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory`;
  const { line, fix } = explainElectronFailure(stderr, program);
  expect(line).toContain('libnss3.so');
  expect(describeFix('en', fix)).toContain('sudo apt-get install libnss3');
  expect(describeFix('zh-CN', fix)).toContain('libnss3.so');
});

test('the sound library: its package has another name on newer systems', () => {
  const { fix } = explainElectronFailure(
    'x: error while loading shared libraries: libasound.so.2: cannot open',
    program,
  );
  const command = 'sudo apt-get install libasound2t64 || sudo apt-get install libasound2';
  expect(describeFix('en', fix)).toContain(command);
  expect(describeFix('zh-CN', fix)).toContain(command);
});

test('a library that we know no package for is named', () => {
  const { fix } = explainElectronFailure(
    'x: error while loading shared libraries: libodd.so.7: cannot open',
    program,
  );
  expect(fix).toEqual({ cause: 'library', library: 'libodd.so.7', packageName: null });
  expect(describeFix('en', fix)).not.toContain('apt-get');
});

test('a display that cannot be reached', () => {
  const { fix } = explainElectronFailure(
    '[1:1:ERROR:ozone_platform_x11.cc(249)] Missing X server or $DISPLAY',
    program,
  );
  expect(fix).toEqual({ cause: 'display' });
});

test('what the app itself says counts more than Chromium’s harmless lines before it', () => {
  const stderr = [
    '[71:1126/235959.120000:ERROR:dbus/bus.cc:408] Failed to connect to the bus',
    '(electron:71): Gtk-WARNING **: 23:59:59.121: Unknown key',
    'The data folder /data cannot be used: EACCES',
  ].join('\n');
  expect(explainElectronFailure(stderr, program).line).toBe('The data folder /data cannot be used: EACCES');
});

test('anything else: the fatal line, else the first one, and no invented fix', () => {
  expect(explainElectronFailure('note\n[1:1:FATAL:x.cc(1)] Boom.\n', program)).toEqual({
    line: 'Boom.',
    fix: { cause: 'other' },
  });
  expect(explainElectronFailure('first\nsecond', program).line).toBe('first');
  expect(explainElectronFailure('', program).line).toBe('');
  expect(describeFix('en', { cause: 'other' })).toBe('');
});
