// What the box at the top of a district's connection page says, whole: every sentence of it is put together in this folder,
// from facts alone, so that a test can walk all states and somebody can read what they say.
import { helpText } from '@/lib/core/attendance/help-of-file';
import { ROSTER_WAIT_DAYS } from '@/lib/core/attendance/roster-wait';
import { earlierUpdateText } from '@/lib/core/sync-run/earlier-update-text';
import {
  connectionLabels,
  type ConnectionStatus,
  type Owner,
} from '@/lib/core/sync-run/status-labels';
import { checking, upToDate, liveRosterIfAny } from './checked-text';
import { fetchedText } from './fetched-text';
import type { BannerFacts, BannerText, StateText } from './facts';
import { late } from './late-text';
import { isAttendanceOnly, needsFix } from './needs-fix-text';
import { receiving } from './open-set-text';
import { paused } from './paused-text';
import { underReview } from './review-text';

export function bannerText(facts: BannerFacts): BannerText {
  const said = sayStatus(facts);
  const word = said.word ?? connectionLabels[facts.status];
  const attendance = sayAttendance(facts);
  return {
    title: word.word,
    countdownTo: null,
    canCheckNow: false,
    ...said,
    // "Nothing to do" would not be true beside a file that needs a fix.
    word:
      attendance.links.length > 0 && word.owner === 'nobody'
        ? { ...word, owner: 'district' }
        : word,
    sentences: [...said.sentences, ...attendance.sentences],
    links: [...(said.links ?? []), ...attendance.links],
  };
}

/** Beside the roster's own state; where attendance is the state itself, that has said it already. */
function sayAttendance(facts: BannerFacts): Pick<BannerText, 'sentences' | 'links'> {
  const sentences: string[] = [];
  if (facts.attendanceTrouble && !isAttendanceOnly(facts))
    sentences.push(helpText(facts.attendanceTrouble, facts).beside);
  if (facts.isAttendanceWaiting)
    sentences.push(
      `Attendance files wait up to ${ROSTER_WAIT_DAYS} days for a live roster and are read then.`,
    );
  return { sentences, links: facts.attendanceTrouble ? ['attendance'] : [] };
}

function sayStatus(facts: BannerFacts): StateText {
  const said = (facts.fetched && fetchedText(facts, facts.fetched)) ?? sayState(facts);
  return {
    ...said,
    sentences: [...said.sentences, ...sayEarlier(facts)],
  };
}

/** Newer files that are not checked, or are of no use, leave an earlier update where it is. */
function sayEarlier(facts: BannerFacts): string[] {
  const { status, readyBefore, review, run, isPaused } = facts;
  if (['UNDER_REVIEW', 'NOT_SET_UP', 'NO_PASSWORD'].includes(status)) return [];
  return earlierUpdateText(
    {
      ready: readyBefore,
      isPaused,
      // What a pause means to it is said there.
      isUnderReview: !isPaused && review !== null && run?.state !== 'HELD',
    },
    facts,
  );
}

function sayState(facts: BannerFacts): StateText {
  switch (facts.status) {
    case 'NOT_SET_UP':
    case 'NO_PASSWORD':
      return notSetUp(facts);
    case 'WAITING_FOR_FIRST_FILES':
      return {
        title: 'Send the first set of files',
        sentences: ['The sign-in details are ready. No set of roster files has arrived yet.'],
      };
    case 'RECEIVING':
      return receiving(facts);
    case 'CHECKING':
    case 'APPLYING':
    case 'DELAYED':
      return checking(facts);
    case 'READY':
    case 'UP_TO_DATE':
    case 'IN_PART':
    case 'UNDONE':
    case 'REMOVALS_UNDONE':
      return upToDate(facts);
    case 'NEEDS_YOUR_FIX':
      return needsFix(facts);
    case 'UNDER_REVIEW':
      return underReview(facts);
    case 'PAUSED':
      return paused(facts);
    case 'LATE':
      return late(facts);
    case 'NOT_TESTED':
    case 'TEST_FAILED':
    case 'WAITING_FOR_FIRST_PULL':
    case 'PULLING':
    case 'WAITING_FOR_SOURCE':
    case 'PULL_FAILED':
    case 'PULL_LATE':
      return { sentences: [connectionLabels[facts.status].explanation] };
  }
}

function notSetUp(facts: BannerFacts): StateText {
  if (facts.contactCount === 0)
    return {
      title: facts.isStaff ? 'Find a tech contact' : connectionLabels[facts.status].word,
      word: { ...connectionLabels[facts.status], owner: 'TalkingPoints' },
      sentences: [
        'This district has no tech contact, and no SFTP password or SSH key works.',
        ...liveRosterIfAny(facts),
      ],
    };
  return {
    title: 'Generate the SFTP password',
    sentences: [
      'No SFTP password or SSH key works now, so no files can arrive.',
      ...liveRosterIfAny(facts),
    ],
  };
}

/** Where a contact is asked about a held update: the question is shown in every state, and alone where nothing else is asked. */
export function besideQuestion({ status, owner }: { status: ConnectionStatus; owner: Owner }): {
  showsBanner: boolean;
  showsOwner: boolean;
} {
  const isOnlyAsked = status === 'UNDER_REVIEW' || status === 'PAUSED';
  return {
    showsBanner: !isOnlyAsked || owner === 'district',
    // "Nothing to do" is not true beside a question.
    showsOwner: owner === 'district',
  };
}
