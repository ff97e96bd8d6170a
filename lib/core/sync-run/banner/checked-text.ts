// The files are being checked, or the newest were checked and nothing is to be done.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import { unansweredUndo } from '@/lib/core/sync-run/undo';
import { undoneSentences } from '@/lib/core/sync-run/undone-text';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import type { BannerFacts, StateText } from './facts';
import { clock, whenApplied } from './when-applied-text';

/** To staff, who are the ones that look at it. */
export const tryAgainTitle = (runNumber: number): string =>
  `Open run ${runNumber} and try it again`;

export function checking(facts: BannerFacts): StateText {
  switch (facts.run?.state) {
    case 'FAILED':
      if (facts.run.outdated && !facts.run.retryAt) return failedForGood(facts);
      return {
        title:
          facts.isStaff && !facts.run.retryAt
            ? tryAgainTitle(facts.run.number)
            : 'Something went wrong on our side',
        links: ['run'],
        sentences: [
          facts.run.retryAt
            ? `The same files will be tried again at ${clock(facts.run.retryAt, facts)}. They do not need to be sent again.`
            : facts.isStaff
              ? 'Something went wrong on our side. The files are saved and do not need to be sent again, but they are not retried automatically.'
              : `The files are saved and do not need to be sent again. Someone at TalkingPoints is looking into it. If this message is still here after one business day, write to ${facts.partnerSupportEmail}.`,
          liveRoster(facts),
        ],
      };
    case 'APPLYING':
      return {
        title: 'Applying',
        links: ['run'],
        sentences: [
          facts.hasRoster
            ? 'The changes are being written to the live roster.'
            : 'The first roster is going live.',
        ],
      };
    case 'QUEUED':
      return {
        links: ['run'],
        sentences: ['All files are here. The check starts now.', whenApplied(facts, facts.now)],
      };
    default:
      return {
        links: ['run'],
        sentences: [
          facts.hasRoster
            ? 'The files are being checked and compared with the live roster.'
            : 'The files are being checked.',
          whenApplied(facts, facts.now),
        ],
      };
  }
}

/** Only other files bring the district on: what failed cannot be tried again. */
function failedForGood(facts: BannerFacts): StateText {
  return {
    title: 'Something went wrong on our side',
    links: ['run'],
    sentences: [
      facts.isStaff
        ? 'None of the last files were applied. They were compared with a roster that is no longer live, so they cannot be tried again. The next files will be compared with the current one.'
        : `None of the last files were applied. Someone at TalkingPoints is looking into it, and the next files will be checked as usual. If this message is still here after one business day, write to ${facts.partnerSupportEmail}.`,
      liveRoster(facts),
    ],
  };
}

export function upToDate(facts: BannerFacts): StateText {
  const { run } = facts;
  const at = run?.finishedAt
    ? ` on ${formatInstant(run.finishedAt, facts.timeZone, facts.now)}`
    : '';
  const undo = unansweredUndo(facts.undo, run);
  if (undo)
    return {
      title: LOOK_FIRST,
      links: ['run'],
      word: connectionLabels[undo.part === 'WHOLE' ? 'UNDONE' : 'REMOVALS_UNDONE'],
      sentences: undoneSentences(facts, undo),
    };
  switch (run?.state) {
    case 'DEFERRED':
      return {
        title: 'Checked and ready to apply',
        links: ['run'],
        sentences: [
          run.applyAfter && run.applyAfter > facts.now
            ? `The last files passed every check. They will be applied on ${formatInstant(run.applyAfter, facts.timeZone, facts.now)}.`
            : 'The last files passed every check and are being applied now.',
        ],
      };
    case 'NO_CHANGE':
      return {
        sentences: [
          facts.hasRoster
            ? `The last files were checked${at} and match the live roster.`
            : 'The last files were checked and had nothing to apply. No roster is live now.',
          ...(facts.undo
            ? [
                'An earlier update was undone, so someone at TalkingPoints will review the next changes before they are applied.',
              ]
            : []),
        ],
      };
    case 'SUPERSEDED':
      return {
        title: 'Newer files arrived',
        sentences: ['Newer files replaced the last ones.', ...liveRosterIfAny(facts)],
      };
    default:
      if (facts.hasRoster && run && run.heldBackCount > 0)
        return {
          title: 'Applied in part',
          links: ['run'],
          sentences: [
            `The last files were checked, and part of their changes was applied${at}.`,
            REST_LEFT_OUT,
            ...looksWrong(facts),
          ],
        };
      return facts.hasRoster
        ? { sentences: [`The last files were checked and applied${at}.`, ...looksWrong(facts)] }
        : { sentences: ['The last files were checked.', liveRoster(facts)] };
  }
}

const REST_LEFT_OUT =
  'The rest was left out. If the next files contain it again, they will be held for review.';

/** An undo does not say that the files were wrong. */
export const LOOK_FIRST = 'Check the last files before sending them again';

/** Where something was applied before, a district that cannot send still has a roster. */
export function liveRosterIfAny(facts: BannerFacts): string[] {
  return facts.hasRoster ? [liveRoster({ ...facts, isAboutUpdate: false })] : [];
}

function looksWrong({ isStaff, partnerSupportEmail }: BannerFacts): string[] {
  return isStaff
    ? []
    : [`If the roster looks wrong in TalkingPoints, write to ${partnerSupportEmail}.`];
}
