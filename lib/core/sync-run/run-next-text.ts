// What a run's own page says in its box: whose turn it is and why. An old run asks for nothing that a newer set has answered.
import type { Outdated } from './outdated';
import type { PauseKind } from '../pause/kinds-of-pause';
import { underReviewText } from './under-review-text';
import { runLabel, type RunStatusFacts, type StatusLabel } from './status-labels';
import { isFinal, type SyncRunState } from './states';

export interface RunNextFacts extends RunStatusFacts {
  state: SyncRunState;
  baselineRunId: number | null;
  /** A set came after this one. */
  hasNewer: boolean;
  /** Why it cannot be tried again, where it failed. */
  outdated: Outdated | null;
  isStaff: boolean;
  /** PAUSE: nothing is taken up, decided or applied. BLACKOUT: only people apply. */
  pause: PauseKind | null;
  /** People agreed that a file of it without rows is meant. */
  isMeantEmpty: boolean;
}

export interface RunNextText {
  word: StatusLabel;
  explanation: string;
  /** Whether the page still asks anybody to send or correct something. */
  asks: boolean;
}

export function runNextText(facts: RunNextFacts): RunNextText {
  const word = runLabel(facts);
  if (isPast(facts))
    return {
      word: { ...word, owner: 'nobody', tone: 'neutral' },
      explanation: pastText(facts) ?? word.explanation,
      asks: false,
    };
  if (facts.state === 'HELD')
    return facts.pause === null
      ? {
          word,
          explanation:
            underReviewText({
              isOnboarding: facts.baselineRunId === null,
              isStaff: facts.isStaff,
            }) ?? word.explanation,
          asks: true,
        }
      : {
          word: facts.pause === 'PAUSE' ? { ...word, owner: 'nobody' } : word,
          explanation: HELD_IN[facts.pause],
          asks: true,
        };
  // In a silence that was announced nothing is asked for.
  if (facts.state === 'EXPIRED' && facts.pause === 'BLACKOUT')
    return {
      word: { ...word, owner: 'nobody', tone: 'neutral' },
      explanation:
        'The review ended without a decision, so nothing was applied. Roster updates for this district are paused; a new set of files is needed once the pause is over.',
      asks: true,
    };
  if (facts.state === 'DEFERRED' && facts.pause !== null)
    return {
      word,
      explanation:
        'The files passed every check, but updates for this district are paused. When the pause ends, the files will be checked again and we will review what would change.',
      asks: true,
    };
  if (facts.state === 'INVALID' && facts.isMeantEmpty)
    return {
      word,
      explanation: 'These files were not used, so they changed nothing.',
      asks: true,
    };
  return { word, explanation: word.explanation, asks: true };
}

/** It is over, and a newer set came or nothing can be done about it any more: what happens next is on a page of newer files. */
export function isPast({
  state,
  hasNewer,
  outdated,
  retryAt,
  isInForce = false,
}: Pick<RunNextFacts, 'state' | 'hasNewer' | 'outdated' | 'retryAt' | 'isInForce'>): boolean {
  if (!isFinal(state) || isInForce) return false;
  // Files of no use do not answer for those that failed through a fault of ours.
  return state === 'FAILED' ? outdated !== null && !retryAt : hasNewer;
}

function pastText({ state, outdated }: RunNextFacts): string | undefined {
  return state === 'FAILED' && outdated === 'ROSTER_MOVED' ? FAILED_ROSTER_MOVED : PAST[state];
}

const FAILED_ROSTER_MOVED =
  'Something went wrong on our side, and none of these files were applied. The live roster has changed since these changes were approved, so they cannot be tried again. The next files will be compared with the current roster.';

/** The states whose own words ask for new files. */
const PAST: Partial<Record<SyncRunState, string>> = {
  INVALID: 'These files had problems that stopped them from being used, so they changed nothing.',
  INCOMPLETE: 'Some files of this set did not arrive completely in time, so none of it was read.',
  REJECTED: 'A reviewer decided not to apply these changes.',
  EXPIRED: 'The review of these files ended without a decision, so none of them were applied.',
  FAILED: 'Something went wrong on our side, and none of these files were applied.',
};

const HELD_IN: Record<PauseKind, string> = {
  PAUSE:
    'Updates for this district are paused, including this one. It cannot be decided until the pause ends; then it will be recalculated with the newest files.',
  BLACKOUT:
    'Roster updates for this district are paused, so none are applied automatically. TalkingPoints can still decide on this one.',
};
