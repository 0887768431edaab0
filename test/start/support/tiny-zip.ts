import { crc32 } from 'node:zlib';

/** A zip archive that holds `files` uncompressed, by their paths. */
export function buildZip(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([path, text]) => ({
    name: Buffer.from(path),
    data: Buffer.from(text),
  }));
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const fields = commonFields(name, data);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, data]);
    directory.push(directoryEntry(fields, name, offset));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...bodies, list, endRecord(entries.length, list.length, offset)]);
}

/** What a local header and a directory entry share: version, flags, method, time, sums, sizes, lengths. */
function commonFields(name: Buffer, data: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(data), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(data.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function directoryEntry(fields: Buffer, name: Buffer, offset: number): Buffer {
  const madeOnUnix = Buffer.from([20, 3]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((0o100755 << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02'), madeOnUnix, fields, tail, name]);
}

function endRecord(count: number, listBytes: number, listOffset: number): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(count, 4);
  record.writeUInt16LE(count, 6);
  record.writeUInt32LE(listBytes, 8);
  record.writeUInt32LE(listOffset, 12);
  return Buffer.concat([Buffer.from('PK\x05\x06'), record]);
}
