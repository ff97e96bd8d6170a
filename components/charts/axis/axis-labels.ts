/**
 * A server does not know how wide a chart will be, and its labels must not overlap at any width. So for each of these widths
 * of the plot, in pixels of 16 a rem, it is worked out which labels have room, and the style sheet shows the set of the
 * widest one that fits. The same widths stand in chart.module.css.
 */
export const PLOT_WIDTHS = [170, 300, 480, 720] as const;

/** Of Inter at 12 px, on the wide side. */
const CHARACTER = 7.2;
const BETWEEN = 12;

export type AxisLabel = {
  index: number;
  text: string;
  /** The middle of its point, in percent of the width. */
  at: number;
  /** Half its width in em, kept between it and the ends of the plot. */
  half: number;
  /** Which of PLOT_WIDTHS show it. */
  widths: readonly number[];
};

/** Points stand evenly, each in the middle of its part of the width. */
export const middleOf = (index: number, count: number): number => ((index + 0.5) / count) * 100;

/**
 * Which labels are shown, every so many of them, counted from the last point, or from the first where the first is what
 * people count from. `steps` are the distances that mean something: hours by 1, 2, 3, 6 or 12.
 */
export function axisLabels(
  texts: readonly string[],
  { from = 'last', steps }: { from?: 'first' | 'last'; steps?: readonly number[] } = {},
): AxisLabel[] {
  const shown = PLOT_WIDTHS.map((width) => new Set(fitting(texts, width, from, steps)));
  return texts.flatMap((text, index) => {
    const widths = PLOT_WIDTHS.flatMap((_, at) => (shown[at]?.has(index) ? [at] : []));
    if (widths.length === 0) return [];
    const half = widthOf(text) / 2 / 12;
    return [{ index, text, at: middleOf(index, texts.length), half, widths }];
  });
}

function fitting(
  texts: readonly string[],
  width: number,
  from: 'first' | 'last',
  steps: readonly number[] = texts.map((_, index) => index + 1),
): number[] {
  const all = texts.map((_, index) => index);
  if (from === 'last') all.reverse();
  for (const step of steps) {
    const chosen = all.filter((_, position) => position % step === 0);
    if (chosen.length < 2 || !overlaps(texts, chosen, width)) return chosen;
  }
  return all.slice(0, 1);
}

function overlaps(texts: readonly string[], chosen: readonly number[], width: number): boolean {
  const boxes = chosen
    .map((index) => boxOf(texts[index] ?? '', middleOf(index, texts.length), width))
    .sort((a, b) => a.left - b.left);
  return boxes.some((box, at) => box.left < (boxes[at - 1]?.right ?? -BETWEEN) + BETWEEN);
}

/** Where a label is drawn: in the middle of its point, or as near to it as the ends of the plot let it. */
export function boxOf(text: string, at: number, width: number): { left: number; right: number } {
  const half = widthOf(text) / 2;
  const middle = Math.max(half, Math.min(width - half, (at / 100) * width));
  return { left: middle - half, right: middle + half };
}

const widthOf = (text: string): number => Math.max(1, text.length) * CHARACTER;
