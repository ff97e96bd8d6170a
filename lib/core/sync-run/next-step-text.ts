import type { PlainDate } from '../calendar/plain-date';
import { troubleWords } from '../pulls/pull-status';
import type { FetchedFacts } from '../pulls/standing';
import { CHECK_BEFORE_PULL, FETCHED_FIX_TITLES } from './banner/fetched-text';
import { needsFixing, waitingForFixTitle } from './banner/needs-fix-text';
import { LOOK_FIRST, tryAgainTitle } from './banner/checked-text';
import { meantEmptyOf, type MeantEmptyRow } from './meant-empty-text';
import type { Outdated } from './outdated';
import { undoOf, unansweredUndo, type UndoneUpdates } from './undo';
import type { SyncRunState } from './states';
import { connectionLabels, type ConnectionStatus, type Owner } from './status-labels';

export type NextStepFacts = UndoneUpdates &
  MeantEmptyRow & {
    contactCount: number;
    latestRunState: SyncRunState | null;
    latestRunNumber: number | null;
    latestRunFinishedAt: Date | null;
    latestRunRetryAt: Date | null;
    /** Why the newest run cannot be tried again, where it failed. */
    latestRunOutdated: Outdated | null;
    pausedSince: Date | null;
    blackoutEndDate: PlainDate | null;
    lacksFilesInPause: boolean;
    hasCredentials: boolean;
    /** Of a roster that is fetched. */
    fetched?: FetchedFacts | null;
    /** The open review is the first one of a new district. */
    isOnboarding: boolean;
  };

export const REVIEW_FIRST_ROSTER = 'Review the first roster';
export const DECIDE_CHANGES = 'Decide on the held changes';
export const ATTENDANCE_FIX = 'See what the attendance file needs';

/** No title: there is nothing to do. */
export type NextStepText = { title: string | null; owner: Owner };

/** Nothing is wrong with the roster's files: it is attendance that needs a fix. */
export function isAttendanceFix(
  status: ConnectionStatus,
  facts: { latestRunState: SyncRunState | null; attendanceTroubleNumber: number | null },
): boolean {
  return (
    status === 'NEEDS_YOUR_FIX' &&
    facts.attendanceTroubleNumber !== null &&
    !needsFixing(facts.latestRunState)
  );
}

/** The next act for a connection in a few words, and whose it is. */
export function nextStepFor(status: ConnectionStatus, facts: NextStepFacts): NextStepText {
  const { owner } = connectionLabels[status];
  switch (status) {
    case 'NOT_SET_UP':
    case 'NO_PASSWORD':
      return facts.contactCount === 0
        ? { title: 'Find a tech contact', owner: 'TalkingPoints' }
        : { title: 'Generate the SFTP password', owner };
    case 'WAITING_FOR_FIRST_FILES':
      return { title: 'Waiting for the first set of files', owner };
    case 'NEEDS_YOUR_FIX':
      return {
        title: needsFixing(facts.latestRunState)
          ? facts.fetched
            ? FETCHED_FIX_TITLES[facts.latestRunState]
            : waitingForFixTitle(facts.latestRunState, meantEmptyOf(facts))
          : ATTENDANCE_FIX,
        owner,
      };
    case 'UNDONE':
    case 'REMOVALS_UNDONE':
      return { title: facts.fetched ? CHECK_BEFORE_PULL : LOOK_FIRST, owner };
    case 'UNDER_REVIEW':
      return facts.isOnboarding
        ? { title: REVIEW_FIRST_ROSTER, owner }
        : { title: DECIDE_CHANGES, owner };
    case 'LATE':
      return { title: 'Find out why no roster files arrived', owner };
    case 'RECEIVING':
    case 'CHECKING':
    case 'APPLYING':
    case 'READY':
    case 'IN_PART':
    case 'UP_TO_DATE':
      return { title: null, owner };
    case 'DELAYED':
      return {
        title:
          facts.latestRunNumber !== null &&
          facts.latestRunRetryAt === null &&
          facts.latestRunOutdated === null
            ? tryAgainTitle(facts.latestRunNumber)
            : null,
        owner,
      };
    case 'PAUSED':
      return facts.fetched ? { title: null, owner } : inPause(facts);
    case 'NOT_TESTED':
      return { title: 'Test the connection', owner };
    case 'TEST_FAILED':
      return { title: 'See why the test failed', owner };
    case 'WAITING_FOR_FIRST_PULL':
      return { title: 'Start the first pull', owner };
    case 'PULLING':
    case 'WAITING_FOR_SOURCE':
      return { title: null, owner };
    case 'PULL_FAILED':
      return {
        title: 'See why the last pull failed',
        owner:
          troubleWords(facts.fetched?.troubleCode ?? null)?.turn === 'us' ? 'TalkingPoints' : owner,
      };
    case 'PULL_LATE':
      return facts.fetched?.isScheduled === false
        ? { title: 'Start a new pull', owner: 'district' }
        : { title: 'Find out why nothing was fetched', owner };
  }
}

/** What the district can do meanwhile. In a blackout, which was announced, nothing is asked for. */
function inPause(facts: NextStepFacts): NextStepText {
  const { latestRunState: state, latestRunFinishedAt: finishedAt } = facts;
  const latest = state === null ? null : { state, finishedAt };
  if (facts.blackoutEndDate !== null && facts.pausedSince === null)
    return { title: null, owner: connectionLabels.PAUSED.owner };
  if (needsFixing(state))
    return { title: waitingForFixTitle(state, meantEmptyOf(facts)), owner: 'district' };
  if (facts.lacksFilesInPause)
    return { title: 'Waiting for the district to send the missing files', owner: 'district' };
  return unansweredUndo(undoOf(facts), latest)
    ? { title: LOOK_FIRST, owner: 'district' }
    : { title: null, owner: connectionLabels.PAUSED.owner };
}
