import { powerMonitor } from 'electron';
import type { Core } from '../core.ts';

/**
 * Tells the core of mains, battery and sleep. Call it once the app is ready. On Linux Electron knows of sleep only
 * (Electron 45, Chromium's power monitor has no battery there), so the core reads the battery itself.
 */
export function watchPower(
  core: Pick<Core, 'reportPower' | 'reportSleep' | 'reportWake'>,
  platform: NodeJS.Platform,
): void {
  const tellPower = (): void => core.reportPower({ onBattery: powerMonitor.isOnBatteryPower() });
  if (platform !== 'linux') {
    tellPower();
    powerMonitor.on('on-battery', () => core.reportPower({ onBattery: true }));
    powerMonitor.on('on-ac', () => core.reportPower({ onBattery: false }));
  }
  powerMonitor.on('suspend', () => core.reportSleep());
  powerMonitor.on('resume', () => {
    // It may have been plugged in or taken off while it slept.
    if (platform !== 'linux') tellPower();
    core.reportWake();
  });
}
