/**
 * Looks for the few bytes that tell that an event may need a repair, without decoding anything. A mark that is only
 * talked about in an answer is not met: there its quotes are escaped.
 */
import type { FixName } from '../../shared/conformance.ts';

const choices = Buffer.from('"choices"');
const finish = Buffer.from('"finish_reason"');
const reasoning = Buffer.from('"reasoning"');
const toolCalls = Buffer.from('"tool_calls"');

const space = 0x20;
const colon = 0x3a;
const quote = 0x22;
const letterN = 0x6e;

/** True where an event in `bytes` may need one of `fixes`. */
export function hasMark(bytes: Buffer, fixes: readonly FixName[]): boolean {
  for (const fix of fixes) if (hasMarkOf(bytes, fix)) return true;
  return false;
}

function hasMarkOf(bytes: Buffer, fix: FixName): boolean {
  switch (fix) {
    case 'null-choices':
      return hasMember(bytes, choices, letterN);
    case 'usage-position':
      return hasMember(bytes, finish, quote);
    case 'reasoning-field':
      return bytes.includes(reasoning);
    case 'tool-calls':
      return bytes.includes(toolCalls);
    default:
      return false;
  }
}

/** Whether `key` stands there with a value that begins with `first`. */
function hasMember(bytes: Buffer, key: Buffer, first: number): boolean {
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at)) {
    at += key.length;
    while (bytes[at] === space || bytes[at] === colon) at += 1;
    if (bytes[at] === first) return true;
  }
  return false;
}
