import type { StepState } from '@/lib/core/set-up/steps';

/** Each with a glyph, so that color alone says nothing. */
export const stepWords: Record<StepState, { glyph: string; word: string }> = {
  todo: { glyph: '○', word: 'To do' },
  waiting: { glyph: '◔', word: 'Started' },
  problem: { glyph: '✕', word: 'Needs a fix' },
  done: { glyph: '✓', word: 'Done' },
};
