/** Changes in a JSON body by their places in its bytes, so that no other byte of it is touched. */

export interface ByteRange {
  start: number;
  end: number;
}

/** `text` takes the place of the bytes from `start` to `end`; where these are one, it is put in. */
export interface Splice extends ByteRange {
  text: string;
}

/** What a client asked for: its body, and where the values of its top level's members stand. */
export interface Asked {
  body: Buffer;
  members: ReadonlyMap<string, ByteRange>;
  /** Behind the body's `{`, where a member can be put in before the others. */
  open: number;
}

/** The value of one member of the request, parsed; undefined where it has none. */
export function valueOf({ body, members }: Asked, name: string): unknown {
  const range = members.get(name);
  return range === undefined
    ? undefined
    : (JSON.parse(body.toString('utf8', range.start, range.end)) as unknown);
}

/** Puts a member into a body that has others already. */
export function insertMember({ open }: Asked, name: string, value: string): Splice {
  return { start: open, end: open, text: `${JSON.stringify(name)}:${value},` };
}

/** The body with all splices, which must not overlap; the body itself where there are none. */
export function applySplices(body: Buffer, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return body;
  const pieces: Buffer[] = [];
  let at = 0;
  const ordered = [...splices].sort((a, b) => a.start - b.start);
  for (const { start, end, text } of ordered) {
    pieces.push(body.subarray(at, start), Buffer.from(text));
    at = end;
  }
  pieces.push(body.subarray(at));
  return Buffer.concat(pieces);
}

/** The same for one splice, which nearly every request has: its model. In one copy, without lists. */
export function applySplice(body: Buffer, start: number, end: number, text: string): Buffer {
  const size = Buffer.byteLength(text);
  const spliced = Buffer.allocUnsafe(body.length - (end - start) + size);
  body.copy(spliced, 0, 0, start);
  spliced.write(text, start);
  body.copy(spliced, start + size, end);
  return spliced;
}
