import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What a decoder does with its bytes. */
export interface DecodeSink {
  take(chunk: Buffer): void;
  finish(): void;
  /** The bytes were not what their encoding says, or grew past the limit. */
  fail(): void;
}

/** A compressed answer may not grow past this: we asked for none in the first place. */
const maxDecodedBytes = 256 * 1024 * 1024;

/**
 * A decoder for an upstream that compresses although it was asked for `identity`; null where the bytes are plain, or in
 * an encoding that we leave to the client.
 */
export function createDecoder(encoding: string | undefined, sink: DecodeSink): Transform | null {
  const decoder = decoderFor(encoding?.trim().toLowerCase());
  if (decoder === null) return null;
  let size = 0;
  decoder.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxDecodedBytes) decoder.destroy(new Error('decoded body too large'));
    else sink.take(chunk);
  });
  decoder.on('end', () => sink.finish());
  decoder.on('error', () => sink.fail());
  return decoder;
}

/** Each chunk is flushed at once: a stream's events must not wait for a block to fill. */
function decoderFor(encoding: string | undefined): Transform | null {
  const flush = { flush: constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(flush);
    case 'deflate':
      return createInflate(flush);
    case 'br':
      return createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH });
    case undefined:
    default:
      return null;
  }
}
