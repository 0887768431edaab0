/**
 * Divides an answer's text into thoughts and content. The text may come in pieces that break anywhere, inside the tags
 * too: what is said in all does not depend on where.
 *
 * Only a `<think>` that opens the text counts. Further on it is talk about tags, and a client has the text already.
 */

export interface Divided {
  thought: string;
  content: string;
}

export interface ThinkSplitter {
  push(text: string): Divided;
  /** What was held back because it might have become a tag. */
  end(): Divided;
  /** No tag will come: what follows is content. */
  settle(): void;
  /** `undecided` while a tag may still begin, `tagged` from its opening to the first content behind it. */
  state(): 'undecided' | 'tagged' | 'plain';
  hasTag(): boolean;
}

const open = '<think>';
const close = '</think>';

/** `start`: nothing but blanks yet, or the beginning of a tag. `behind`: blanks after the closing tag. */
type State = 'start' | 'thinking' | 'behind' | 'plain';

export function createThinkSplitter(): ThinkSplitter {
  let state: State = 'start';
  let held = '';
  let hasTag = false;
  let hasThought = false;

  const think = (text: string): string => {
    const thought = hasThought ? text : text.trimStart();
    hasThought ||= thought !== '';
    return thought;
  };

  const start = (): void => {
    const text = held.trimStart();
    if (text.startsWith(open)) {
      held = text.slice(open.length);
      hasTag = true;
      state = 'thinking';
    } else if (!open.startsWith(text)) {
      state = 'plain';
    }
  };

  const thinking = (): string => {
    const at = held.indexOf(close);
    if (at !== -1) {
      const thought = think(held.slice(0, at).trimEnd());
      held = held.slice(at + close.length);
      state = 'behind';
      return thought;
    }
    const end = endOfSure(held);
    const thought = think(held.slice(0, end));
    held = held.slice(end);
    return thought;
  };

  const behind = (): void => {
    held = held.trimStart();
    if (held !== '') state = 'plain';
  };

  const take = (): string => {
    const text = held;
    held = '';
    return text;
  };

  return {
    push(text) {
      held += text;
      if (state === 'start') start();
      const thought = state === 'thinking' ? thinking() : '';
      if (state === 'behind') behind();
      return { thought, content: state === 'plain' ? take() : '' };
    },
    end() {
      if (state === 'start') state = 'plain';
      return state === 'thinking'
        ? { thought: think(take()), content: '' }
        : { thought: '', content: take() };
    },
    settle() {
      if (state === 'start') state = 'plain';
    },
    state: () => (state === 'start' ? 'undecided' : state === 'plain' ? 'plain' : 'tagged'),
    hasTag: () => hasTag,
  };
}

/** Where blanks and the beginning of a closing tag start that end `text`; its length where there are none. */
function endOfSure(text: string): number {
  let end = text.length;
  for (let length = Math.min(close.length - 1, text.length); length > 0; length -= 1) {
    if (!text.endsWith(close.slice(0, length))) continue;
    end -= length;
    break;
  }
  return text.slice(0, end).trimEnd().length;
}
