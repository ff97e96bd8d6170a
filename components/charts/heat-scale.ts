/** Percent of the one hue in the strongest cell: more would leave too little contrast to the number printed in it. */
const STRONGEST = 45;

/** How much of the hue a cell has, for a strength from 0 to 1. */
export function heatPercent(strength: number): number {
  return Math.round(Math.min(1, Math.max(0, strength)) * STRONGEST);
}
