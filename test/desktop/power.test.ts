import { beforeEach, expect, test, vi } from 'vitest';
import { watchPower } from '../../main/desktop/power.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { powerMonitor, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

test.each(['darwin', 'win32'] as const)(
  'on %s the core is told of the battery, now and later',
  (platform) => {
    const core = createFakeCore();
    system.isOnBattery = true;
    watchPower(core, platform);
    powerMonitor.emit('on-ac');
    powerMonitor.emit('on-battery');
    expect(core.told).toEqual(['battery', 'mains', 'battery']);
  },
);

test('sleep and wake are told, and what the power is by then', () => {
  const core = createFakeCore();
  watchPower(core, 'darwin');
  powerMonitor.emit('suspend');
  system.isOnBattery = true;
  powerMonitor.emit('resume');
  expect(core.told).toEqual(['mains', 'sleep', 'battery', 'wake']);
});

test('on Linux, where Electron does not know of the battery, it says nothing of it', () => {
  const core = createFakeCore();
  system.isOnBattery = true;
  watchPower(core, 'linux');
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  expect(core.told).toEqual(['sleep', 'wake']);
});
