// What a district reads after an undo, in every state around it: what was undone, which roster is live now, and what
// happens to the next files.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { liveRoster } from './live-roster-text';
import { unansweredUndo, type UndoFacts } from './undo';
import type { SyncRunState } from './states';

/** With the run that made the live roster; null where none is live. */
export type ShownUndo = UndoFacts & { live: { runNumber: number; appliedAt: Date | null } | null };

interface Facts {
  undo: ShownUndo | null;
  run: { state: SyncRunState; finishedAt: Date | null; heldBackCount: number } | null;
  hasRoster: boolean;
  isStaff: boolean;
  isBlackedOut: boolean;
  timeZone: string;
  now: Date;
}

export const CORRECT_BEFORE_NEXT =
  'If its files were wrong, correct them before they are sent again. Someone at TalkingPoints will review the next files before they are applied.';

const CORRECT_THEM_BEFORE_NEXT = CORRECT_BEFORE_NEXT.replace('its files', 'their files');

/** The box of a district whose last word is an undo. */
export function undoneSentences(facts: Facts, undo: ShownUndo): string[] {
  const at = formatInstant(undo.at, facts.timeZone, facts.now);
  if (undo.part === 'REMOVALS') return removalsUndone(facts, at);
  const count = undo.count;
  return [
    count > 1
      ? facts.hasRoster
        ? `The last ${count} updates were undone, most recently on ${at}.`
        : `All updates were undone, most recently on ${at}.`
      : `${theUpdate(facts)} was applied and then undone on ${at}.`,
    [
      ...(count === 1 && !facts.hasRoster ? ['It was the first update.'] : []),
      facts.hasRoster ? liveIs(facts, undo) : liveRoster(facts),
    ].join(' '),
    count > 1 ? CORRECT_THEM_BEFORE_NEXT : CORRECT_BEFORE_NEXT,
  ];
}

/** Files that changed nothing may have been checked after it. */
const theUpdate = ({ run }: Facts): string =>
  run?.state === 'APPLIED' ? 'The last update' : 'An update';

/** Not "the one before it": several may have been undone. */
function liveIs(facts: Facts, { live }: ShownUndo): string {
  return live === null
    ? 'An earlier roster is live.'
    : `The live roster is the one from run ${live.runNumber}${appliedOn(facts, live)}.`;
}

function appliedOn(
  { timeZone, now }: Facts,
  { appliedAt }: NonNullable<ShownUndo['live']>,
): string {
  return appliedAt ? `, applied on ${formatInstant(appliedAt, timeZone, now)}` : '';
}

function removalsUndone(facts: Facts, at: string): string[] {
  const isPart = facts.run?.state === 'APPLIED' && facts.run.heldBackCount > 0;
  return [
    `${isPart ? 'Part of the last update' : theUpdate(facts)} was applied, and its removals were undone on ${at}. The removed records are back in the live roster; additions and changes stay.`,
    ...(isPart ? ['The rest was left out.'] : []),
    CORRECT_BEFORE_NEXT,
  ];
}

/** Beside another state: what staff and families see after the undo, and what it asks for; null where nothing is open. */
export function undoneWhilePaused(facts: Facts): string | null {
  const undo = unansweredUndo(facts.undo, facts.run);
  if (!undo) return null;
  const whose = facts.isStaff ? 'the district’s' : 'your';
  const at = formatInstant(undo.at, facts.timeZone, facts.now);
  const [last, its] =
    undo.count > 1 ? ['The last updates were', 'their'] : [`${theUpdate(facts)} was`, 'its'];
  const what =
    undo.part === 'REMOVALS'
      ? `${theUpdate(facts)} was applied, and its removals were undone on ${at}, so ${whose} staff and families see the removed records again.`
      : facts.hasRoster
        ? `${last} undone on ${at}, so ${whose} staff and families see ${undo.live === null ? 'an earlier roster' : `the roster from run ${undo.live.runNumber}`}.`
        : `${last} undone on ${at}. ${liveRoster(facts)}`;
  const next = facts.isBlackedOut
    ? `If ${its} files were wrong, correct them once the pause is over.`
    : facts.isStaff
      ? `If ${its} files were wrong, they must be corrected before the next ones are sent.`
      : `If ${its} files were wrong, correct them before you send again.`;
  return `${what} ${next}`;
}

/** Beside files that came after it. */
export function lookedAtAfterUndo({ undo }: Pick<Facts, 'undo'>): string | null {
  return undo
    ? 'An earlier update was undone, so someone at TalkingPoints will review what these files change before anything is applied.'
    : null;
}
