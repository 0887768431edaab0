import type { Json } from './json.ts';
import { isFinish, isObject } from './json.ts';
import type { Asked, Splice } from './splice.ts';
import { insertMember } from './splice.ts';
import type { StreamEvent } from './stream-event.ts';
import { withJson } from './stream-event.ts';

/**
 * Moves a stream's `usage` onto the event with the finish reason. DB-GPT skips every event without a choice, which is
 * where the OpenAI API puts it ("stream_options"), and versions before 0.4.3 break on it. The finish is held until the
 * usage, `[DONE]`, the end, or until the caller has waited long enough. Only for clients that did not ask for usage: the
 * event of its own is hidden from them.
 */
export interface UsagePosition {
  push(event: StreamEvent): StreamEvent[];
  /** What is held, with no usage. */
  release(): StreamEvent[];
  isHolding(): boolean;
  /** The finish was seen: usage may follow. */
  isBusy(): boolean;
  /** Whether anything was moved or hidden. */
  hasMended(): boolean;
}

/** Asks for a stream's usage (OpenAI API, "stream_options"), which few servers send unasked. */
export function spliceIncludeUsage(asked: Asked): Splice {
  return insertMember(asked, 'stream_options', '{"include_usage":true}');
}

export function createUsagePosition(): UsagePosition {
  let held: StreamEvent[] = [];
  let hasFinished = false;
  let hasMended = false;

  const release = (): StreamEvent[] => {
    const events = held;
    held = [];
    return events;
  };
  const complete = (usage: unknown): StreamEvent[] => {
    hasMended = true;
    const [finish, ...behind] = release();
    return finish === undefined ? [] : [withUsage(finish, usage), ...behind];
  };

  return {
    push(event) {
      const { json } = event;
      if (json === null) {
        if (held.length === 0 || event.isDone) return [...release(), event];
        held.push(event);
        return [];
      }
      if (isUsageAlone(json)) return complete(json['usage']);
      const before = release();
      if (!isFinish(json)) return [...before, event];
      hasFinished = true;
      if (isObject(json['usage'])) return [...before, event];
      held = [event];
      return before;
    },
    release,
    isHolding: () => held.length > 0,
    isBusy: () => hasFinished,
    hasMended: () => hasMended,
  };
}

function withUsage(finish: StreamEvent, usage: unknown): StreamEvent {
  return finish.json === null ? finish : withJson(finish, { ...finish.json, usage });
}

function isUsageAlone({ usage, choices }: Json): boolean {
  return isObject(usage) && (!Array.isArray(choices) || choices.length === 0);
}
