// Where the keyboard leads: each stop is seen, and nothing that sticks to the window covers it.
import type { Page } from '@playwright/test';

/** Presses Tab so often and tells what is wrong with where that leads. */
export async function unseenStops(page: Page, presses: number): Promise<string[]> {
  const problems = new Set<string>();
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    const { problem, isOver } = await page.evaluate(lookAtFocus);
    if (problem) problems.add(problem);
    if (isOver) break;
  }
  return [...problems];
}

/** The stop that the keyboard is at now. */
export async function unseenStop(page: Page): Promise<string | null> {
  return (await page.evaluate(lookAtFocus)).problem;
}

function lookAtFocus(): { problem: string | null; isOver: boolean } {
  const at = document.activeElement;
  if (!at || at === document.body) return { problem: null, isOver: true };
  const name = at.outerHTML.slice(0, 160);
  // A field in a frame has the frame's ring, and a control that is drawn by its label has the label's.
  const drawn: Element[] = at.nextElementSibling ? [at, at.nextElementSibling] : [at];
  for (let around = at.parentElement; around && drawn.length < 6; around = around.parentElement)
    drawn.push(around);
  const isRinged = (element: Element) =>
    [getComputedStyle(element), getComputedStyle(element, '::after')].some(
      ({ outlineStyle, outlineWidth, outlineColor }) =>
        outlineStyle !== 'none' &&
        parseFloat(outlineWidth) >= 2 &&
        outlineColor !== 'rgba(0, 0, 0, 0)',
    );
  if (!drawn.some(isRinged)) return { problem: `has no ring of focus: ${name}`, isOver: false };
  const { left, right, top, bottom, width, height } = at.getBoundingClientRect();
  if (width <= 1 || height <= 1) return { problem: null, isOver: false };
  const inside = (low: number, high: number, share: number, edge: number) =>
    Math.min(Math.max(low + (high - low) * share, 0), edge - 1);
  const shares = [0.1, 0.5, 0.9];
  const isSeen = shares.some((down) =>
    shares.some((across) => {
      const found = document.elementFromPoint(
        inside(left, right, across, innerWidth),
        inside(top, bottom, down, innerHeight),
      );
      return found !== null && (at.contains(found) || found.contains(at));
    }),
  );
  const isInView = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  return {
    problem: isSeen && isInView ? null : `the focus is covered or out of view: ${name}`,
    isOver: false,
  };
}
