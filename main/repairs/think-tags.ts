import type { ThinkMode } from '../../shared/route-options.ts';
import type { Json } from './json.ts';
import { choiceIndex, isText, mapChoices, objectsAt, spokenIn, without } from './json.ts';
import type { StreamEvent } from './stream-event.ts';
import { newEvent, withJson } from './stream-event.ts';
import type { Divided, ThinkSplitter } from './think-splitter.ts';
import { createThinkSplitter } from './think-splitter.ts';

/**
 * Takes thoughts out of a stream's text: what stands between `<think>` and `</think>` at its beginning. DB-GPT shows
 * such tags as part of the answer, and finds no JSON and no SQL in it. Events of a text without tags go on as they came.
 */
export interface ThinkTags {
  push(event: StreamEvent): StreamEvent[];
  /** What was held back at the end of a stream that finished no choice. */
  end(): StreamEvent[];
  /** A tag may still come, or is open. */
  isBusy(): boolean;
  hasMended(): boolean;
}

export function createThinkTags(mode: Exclude<ThinkMode, 'keep'>): ThinkTags {
  const splitters = new Map<number, ThinkSplitter>();
  let last: Json | null = null;
  /** Events of which it is not known yet whether they begin a tag. */
  let waiting: StreamEvent[] = [];
  const splitterOf = (choice: Json): ThinkSplitter => {
    const index = choiceIndex(choice);
    const splitter = splitters.get(index) ?? createThinkSplitter();
    splitters.set(index, splitter);
    return splitter;
  };
  const isUndecided = (json: Json | null): boolean =>
    json !== null && objectsAt(json, 'choices').some((choice) => splitterOf(choice).state() === 'undecided');
  const takeDecided = (): StreamEvent[] => {
    const decided = waiting.filter(({ json }) => !isUndecided(json));
    waiting = waiting.filter(({ json }) => isUndecided(json));
    return decided.flatMap(withoutTag);
  };

  const mendChoice = (choice: Json): Json => {
    const said = spokenIn(choice)?.said;
    if (said === undefined) return choice;
    const splitter = splitterOf(choice);
    // A server that tells thoughts apart by itself writes no tags.
    if (isText(said['reasoning_content']) || isText(said['reasoning'])) splitter.settle();
    const isLast = typeof choice['finish_reason'] === 'string';
    if (splitter.state() === 'plain' || (!isText(said['content']) && !isLast)) return choice;
    const divided = divide(splitter, isText(said['content']) ? said['content'] : '', isLast);
    return splitter.hasTag() ? say(choice, said, divided, mode) : choice;
  };

  /** What waited was blanks before a tag, or the beginning of one; where none came, it goes on as it was. */
  const withoutTag = (event: StreamEvent): StreamEvent[] => {
    const mended = mapChoices(event.json ?? {}, (choice) =>
      splitterOf(choice).hasTag() ? say(choice, spokenIn(choice)?.said ?? {}, nothing, mode) : choice,
    );
    return event.json === null ? [event] : changed(event, mended);
  };

  return {
    push(event) {
      const { json } = event;
      if (json === null || objectsAt(json, 'choices').length === 0) return [event];
      last = json;
      const mended = mapChoices(json, mendChoice);
      if (isUndecided(json) && saysText(json)) {
        waiting.push(event);
        return [];
      }
      return [...takeDecided(), ...changed(event, mended)];
    },
    end() {
      if (last === null || waiting.length > 0) return waiting.splice(0);
      const template = without(last, 'usage');
      return [...splitters].flatMap(([index, splitter]) => {
        const choice = { index, delta: {}, finish_reason: null };
        const said = say(choice, {}, splitter.end(), mode);
        return said === choice ? [] : [newEvent({ ...template, choices: [said] })];
      });
    },
    isBusy: () => splitters.size === 0 || [...splitters.values()].some((one) => one.state() !== 'plain'),
    hasMended: () => [...splitters.values()].some((one) => one.hasTag()),
  };
}

const nothing: Divided = { thought: '', content: '' };

function saysText(chunk: Json): boolean {
  return objectsAt(chunk, 'choices').some((choice) => isText(spokenIn(choice)?.said['content']));
}

/** The event as it is now, or none where nothing of it is left. */
function changed(event: StreamEvent, json: Json): StreamEvent[] {
  if (json === event.json) return [event];
  return isEmpty(json) ? [] : [withJson(event, json)];
}

/** The same of a whole answer. Here a closing tag alone counts too: some templates open the thoughts in the prompt. */
export function mendThinkTags(answer: Json, mode: Exclude<ThinkMode, 'keep'>): Json {
  return mapChoices(answer, (choice) => {
    const spoken = spokenIn(choice);
    const text = spoken?.said['content'];
    if (spoken === null || !isText(text)) return choice;
    return say(choice, spoken.said, divide(createThinkSplitter(), withOpening(text), true), mode);
  });
}

function withOpening(text: string): string {
  const at = text.indexOf('</think>');
  const isLone = at !== -1 && !text.slice(0, at).includes('<think>');
  return isLone && /^[ \t]*\r?\n/.test(text.slice(at + '</think>'.length)) ? `<think>${text}` : text;
}

function divide(splitter: ThinkSplitter, text: string, isLast: boolean): Divided {
  const { thought, content } = splitter.push(text);
  if (!isLast) return { thought, content };
  const rest = splitter.end();
  return { thought: thought + rest.thought, content: content + rest.content };
}

/** The choice with its text divided; the same one where that is what it says already. */
function say(choice: Json, said: Json, { thought, content }: Divided, mode: ThinkMode): Json {
  if (thought === '' && content === (said['content'] ?? '')) return choice;
  const at = spokenIn(choice)?.at ?? 'delta';
  const rest = without(said, 'content');
  const isKept = content !== '' || at === 'message' || rest['role'] !== undefined;
  const before = isText(rest['reasoning_content']) ? rest['reasoning_content'] : '';
  const thoughts = mode === 'strip' || thought === '' ? {} : { reasoning_content: before + thought };
  return { ...choice, [at]: { ...rest, ...(isKept ? { content } : {}), ...thoughts } };
}

/** A chunk that says nothing any more, and ends nothing. */
function isEmpty(chunk: Json): boolean {
  const { choices, usage } = chunk;
  if (!Array.isArray(choices) || (usage !== undefined && usage !== null)) return false;
  return choices.every((choice: unknown) => {
    const { delta, finish_reason: finish } = choice as { delta?: unknown; finish_reason?: unknown };
    const isSilent = typeof delta === 'object' && delta !== null && Object.keys(delta).length === 0;
    return isSilent && (finish === null || finish === undefined);
  });
}
