/**
 * Merges what a model's chat template refuses into its neighbour, by the bytes of the texts: a system message into the
 * first of the user's, and of two messages of one role in a row the second into the first.
 */
import { elementsOf, isTextAt, membersOf, textAt } from './json-bytes.ts';
import type { Refusal } from './read-refusal.ts';
import type { Asked, ByteRange, Splice } from './splice.ts';

/** One message as it will be printed: its own bytes around a content that may have grown. */
interface Message {
  role: string;
  before: string;
  /** JSON of a text or of a list of parts; null where it has neither. */
  content: string | null;
  behind: string;
}

/** Null where the template would refuse the messages as before. */
export function spliceMessages({ body, members }: Asked, refusals: readonly Refusal[]): Splice | null {
  const range = members.get('messages');
  if (range === undefined) return null;
  const messages = elementsOf(body, range).map((element) => readMessage(body, element));
  const withoutSystem = refusals.includes('system-role') ? mergeSystem(messages) : messages;
  const merged = refusals.includes('role-order') ? mergeTurns(withoutSystem) : withoutSystem;
  if (merged.length === messages.length && merged.every((one, at) => one === messages[at])) return null;
  return { ...range, text: `[${merged.map(printMessage).join(',')}]` };
}

function readMessage(body: Buffer, element: ByteRange): Message {
  const members = membersOf(body, element);
  const role = members.get('role');
  const content = members.get('content');
  const hasContent = content !== undefined && (isTextAt(body, content) || body[content.start] === 0x5b);
  const split = hasContent ? content : { start: element.end, end: element.end };
  return {
    role: role === undefined ? '' : textAt(body, role),
    before: body.toString('utf8', element.start, split.start),
    content: hasContent ? body.toString('utf8', split.start, split.end) : null,
    behind: body.toString('utf8', split.end, element.end),
  };
}

function printMessage({ before, content, behind }: Message): string {
  return before + (content ?? '') + behind;
}

/** All system messages go before the first user's words; with no user there they become the user's. */
function mergeSystem(messages: readonly Message[]): readonly Message[] {
  const isSystem = ({ role, content }: Message): boolean =>
    (role === 'system' || role === 'developer') && content !== null;
  const system = messages.filter(isSystem);
  if (system.length === 0) return messages;
  const words = system.map(({ content }) => content ?? '').reduce(joinContents);
  const rest = messages.filter((one) => !isSystem(one));
  const first = rest.findIndex(({ role, content }) => role === 'user' && content !== null);
  const spoken = rest[first];
  if (spoken === undefined) return [userMessage(words), ...rest];
  return rest.with(first, { ...spoken, content: joinContents(words, spoken.content ?? '') });
}

function userMessage(content: string): Message {
  return { role: 'user', before: '{"role":"user","content":', content, behind: '}' };
}

/** Tool calls and their results stay as they are: their order is their meaning. */
function mergeTurns(messages: readonly Message[]): readonly Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const before = merged.at(-1);
    const isMergeable = (one: Message): boolean =>
      one.content !== null && !/"tool_calls?(_id)?"/.test(one.before + one.behind);
    if (before?.role === message.role && isMergeable(before) && isMergeable(message)) {
      merged[merged.length - 1] = {
        ...before,
        content: joinContents(before.content ?? '', message.content ?? ''),
      };
    } else {
      merged.push(message);
    }
  }
  return merged;
}

/** Two contents in JSON as one: two texts become one text, with parts among them all become parts. */
function joinContents(first: string, second: string): string {
  if (first.startsWith('"') && second.startsWith('"')) return `${first.slice(0, -1)}\\n\\n${second.slice(1)}`;
  const parts = [first, second].map(partsOf).filter((text) => text !== '');
  return `[${parts.join(',')}]`;
}

function partsOf(content: string): string {
  return content.startsWith('"') ? `{"type":"text","text":${content}}` : content.slice(1, -1).trim();
}
