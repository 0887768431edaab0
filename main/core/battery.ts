import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Linux' kernel shows power supplies, one folder each (Documentation/ABI/testing/sysfs-class-power). */
const linuxFolder = '/sys/class/power_supply';

/**
 * A reader of whether this machine runs on battery; null where the shell is told of it by its system, or nobody tells.
 * It never rejects: what cannot be read counts as mains power.
 */
export function createBatteryReader(
  platform: NodeJS.Platform,
  folder = linuxFolder,
): (() => Promise<boolean>) | null {
  return platform === 'linux' ? () => isOnBattery(folder) : null;
}

/** A battery of the machine gives power and no line does. A mouse's battery has the scope `Device`. */
async function isOnBattery(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(names.map((name) => readSupply(join(folder, name))));
  const ours = supplies.filter(({ scope }) => scope !== 'Device');
  const hasLine = ours.some(({ type, online }) => type !== 'Battery' && online === '1');
  return !hasLine && ours.some(({ type, status }) => type === 'Battery' && status === 'Discharging');
}

async function readSupply(
  folder: string,
): Promise<{ type: string; scope: string; online: string; status: string }> {
  const read = async (name: string): Promise<string> =>
    (await readFile(join(folder, name), 'utf8').catch(() => '')).trim();
  const [type, scope, online, status] = await Promise.all([
    read('type'),
    read('scope'),
    read('online'),
    read('status'),
  ]);
  return { type, scope, online, status };
}
