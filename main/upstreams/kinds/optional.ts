import type { Answer } from '../ask.ts';

/**
 * The JSON of a path that a server may lack, or keep for itself; null then. What it would have told stays unknown: the
 * model list alone decides how a server is.
 */
export async function jsonIfThere(answering: Promise<Answer>): Promise<unknown> {
  try {
    const { status, json } = await answering;
    return status === 200 ? json : null;
  } catch {
    return null;
  }
}
