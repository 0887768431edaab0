import type { Output } from './environment.ts';

/** What is going on, on one line of a terminal that is written over; nothing where nobody reads. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

const eraseLine = '\r\u001b[2K';

export function createProgressLine(output: Output): ProgressLine {
  const write = (text: string): void => {
    if (output.isTTY === true) output.write(eraseLine + text);
  };
  return { show: write, clear: () => write('') };
}
