import { middleOf } from '../axis/axis-labels';
import { fromTop, type Scale } from '../axis/scale';

/**
 * A line through the values that are there, in a box of 100 by 100: a gap is a gap. A value alone between two gaps has no
 * line: those are a path of their own, of lines of no length, which round ends make dots.
 */
export function linePath(
  values: readonly (number | null)[],
  scale: Scale,
): { lines: string; dots: string } {
  let lines = '';
  let dots = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const at = `${middleOf(index, values.length).toFixed(3)} ${fromTop(value, scale).toFixed(3)}`;
    const [before, after] = [values[index - 1] ?? null, values[index + 1] ?? null];
    if (before === null && after === null) dots += `M${at}L${at}`;
    else lines += `${before === null ? 'M' : 'L'}${at}`;
  }
  return { lines, dots };
}
