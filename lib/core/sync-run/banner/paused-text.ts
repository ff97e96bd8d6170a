// Updates are paused, by a person or in a blackout.
import { formatPlainDate } from '@/lib/core/calendar/plain-date';
import { fileList } from '@/lib/core/format/file-list';
import { connectionLabel } from '@/lib/core/sync-run/connection-status';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import { meantEmptyText } from '@/lib/core/sync-run/meant-empty-text';
import { asksForFiles } from '@/lib/core/sync-run/set-files';
import { undoneWhilePaused } from '@/lib/core/sync-run/undone-text';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import type { OpenSetFacts, BannerFacts, StateText } from './facts';
import { needsFixing, type fixTitles } from './needs-fix-text';
import { isOrAre, countText, countBesideMissing, missingText } from './open-set-text';

export function paused(facts: BannerFacts): StateText {
  const { set, run, isBlackedOut } = facts;
  const state = run?.state ?? null;
  const needsFix = needsFixing(state);
  const undone = undoneWhilePaused(facts);
  const needsFiles = set !== null && asksForFiles(set);
  return {
    title: connectionLabel('PAUSED', facts.pausedUntil),
    ...((needsFix || needsFiles || undone) && !isBlackedOut
      ? { word: { ...connectionLabels.PAUSED, owner: 'district' as const } }
      : {}),
    links: facts.review
      ? ['circuit-breaks']
      : run?.state === 'INVALID' && !isBlackedOut && !facts.meantEmpty?.isAll
        ? ['problems']
        : needsFix || undone
          ? ['run']
          : [],
    sentences: [
      whatWaits(facts),
      ...(set && (set.receivedCount > 0 || needsFiles)
        ? [
            set.missing.length === 0
              ? `${countText(set)} The check starts when the pause ends.`
              : [...countBesideMissing(set), missingWhilePaused(set, isBlackedOut)].join(' '),
          ]
        : []),
      ...(needsFixing(state) ? notUsedWhilePaused(state, facts) : []),
      ...checkedWhilePaused(facts),
      ...(facts.review ? [reviewWhilePaused(facts)] : []),
      ...(undone
        ? [undone]
        : [liveRoster({ ...facts, isAboutUpdate: needsFix || facts.review !== null })]),
    ],
  };
}

function whatWaits({ isBlackedOut, pausedUntil, isStaff }: BannerFacts): string {
  if (!isBlackedOut)
    return 'Updates of this district are paused. Files that are sent meanwhile are kept and wait.';
  const until = pausedUntil ? ` until the end of ${formatPlainDate(pausedUntil)}` : '';
  return isStaff
    ? `This district is in a blackout${until}: roster files are kept and wait, and no roster is applied automatically. Attendance files are read as usual.`
    : `Roster updates of this district are paused${until}. Roster files are kept and wait; attendance files are read as usual.`;
}

/** What was checked before the pause, or was approved in a blackout. */
function checkedWhilePaused({ run, hasRoster }: BannerFacts): string[] {
  switch (run?.state) {
    case 'DEFERRED':
      return [
        'The last files passed every check, and wait as well: when the pause ends, they are checked again.',
      ];
    case 'APPLYING':
      return [
        hasRoster
          ? 'The changes of the last files are being written to the live roster all the same.'
          : 'The first roster is being made live all the same.',
      ];
    default:
      return [];
  }
}

/** In a blackout people decide as usual; in a pause the review stands still and is worked out again. */
function reviewWhilePaused({ isBlackedOut }: BannerFacts): string {
  return isBlackedOut
    ? 'A person at TalkingPoints may still decide about the update that is under review.'
    : 'The update that is under review waits as well: no one decides about it before the pause ends, and then it is worked out again with the newest files.';
}

function missingWhilePaused(set: OpenSetFacts, isBlackedOut: boolean): string {
  const { missing, arriving } = set;
  if (arriving.length > 0) return `${fileList(arriving)} ${isOrAre(arriving)} arriving now.`;
  const [it, is] = missing.length === 1 ? ['it', 'it is'] : ['them', 'they are'];
  // Nobody is asked for files in a silence that was announced.
  return isBlackedOut
    ? `${missingText(set)} While ${is} missing, nothing in this set is used.`
    : `${missingText(set)} Send ${it} now; the set is checked when the pause ends, and only as a whole.`;
}

/** What the last files need, where they were not used. In a blackout, which was announced, nothing is asked for before it ends. */
function notUsedWhilePaused(state: keyof typeof fixTitles, facts: BannerFacts): string[] {
  const { isBlackedOut, meantEmpty } = facts;
  switch (state) {
    case 'INVALID': {
      const [Which, which] = meantEmpty?.isAll
        ? ['The same files are needed again', 'the same files once more']
        : ['Corrected files are needed', 'corrected files'];
      return [
        isBlackedOut
          ? `The last files were not used. ${Which} once the pause is over.`
          : `The last files were not used. Send ${which} now; they are checked when the pause ends.`,
        ...(meantEmpty ? [meantEmptyText(meantEmpty, facts)] : []),
      ];
    }
    case 'REJECTED':
      return [
        `A person at TalkingPoints decided not to apply the last update. The page of the run says why; ${isBlackedOut ? 'new files are needed once the pause is over' : 'what to send depends on that'}.`,
      ];
    case 'INCOMPLETE':
    case 'EXPIRED':
      return [
        isBlackedOut
          ? 'The last files were not used. A whole new set is needed once the pause is over.'
          : 'The last files were not used. Send the whole set again now; it is checked when the pause ends.',
      ];
  }
}

/** An open set on the page of its own run, while nothing is checked. */
export function openSetWhilePaused(
  set: Pick<OpenSetFacts, 'missing' | 'cut' | 'arriving'>,
): string {
  const rest =
    set.arriving.length > 0
      ? ` ${fileList(set.arriving)} ${isOrAre(set.arriving)} arriving now.`
      : set.missing.length > 0
        ? ` ${missingText(set)}`
        : '';
  return `Updates of this district are paused. The files are kept, and a whole set is checked when the pause ends.${rest}`;
}
