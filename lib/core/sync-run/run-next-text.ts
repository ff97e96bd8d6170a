// What a run's own page says in its box: whose turn it is and why. An old run asks for nothing that a newer set has answered.
import type { PauseKind } from '../pause/kinds-of-pause';
import { underReviewText } from './under-review-text';
import { runLabel, type RunStatusFacts, type StatusLabel } from './status-labels';
import { isFinal, type SyncRunState } from './states';

export interface RunNextFacts extends RunStatusFacts {
  state: SyncRunState;
  baselineRunId: number | null;
  /** A set came after this one. */
  hasNewer: boolean;
  /** A newer set was taken up, so that this one cannot be tried again. */
  isOutdated: boolean;
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
      explanation: PAST[facts.state] ?? word.explanation,
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
        'The review ended without a decision, so nothing was applied. Roster updates of this district are paused; a new set of files is needed once the pause is over.',
      asks: true,
    };
  if (facts.state === 'DEFERRED' && facts.pause !== null)
    return {
      word,
      explanation:
        'The files passed every check. Updates of this district are paused, so they are not applied: when the pause ends they are checked again, and we look at what would change.',
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

/** It is over, and a newer set came: what happens next is on that one's page. */
export function isPast({
  state,
  hasNewer,
  isOutdated,
  retryAt,
  isInForce = false,
}: Pick<RunNextFacts, 'state' | 'hasNewer' | 'isOutdated' | 'retryAt' | 'isInForce'>): boolean {
  if (!hasNewer || !isFinal(state) || isInForce) return false;
  // Files of no use do not answer for those that failed through a fault of ours.
  return state !== 'FAILED' || (isOutdated && !retryAt);
}

/** The states whose own words ask for new files. */
const PAST: Partial<Record<SyncRunState, string>> = {
  INVALID: 'These files had problems that stopped them from being used, so they changed nothing.',
  INCOMPLETE: 'Some files of this set did not arrive completely in time, so none of it was read.',
  REJECTED: 'A reviewer decided not to apply these changes.',
  EXPIRED: 'The review of these files ended without a decision, so none of them was applied.',
  FAILED: 'Something went wrong on our side, and none of these files was applied.',
};

const HELD_IN: Record<PauseKind, string> = {
  PAUSE:
    'Updates of this district are paused, and this one waits with them: nobody decides about it before the pause ends. Then it is worked out again, with the newest files.',
  BLACKOUT:
    'Roster updates of this district are paused, so none is applied automatically. A person at TalkingPoints may still decide about this one.',
};
