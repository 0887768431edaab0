import { doneEvent, endsWithEvent } from './stream-event.ts';

/**
 * `[DONE]` for a whole stream that ends without one, as Hugging Face's `transformers serve` sends it. `last` is what the
 * client got before: its event may lack the blank line.
 */
export function supplyDone(last: Buffer): Buffer {
  const isOpen = last.length > 0 && !endsWithEvent(last);
  return isOpen ? Buffer.concat([Buffer.from('\n\n'), doneEvent.bytes]) : doneEvent.bytes;
}
