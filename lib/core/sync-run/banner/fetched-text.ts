// What is said where the roster is fetched: nobody sends files there, and what mends something is done in the SIS or in a pull.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatPlainDate } from '@/lib/core/calendar/plain-date';
import type { FetchedFacts } from '@/lib/core/pulls/standing';
import { troubleWords } from '@/lib/core/pulls/pull-status';
import { connectionLabel } from '@/lib/core/sync-run/connection-status';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { CORRECT_BEFORE_NEXT } from '@/lib/core/sync-run/undone-text';
import { liveRosterIfAny, upToDate } from './checked-text';
import type { BannerFacts, StateText } from './facts';
import { isAttendanceOnly, needsFixing, type fixTitles } from './needs-fix-text';
import { clock } from './when-applied-text';

export const FETCHED_FIX_TITLES: Record<keyof typeof fixTitles, string> = {
  INCOMPLETE: 'Start a new pull',
  INVALID: 'Correct the data in the SIS',
  REJECTED: 'See why the last update was not applied',
  EXPIRED: 'Start a new pull',
};

export const CHECK_BEFORE_PULL = 'Check the last update before the next pull';

/** Null where nothing of it depends on how the roster comes. */
export function fetchedText(facts: BannerFacts, fetched: FetchedFacts): StateText | null {
  switch (facts.status) {
    case 'NOT_TESTED':
      return {
        title: 'Test the connection',
        sentences: [
          'The connection has not been tested with its present values. Nothing is fetched at night until a test has passed.',
          ...liveRosterIfAny(facts),
        ],
      };
    case 'TEST_FAILED':
      return {
        title: 'See why the test failed',
        sentences: [
          'The last test of the connection failed. Nothing is fetched at night until a test has passed.',
          ...liveRosterIfAny(facts),
        ],
      };
    case 'WAITING_FOR_FIRST_PULL':
      return {
        title: 'Start the first pull',
        sentences: [
          fetched.isScheduled
            ? 'The connection is tested, and no roster has been fetched yet. The next nightly pull fetches it, or start a pull now.'
            : 'The connection is tested, and no roster has been fetched yet. Nightly pulls are off.',
        ],
      };
    case 'PULLING':
      return {
        sentences: [
          'The roster is being read from the student information system.',
          ...liveRosterIfAny(facts),
        ],
      };
    case 'WAITING_FOR_SOURCE':
      return {
        sentences: [
          `${troubleWords(fetched.troubleCode)?.sentence ?? 'The source asked us to wait.'} The pull continues automatically.`,
          ...liveRosterIfAny(facts),
        ],
      };
    case 'PULL_FAILED':
      return pullFailed(facts, fetched);
    case 'PULL_LATE':
      return pullLate(facts, fetched);
    case 'DELAYED':
      return delayed(facts);
    case 'NEEDS_YOUR_FIX':
      return isAttendanceOnly(facts) ? null : needsFix(facts);
    case 'UNDONE':
    case 'REMOVALS_UNDONE':
      return afterUndo(facts);
    case 'PAUSED':
      return paused(facts);
    default:
      return null;
  }
}

function pullFailed(facts: BannerFacts, { troubleCode, pullNumber }: FetchedFacts): StateText {
  const words = troubleWords(troubleCode);
  const isOurs = words === null || words.turn === 'us';
  return {
    title: `Pull ${pullNumber ?? ''} failed`.replace('  ', ' '),
    word: { ...connectionLabels.PULL_FAILED, owner: isOurs ? 'TalkingPoints' : 'district' },
    sentences: [
      `The last pull could not be finished. ${words?.sentence ?? ''}`.trim(),
      // Staff read it on the page of the pull, where it says whom it is addressed to.
      ...(words && !facts.isStaff ? [words.remedy] : []),
      liveRoster(facts),
    ],
  };
}

function pullLate(facts: BannerFacts, { lastCompleteAt, isScheduled }: FetchedFacts): StateText {
  const at = lastCompleteAt
    ? `The roster was last fetched on ${formatInstant(new Date(lastCompleteAt), facts.timeZone, facts.now)}. A newer pull was expected by now.`
    : 'A pull was expected by now.';
  return {
    title: isScheduled ? 'Find out why nothing was fetched' : 'Start a new pull',
    word: { ...connectionLabels.PULL_LATE, owner: isScheduled ? 'TalkingPoints' : 'district' },
    sentences: [isScheduled ? at : `${at} Nightly pulls are off.`, liveRoster(facts)],
  };
}

function delayed(facts: BannerFacts): StateText {
  const { run, isStaff, partnerSupportEmail } = facts;
  const next = run?.retryAt
    ? `The same files will be tried again at ${clock(run.retryAt, facts)}.`
    : isStaff
      ? 'What was fetched is saved, and it is not retried automatically.'
      : `What was fetched is saved. Someone at TalkingPoints is looking into it. If this message is still here after one business day, write to ${partnerSupportEmail}.`;
  return {
    title: 'Something went wrong on our side',
    links: ['run'],
    sentences: [next, liveRoster(facts)],
  };
}

function needsFix(facts: BannerFacts): StateText {
  const state = facts.run?.state ?? null;
  const title = needsFixing(state) ? FETCHED_FIX_TITLES[state] : FETCHED_FIX_TITLES.INVALID;
  return {
    title,
    links: [state === 'INVALID' ? 'problems' : 'run'],
    sentences: [notUsed(state), liveRoster(facts)],
  };
}

function notUsed(state: string | null): string {
  switch (state) {
    case 'REJECTED':
      return 'Someone at TalkingPoints reviewed the last update and decided not to apply it. The run’s page says why and what to do.';
    case 'EXPIRED':
      return 'The last update was waiting for review when seven days passed without a new roster. It is too old to use, so none of it was applied.';
    case 'INCOMPLETE':
      return 'The files of the last pull were not complete, so none of it was read.';
    default:
      return 'The roster that was fetched last has problems that stop it from being used. The problems page lists each one and how to fix it. Once they are corrected in the SIS, the next pull can be used.';
  }
}

function afterUndo(facts: BannerFacts): StateText {
  const said = upToDate(facts);
  return {
    ...said,
    title: CHECK_BEFORE_PULL,
    sentences: said.sentences.map((text) =>
      text.endsWith(CORRECT_BEFORE_NEXT.slice(CORRECT_BEFORE_NEXT.indexOf('files were wrong')))
        ? CORRECT_IN_SIS
        : text,
    ),
  };
}

const CORRECT_IN_SIS =
  'If the data was wrong, correct it in the SIS before the next pull. Someone at TalkingPoints will review the next update before it is applied.';

function paused(facts: BannerFacts): StateText {
  const { run, isBlackedOut, pausedUntil, review } = facts;
  const state = run?.state ?? null;
  const until =
    isBlackedOut && pausedUntil ? ` until the end of ${formatPlainDate(pausedUntil)}` : '';
  return {
    title: connectionLabel('PAUSED', pausedUntil),
    links: review ? ['circuit-breaks'] : needsFixing(state) ? ['run'] : [],
    sentences: [
      `Roster updates for this district are paused${until}. Nothing is fetched at night, and what a pull still brings waits until the pause ends.`,
      ...(needsFixing(state) ? [notUsed(state)] : []),
      ...(review
        ? [
            isBlackedOut
              ? 'TalkingPoints can still decide on the update under review.'
              : 'The update under review is waiting too. It cannot be decided until the pause ends.',
          ]
        : []),
      liveRoster({ ...facts, isAboutUpdate: needsFixing(state) || review !== null }),
    ],
  };
}
