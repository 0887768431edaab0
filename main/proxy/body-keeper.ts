/** Copies the beginning of one body while it goes past, for the user who has switched that on. */
import { keptBodyBytes } from '../../shared/activity.ts';
import type { KeptBody } from '../../shared/activity.ts';

export class BodyKeeper {
  readonly #pieces: Buffer[] = [];
  #kept = 0;
  #bytes = 0;

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const room = keptBodyBytes - this.#kept;
    if (room <= 0 || chunk.length === 0) return;
    // A copy: a view would hold on to the whole block that was read from the socket.
    const piece = Buffer.from(chunk.subarray(0, room));
    this.#pieces.push(piece);
    this.#kept += piece.length;
  }

  body(): KeptBody {
    const isCut = this.#bytes > this.#kept;
    // Half of a character at the cut is left out.
    const text = new TextDecoder().decode(Buffer.concat(this.#pieces, this.#kept), { stream: isCut });
    return { text, bytes: this.#bytes, isCut };
  }
}
