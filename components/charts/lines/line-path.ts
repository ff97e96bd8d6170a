import { middleOf } from '../axis/axis-labels';
import { fromTop, type Scale } from '../axis/scale';

/**
 * A line through the values that are there, in a box of 100 by 100: a gap is a gap. A value alone between two gaps is a line
 * of no length, which round ends make a dot.
 */
export function linePath(values: readonly (number | null)[], scale: Scale): string {
  let path = '';
  let isOpen = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) {
      const at = `${middleOf(index, values.length).toFixed(3)} ${fromTop(value, scale).toFixed(3)}`;
      path += isOpen ? `L${at}` : `M${at}L${at}`;
    }
    isOpen = value !== null;
  }
  return path;
}
