/**
 * A text that grows, in blocks that end with a line: only the last one changes, and the browser lays out only that one
 * anew, so that megabytes stay cheap to show. A line that is longer than a page is cut all the same.
 */
export type GrowingText = readonly string[];

const blockLength = 8_192;
const longestBlock = 32_768;

/** For pieces that were gathered for a while: each call costs as much as there are blocks. */
export function grown(text: GrowingText, piece: string): GrowingText {
  if (piece === '') return text;
  const blocks = [...text.slice(0, -1)];
  let rest = (text.at(-1) ?? '') + piece;
  for (let cut = cutOf(rest); cut < rest.length; cut = cutOf(rest)) {
    blocks.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...blocks, rest];
}

/** Where a text's first block ends; its length where all of it is one block. */
function cutOf(text: string): number {
  if (text.length <= blockLength) return text.length;
  const lineEnd = text.indexOf('\n', blockLength - 1) + 1;
  if (lineEnd > 0 && lineEnd <= longestBlock) return lineEnd;
  if (text.length <= longestBlock) return text.length;
  const space = text.lastIndexOf(' ', longestBlock - 1) + 1;
  if (space > blockLength) return space;
  return isLowSurrogate(text.charCodeAt(longestBlock)) ? longestBlock - 1 : longestBlock;
}

/** The second half of a character that takes two: nothing is cut before it. */
function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
