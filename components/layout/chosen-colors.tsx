'use client';

import { useChosenColors } from './color-scheme';

/** Stands once on every page, and shows nothing itself. */
export function ChosenColors() {
  useChosenColors();
  return null;
}
