const maxCharacters = 8192;

/** The text up to the first line break, or to the end; stops reading there. */
export async function readFirstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of input) {
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    if (/[\r\n]/.test(text) || text.length > maxCharacters) break;
  }
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}
