import type { Rectangle } from 'electron';

export const defaultSize = { width: 1040, height: 720 };
export const minSize = { width: 800, height: 560 };

/** So much of the window's top edge must be on a screen, or nobody could drag it back. */
const minVisible = 80;

/** Where a new window goes: where it was, if that is still on a screen; otherwise the system decides. */
export function boundsFor(
  remembered: Rectangle | null,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  if (remembered === null) return defaultSize;
  const size = {
    width: Math.max(remembered.width, minSize.width),
    height: Math.max(remembered.height, minSize.height),
  };
  const isOnScreen = workAreas.some((area) => showsTopEdge(area, remembered));
  return isOnScreen ? { ...size, x: remembered.x, y: remembered.y } : size;
}

function showsTopEdge(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const visibleWidth = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visibleWidth >= minVisible && y >= area.y && y + minVisible <= area.y + area.height;
}
