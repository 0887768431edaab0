/** Icon files that hold several PNGs: Windows' ICO and Apple's ICNS. Both take PNG data as it is. */

/**
 * An ICO file. A side of 256 is written as 0, the format's own way.
 * @param {readonly { side: number, png: Uint8Array }[]} images
 */
export function packIco(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ side, png }, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(side % 256, entry);
    head.writeUInt8(side % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** ICNS types that hold a PNG, and its side in pixels; the second of each pair is for sharp screens. */
const icnsTypes = /** @type {const} */ ([
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]);

/**
 * An ICNS file.
 * @param {(side: number) => Uint8Array} pngOf
 */
export function packIcns(pngOf) {
  const blocks = icnsTypes.map(([type, side]) => {
    const png = pngOf(side);
    return Buffer.concat([blockHead(type, png.length), png]);
  });
  const size = blocks.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([blockHead('icns', size), ...blocks]);
}

/** @param {string} type four letters @param {number} size of what follows */
function blockHead(type, size) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(size + 8, 4);
  return head;
}
