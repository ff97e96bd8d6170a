// How fast and how heavy a page is to somebody who comes to it for the first time, as the browser tells it.
import type { Page } from '@playwright/test';

export interface Figures {
  /** When the largest thing of the page was there. */
  lcpMs: number;
  /** The longest wait from a press to the picture after it. */
  inpMs: number;
  /** How much of the page moved while it came. */
  cls: number;
  /** Scripts as they came over the wire, compressed. */
  scriptKb: number;
}

export const bars = { lcpMs: 1_500, inpMs: 200, cls: 0.05, scriptKb: 190 };

interface Seen {
  lcp: number;
  cls: number;
  inp: number;
}

declare global {
  interface Window {
    looksSeen?: Seen;
  }
}

/** Before the page is opened; the answer is asked for once it stands. */
export async function measure(page: Page): Promise<() => Promise<Figures>> {
  let scriptBytes = 0;
  const sizes: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    sizes.push(
      request.sizes().then(
        ({ responseBodySize }) => {
          scriptBytes += responseBodySize;
        },
        // The page was left meanwhile.
        () => {},
      ),
    );
  });
  await page.addInitScript(() => {
    const seen: Seen = { lcp: 0, cls: 0, inp: 0 };
    window.looksSeen = seen;
    const observe = (options: PerformanceObserverInit, take: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe(options);
    observe({ type: 'largest-contentful-paint', buffered: true }, ({ startTime }) => {
      seen.lcp = startTime;
    });
    observe({ type: 'layout-shift', buffered: true }, (entry) => {
      if ('hadRecentInput' in entry && entry.hadRecentInput) return;
      if ('value' in entry && typeof entry.value === 'number') seen.cls += entry.value;
    });
    // What takes less than a frame is not told.
    const everyPress = { type: 'event', buffered: true, durationThreshold: 16 };
    observe(everyPress, (entry) => {
      if (!('interactionId' in entry) || !entry.interactionId) return;
      seen.inp = Math.max(seen.inp, entry.duration);
    });
  });
  return async () => {
    await Promise.all(sizes);
    const { lcp, cls, inp } = await page.evaluate(
      () => window.looksSeen ?? { lcp: 0, cls: 0, inp: 0 },
    );
    return {
      lcpMs: Math.round(lcp),
      inpMs: Math.round(inp),
      cls: Math.round(cls * 1000) / 1000,
      scriptKb: Math.round(scriptBytes / 100) / 10,
    };
  };
}

/** One press of the pointer and one of a key, where there is something that opens and closes. */
export async function pressSomething(page: Page): Promise<void> {
  const opens = page
    .locator('main :is(summary, button[aria-expanded], button[aria-pressed]), header button')
    .filter({ visible: true });
  if ((await opens.count()) > 0) {
    await opens.first().click();
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Tab');
  // What a press took is told after the picture that follows it.
  await page.evaluate(
    () =>
      new Promise<void>((told) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(told)));
      }),
  );
}

export function overBars(figures: Figures): string[] {
  const names = ['lcpMs', 'inpMs', 'cls', 'scriptKb'] as const;
  return names.flatMap((name) =>
    figures[name] > bars[name] ? [`${name} is ${figures[name]}, the bar is ${bars[name]}`] : [],
  );
}
