// What somebody points at or works in stays where it is on the screen while the page around it is renewed.

/** An element, and how far from the top of the window it stood. */
export interface Anchor {
  element: Element;
  top: number;
}

/** Where the mouse is in the window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** What must not move: what is under the mouse or, without one, what has the focus. Null where that is not in `area`. */
export function anchorIn(area: Element, mouse: Point | null): Anchor | null {
  const element = mouse ? document.elementFromPoint(mouse.x, mouse.y) : document.activeElement;
  if (!element || element === area || !area.contains(element)) return null;
  return { element, top: element.getBoundingClientRect().top };
}

/** Scrolls by as much as `anchor` was moved. Nothing happens where it is gone. */
export function putBack({ element, top }: Anchor): void {
  if (!element.isConnected) return;
  const moved = element.getBoundingClientRect().top - top;
  // A page that is renewed every few seconds would creep by what is left over.
  if (Math.abs(moved) > 0.1) window.scrollBy({ top: moved, behavior: 'instant' });
}
