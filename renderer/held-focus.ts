/**
 * Where the keyboard is while something is done. A pending button is disabled and one that did its work may be gone:
 * the browser then drops the focus to the page's beginning. It never takes the focus from where the user put it.
 */
export interface HeldFocus {
  /** Gives the focus back where nothing has it: to what had it, or to the nearest place around that is still there. */
  giveBack: () => void;
}

const places = 'section, main, [role="dialog"]';

export function holdFocus(): HeldFocus {
  const held = document.activeElement;
  const around = held === null ? [] : placesAround(held);
  return {
    giveBack() {
      if (!isNowhere(document.activeElement)) return;
      if (!(held instanceof HTMLElement) || isNowhere(held)) return;
      held.focus({ preventScroll: true });
      const place = around.find((one) => one.isConnected) ?? document.querySelector('main');
      if (!isNowhere(document.activeElement) || place === null) return;
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    },
  };
}

function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body;
}

function placesAround(element: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  let place = element.closest<HTMLElement>(places);
  while (place !== null) {
    found.push(place);
    place = place.parentElement?.closest<HTMLElement>(places) ?? null;
  }
  return found;
}
