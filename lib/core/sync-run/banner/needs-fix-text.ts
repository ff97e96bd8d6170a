// The newest files could not be used, and the district has to do something.
import { helpText, type HelpText } from '@/lib/core/attendance/help-of-file';
import { fileList } from '@/lib/core/format/file-list';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import {
  meantEmptyText,
  SAME_FILES_AGAIN,
  type MeantEmpty,
} from '@/lib/core/sync-run/meant-empty-text';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { upToDate } from './checked-text';
import type { BannerFacts, StateText } from './facts';
import { late } from './late-text';

/** What a run asks of the district that could not be used. A reason is read before anything is corrected. */
export const fixTitles = {
  INCOMPLETE: 'Send the whole set again',
  INVALID: 'Correct the files and send them again',
  REJECTED: 'See why the last update was not applied',
  EXPIRED: 'Send the whole set again',
} as const satisfies Partial<Record<SyncRunState, string>>;

/** The same to staff, who wait for it. */
const waitingTitles: Record<keyof typeof fixTitles, string> = {
  INCOMPLETE: 'Waiting for the district to send the whole set again',
  INVALID: 'Waiting for the district to correct the files',
  REJECTED: 'Waiting for the district: the last update was rejected',
  EXPIRED: 'Waiting for the district to send the whole set again',
};

export function needsFixing(state: SyncRunState | null): state is keyof typeof fixTitles {
  return state !== null && state in fixTitles;
}

/** Nothing is corrected in files that are meant as they are. */
export function fixTitle(
  state: keyof typeof fixTitles,
  meantEmpty: Pick<MeantEmpty, 'isAll'> | null,
): string {
  return state === 'INVALID' && meantEmpty?.isAll ? SAME_FILES_AGAIN : fixTitles[state];
}

export function waitingForFixTitle(
  state: keyof typeof fixTitles,
  meantEmpty: Pick<MeantEmpty, 'isAll'> | null,
): string {
  return state === 'INVALID' && meantEmpty?.isAll
    ? 'Waiting for the district to send the same files again'
    : waitingTitles[state];
}

/** Nothing is wrong with the roster's files: it is attendance that needs a fix. */
export function isAttendanceOnly(
  facts: Pick<BannerFacts, 'status' | 'run' | 'attendanceTrouble'>,
): boolean {
  return (
    facts.status === 'NEEDS_YOUR_FIX' &&
    facts.attendanceTrouble !== null &&
    !needsFixing(facts.run?.state ?? null)
  );
}

export function needsFix(facts: BannerFacts): StateText {
  const { run, attendanceTrouble: trouble } = facts;
  const attendance: HelpText | null =
    trouble && isAttendanceOnly(facts) ? helpText(trouble, facts) : null;
  if (trouble && attendance)
    return {
      title: attendance.title,
      sentences: [
        ...attendance.sentences,
        ...(facts.late
          ? late(facts).sentences
          : run
            ? upToDate(facts).sentences
            : ['No set of roster files has arrived yet.']),
      ],
    };
  switch (run?.state) {
    case 'INCOMPLETE':
      return {
        title: fixTitles.INCOMPLETE,
        links: ['run'],
        sentences: [
          run.missingFiles
            ? `${fileList(run.missingFiles.split(', '))} did not arrive completely in time, so none of the last set was read.`
            : 'Some files of the last set did not arrive completely in time, so none of it was read.',
          liveRoster(facts),
        ],
      };
    case 'REJECTED':
      return {
        title: fixTitles.REJECTED,
        links: ['run'],
        sentences: [
          'Someone at TalkingPoints reviewed the last update and decided not to apply it. The run’s page says why and what to do.',
          liveRoster(facts),
        ],
      };
    case 'EXPIRED':
      return {
        title: fixTitles.EXPIRED,
        links: ['run'],
        sentences: [
          'The last update was waiting for review when seven days passed without new roster files. It is too old to use, so none of it was applied.',
          liveRoster(facts),
        ],
      };
    default:
      return invalid(facts);
  }
}

function invalid(facts: BannerFacts): StateText {
  const { meantEmpty } = facts;
  return {
    title: fixTitle('INVALID', meantEmpty),
    links: [meantEmpty?.isAll ? 'run' : 'problems'],
    sentences: [
      ...(meantEmpty?.isAll
        ? ['The last files were not used.']
        : [
            'The last files have problems that stop them from being used. The problems page lists each one with its line and how to fix it.',
          ]),
      ...(meantEmpty ? [meantEmptyText(meantEmpty, facts)] : []),
      liveRoster(facts),
    ],
  };
}
