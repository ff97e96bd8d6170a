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
    return 'Updates for this district are paused. Files sent now are saved and wait until the pause ends.';
  const until = pausedUntil ? ` until the end of ${formatPlainDate(pausedUntil)}` : '';
  return isStaff
    ? `This district is in a blackout${until}: roster files are saved and wait, and no roster is applied automatically. Attendance files are read as usual.`
    : `Roster updates for this district are paused${until}. Roster files are saved and wait; attendance files are read as usual.`;
}

/** What was checked before the pause, or was approved in a blackout. */
function checkedWhilePaused({ run, hasRoster }: BannerFacts): string[] {
  switch (run?.state) {
    case 'DEFERRED':
      return [
        'The last files passed every check and are waiting too. When the pause ends, they will be checked again.',
      ];
    case 'APPLYING':
      return [
        hasRoster
          ? 'The changes from the last files are still being applied to the live roster.'
          : 'The first roster is still going live.',
      ];
    default:
      return [];
  }
}

/** In a blackout people decide as usual; in a pause the review stands still and is worked out again. */
function reviewWhilePaused({ isBlackedOut }: BannerFacts): string {
  return isBlackedOut
    ? 'TalkingPoints can still decide on the update under review.'
    : 'The update under review is waiting too. It cannot be decided until the pause ends; then it will be recalculated with the newest files.';
}

function missingWhilePaused(set: OpenSetFacts, isBlackedOut: boolean): string {
  const { missing, arriving } = set;
  if (arriving.length > 0) return `${fileList(arriving)} ${isOrAre(arriving)} arriving now.`;
  const [it, is] = missing.length === 1 ? ['it', 'it is'] : ['them', 'they are'];
  // Nobody is asked for files in a silence that was announced.
  return isBlackedOut
    ? `${missingText(set)} Nothing in this set is used while ${is} missing.`
    : `${missingText(set)} Send ${it} now. The set will be checked when the pause ends, and only if it is complete.`;
}

/** What the last files need, where they were not used. In a blackout, which was announced, nothing is asked for before it ends. */
function notUsedWhilePaused(state: keyof typeof fixTitles, facts: BannerFacts): string[] {
  const { isBlackedOut, meantEmpty } = facts;
  switch (state) {
    case 'INVALID': {
      const [Which, which] = meantEmpty?.isAll
        ? ['The same files are needed again', 'the same files again']
        : ['Corrected files are needed', 'corrected files'];
      return [
        isBlackedOut
          ? `The last files were not used. ${Which} once the pause is over.`
          : `The last files were not used. Send ${which} now; they will be checked when the pause ends.`,
        ...(meantEmpty ? [meantEmptyText(meantEmpty, facts)] : []),
      ];
    }
    case 'REJECTED':
      return [
        `Someone at TalkingPoints decided not to apply the last update. The run’s page says why${isBlackedOut ? '; new files are needed once the pause is over' : ' and what to do'}.`,
      ];
    case 'INCOMPLETE':
    case 'EXPIRED':
      return [
        isBlackedOut
          ? 'The last files were not used. A whole new set is needed once the pause is over.'
          : 'The last files were not used. Send the whole set again now; it will be checked when the pause ends.',
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
  return `Updates for this district are paused. The files are saved, and a complete set will be checked when the pause ends.${rest}`;
}
