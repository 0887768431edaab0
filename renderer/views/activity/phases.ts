/** A request's time in steps that follow each other. Pure. */
import type { RequestRow } from '../../../shared/app-state.ts';

export type PhaseName = 'read' | 'plan' | 'queue' | 'connect' | 'firstByte' | 'firstContent' | 'answer';

export interface Phase {
  name: PhaseName;
  /** Milliseconds from arrival. */
  fromMs: number;
  toMs: number;
}

/** A step that did not end, in a request that did, took until its end; steps behind it are left out. */
export function phasesOf({ marks, totalMs }: RequestRow): Phase[] {
  const ends: readonly (readonly [name: PhaseName, at: number | null])[] = [
    ['read', marks.readMs],
    ['plan', marks.queuedMs],
    ['queue', marks.placedMs],
    ['connect', marks.connectedMs],
    ['firstByte', marks.firstByteMs],
    ['firstContent', marks.firstContentMs],
    ['answer', totalMs],
  ];
  const phases: Phase[] = [];
  let fromMs = 0;
  for (const [name, at] of ends) {
    const toMs = Math.max(fromMs, at ?? totalMs);
    phases.push({ name, fromMs, toMs });
    fromMs = toMs;
    if (at === null) break;
  }
  return phases;
}
