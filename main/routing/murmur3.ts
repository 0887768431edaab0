const encoder = new TextEncoder();
const c1 = 0xcc9e2d51;
const c2 = 0x1b873593;

/**
 * MurmurHash3_x86_32 of `text` as UTF-8: Austin Appleby's public-domain hash (smhasher, MurmurHash3.cpp). Fast and well
 * mixed, so that near keys land far apart; not for secrets.
 * @returns an unsigned 32-bit integer
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < whole; at += 4) {
    hash = rotate(hash ^ scramble(view.getInt32(at, true)), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= whole; at -= 1) rest = (rest << 8) | (bytes[at] ?? 0);
  if (whole < bytes.length) hash ^= scramble(rest);
  return finish(hash ^ bytes.length);
}

/** The hash as a number in (0, 1): never 0, so that its logarithm is finite. */
export function unitHash(text: string, seed = 0): number {
  return (murmur3(text, seed) + 0.5) / 0x1_0000_0000;
}

function scramble(block: number): number {
  return Math.imul(rotate(Math.imul(block, c1), 15), c2);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
