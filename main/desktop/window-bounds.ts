import type { Rectangle } from 'electron';

export const defaultSize = { width: 1040, height: 720 };
export const minSize = { width: 800, height: 560 };

/** So much of the window's top edge must be on a screen, or nobody could drag it back. */
const minVisible = 80;

/**
 * Where a new window goes: where it was, if that is still on a screen; otherwise the system decides. It is never larger
 * than its screen, because Linux makes it as large as it is told.
 */
export function boundsFor(
  remembered: Rectangle | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const home = remembered === null ? undefined : workAreas.find((area) => showsTopEdge(area, remembered));
  const area = home ?? workAreas[0];
  const wanted = remembered ?? defaultSize;
  const size = {
    width: within(wanted.width, minSize.width, area?.width),
    height: within(wanted.height, minSize.height, area?.height),
  };
  return remembered === null || home === undefined ? size : { ...size, x: remembered.x, y: remembered.y };
}

function within(wanted: number, min: number, room = Number.POSITIVE_INFINITY): number {
  return Math.max(Math.min(wanted, room), min);
}

function showsTopEdge(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const visibleWidth = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visibleWidth >= minVisible && y >= area.y && y + minVisible <= area.y + area.height;
}
