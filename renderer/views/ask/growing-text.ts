/** A text that grows by many small pieces, in blocks: only the last one changes, so that megabytes stay cheap to show. */
export type GrowingText = readonly string[];

const blockLength = 8_192;

export function grown(text: GrowingText, piece: string): GrowingText {
  if (piece === '') return text;
  const last = text.at(-1) ?? '';
  const room = blockLength - last.length;
  if (piece.length <= room) return [...text.slice(0, -1), last + piece];
  const full = text.length === 0 ? [] : [...text.slice(0, -1), last + piece.slice(0, room)];
  const rest = text.length === 0 ? piece : piece.slice(room);
  const blocks = [];
  for (let at = 0; at < rest.length; at += blockLength) blocks.push(rest.slice(at, at + blockLength));
  return [...full, ...blocks];
}
