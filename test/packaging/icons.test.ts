import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packIcns, packIco } from '../../scripts/icons/containers.mjs';

const icons = join(import.meta.dirname, '../../build/icons');
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width and height from a PNG's header; null where it is none. */
function pngSize(bytes: Buffer): [number, number] | null {
  return bytes.subarray(0, 8).equals(pngMark) ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : null;
}

test('the ICO holds a PNG of each size that it lists', async () => {
  const ico = await readFile(join(icons, 'icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const sides = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const side = ico.readUInt8(entry) || 256;
    const start = ico.readUInt32LE(entry + 12);
    const png = ico.subarray(start, start + ico.readUInt32LE(entry + 8));
    expect(pngSize(png)).toEqual([side, side]);
    return side;
  });
  expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test('the ICNS holds a PNG of the size that each type stands for', async () => {
  const icns = await readFile(join(icons, 'icon.icns'));
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found: [string, [number, number] | null][] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found.push([icns.toString('latin1', at, at + 4), pngSize(icns.subarray(at + 8))]);
  }
  const square = (side: number): [number, number] => [side, side];
  expect(Object.fromEntries(found)).toEqual({
    ic07: square(128),
    ic08: square(256),
    ic09: square(512),
    ic10: square(1024),
    ic11: square(32),
    ic12: square(64),
    ic13: square(256),
    ic14: square(512),
  });
});

test('Linux’ icons and the tray’s are as large as their names say', async () => {
  for (const side of [16, 24, 32, 48, 64, 128, 256, 512]) {
    expect(pngSize(await readFile(join(icons, 'linux', `${side}x${side}.png`)))).toEqual([side, side]);
  }
  const tray = {
    'demoTemplate.png': 16,
    'demoTemplate@2x.png': 32,
    'error-on-dark@1.25x.png': 20,
    'running-color.png': 22,
  };
  for (const [name, side] of Object.entries(tray)) {
    expect([name, pngSize(await readFile(join(icons, 'tray', name)))]).toEqual([name, [side, side]]);
  }
});

test('containers point at what they hold, one image after the other', () => {
  const a = Buffer.from('first');
  const b = Buffer.from('second one');
  const ico = packIco([
    { side: 16, png: a },
    { side: 256, png: b },
  ]);
  expect(ico.subarray(ico.readUInt32LE(6 + 12), ico.readUInt32LE(6 + 12) + 5).toString()).toBe('first');
  expect(ico.subarray(ico.readUInt32LE(22 + 12)).toString()).toBe('second one');
  expect(ico.readUInt8(22)).toBe(0);
  const icns = packIcns(() => a);
  expect(icns.readUInt32BE(4)).toBe(icns.length);
});
