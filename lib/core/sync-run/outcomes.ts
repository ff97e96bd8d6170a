// What became of a run, in the few words that a row of marks or a plot of many runs can tell apart.
import { runStatus, type RunStatusFacts, type RunStatus, type Tone } from './status-labels';

export const runOutcomes = [
  'APPLIED',
  'NO_CHANGE',
  'HELD',
  'NOT_USED',
  'NOT_APPLIED',
  'UNDONE',
  'FAILED',
  'AT_WORK',
] as const;

export type RunOutcome = (typeof runOutcomes)[number];

const OUTCOMES: Record<RunStatus, RunOutcome | null> = {
  RECEIVING: 'AT_WORK',
  QUEUED: 'AT_WORK',
  PROCESSING: 'AT_WORK',
  DEFERRED: 'AT_WORK',
  APPLYING: 'AT_WORK',
  HELD: 'HELD',
  APPLIED: 'APPLIED',
  NO_CHANGE: 'NO_CHANGE',
  INCOMPLETE: 'NOT_USED',
  INVALID: 'NOT_USED',
  REJECTED: 'NOT_APPLIED',
  EXPIRED: 'NOT_APPLIED',
  ROLLED_BACK: 'UNDONE',
  FAILED: 'FAILED',
  FAILED_WILL_RETRY: 'FAILED',
  // Newer files replaced it: they say what became of the day.
  SUPERSEDED: null,
};

/** Null: it is not shown beside the others. */
export function runOutcome(facts: RunStatusFacts): RunOutcome | null {
  return OUTCOMES[runStatus(facts)];
}

export interface RunOutcomeLabel {
  readonly word: string;
  readonly glyph: string;
  readonly tone: Tone;
}

export const runOutcomeLabels: Record<RunOutcome, RunOutcomeLabel> = {
  APPLIED: { word: 'applied', glyph: '✓', tone: 'good' },
  NO_CHANGE: { word: 'no change', glyph: '=', tone: 'neutral' },
  HELD: { word: 'under review', glyph: '⏸', tone: 'waiting' },
  NOT_USED: { word: 'failed checks', glyph: '✕', tone: 'problem' },
  NOT_APPLIED: { word: 'not applied', glyph: '⊘', tone: 'problem' },
  UNDONE: { word: 'undone', glyph: '↶', tone: 'neutral' },
  FAILED: { word: 'failed', glyph: '!', tone: 'problem' },
  AT_WORK: { word: 'in progress', glyph: '…', tone: 'active' },
};

/** "12 applied, 1 under review": in the order of the list, without those there are none of. */
export function countOutcomes(outcomes: readonly RunOutcome[]): string {
  return runOutcomes
    .map((outcome) => ({ outcome, count: outcomes.filter((each) => each === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${runOutcomeLabels[outcome].word}`)
    .join(', ');
}
