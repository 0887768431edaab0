/**
 * An answer as it is shown: pieces that come close together at once, and never so much of it that laying it out would
 * hold up the page. Shows all of it, in order, however fast it comes.
 */
import { grown } from './growing-text.ts';
import type { GrowingText } from './growing-text.ts';

export interface PacedText {
  add: (piece: string) => void;
  /** Nothing more is added. `whole` is called, in place of `show`, with everything once that is to be seen. */
  end: (whole: (text: GrowingText) => void) => void;
  /** Shows nothing any more. */
  drop: () => void;
}

export interface PacedTextOptions {
  show: (text: GrowingText) => void;
  /** Calls once after so many milliseconds; the returned function cancels it. */
  after: (delayMs: number, callback: () => void) => () => void;
}

export const showEveryMs = 50;
/** What a slow machine lays out within a frame or two. */
export const mostAtOnce = 96 * 1024;
/** Long enough for the page to draw and to hear the user. */
export const goOnAfterMs = 20;

export function createPacedText({ show, after }: PacedTextOptions): PacedText {
  let text: GrowingText = [];
  let waiting = '';
  let cancelTimer: (() => void) | null = null;
  let whole: ((text: GrowingText) => void) | null = null;
  const stopTimer = (): void => {
    cancelTimer?.();
    cancelTimer = null;
  };
  const step = (): void => {
    stopTimer();
    text = grown(text, waiting.slice(0, mostAtOnce));
    waiting = waiting.slice(mostAtOnce);
    if (waiting !== '') cancelTimer = after(goOnAfterMs, step);
    if (waiting === '' && whole !== null) whole(text);
    else show(text);
  };
  return {
    add(piece) {
      waiting += piece;
      cancelTimer ??= after(showEveryMs, step);
    },
    end(then) {
      whole = then;
      step();
    },
    drop: stopTimer,
  };
}
