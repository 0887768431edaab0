import type { Asked, Splice } from './splice.ts';
import { insertMember } from './splice.ts';

/**
 * A route's temperature for a request that carries none. DB-GPT never sends 0 (it leaves out what is falsy), so that a
 * question for SQL is answered at the server's own temperature, which is often high.
 */
export function spliceTemperature(asked: Asked, temperature: number): Splice {
  return insertMember(asked, 'temperature', JSON.stringify(temperature));
}
