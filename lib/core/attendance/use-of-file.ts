import type { AttendanceRunState } from './run-states';

/**
 * What a file that was read brought. Rows that say "present" count: they were understood. NOTHING is a problem, as long
 * as there were rows: the export is broken, or the roster or a mapping is missing. MUCH_LOST, half of
 * the rows and not only a few, is told and used.
 */
export type UseOfFile = 'NOTHING' | 'MUCH_LOST' | 'ENOUGH';

const MUCH = 0.5;
/** Fewer lost rows are seen in the list of problems. */
const MANY = 25;

export function useOfFile({
  rowsRead,
  used,
  lost,
}: {
  rowsRead: number;
  /** Rows that were understood. */
  used: number;
  /** Rows that were set aside. */
  lost: number;
}): UseOfFile {
  if (rowsRead === 0) return 'ENOUGH';
  if (used === 0) return 'NOTHING';
  return lost >= MANY && lost >= rowsRead * MUCH ? 'MUCH_LOST' : 'ENOUGH';
}

/** Where a file ended without anything of it being used, and the district has to act. */
export const BROUGHT_NOTHING: readonly AttendanceRunState[] = ['INVALID', 'NOTHING_USED'];
/** Where a file ended with what it says being in the dashboard. */
export const BROUGHT_SOMETHING: readonly AttendanceRunState[] = ['APPLIED', 'NO_CHANGE'];

/** The newest file of a name in one of these states says how its feed does. Before the first roster all is as it should be. */
export const ENDED_OR_AWAITING: readonly AttendanceRunState[] = [
  ...BROUGHT_NOTHING,
  ...BROUGHT_SOMETHING,
  'AWAITING_ROSTER',
];

/** Which mail the newest file of a name brings: one when the trouble begins, one when it is over. */
export function mailDueAfter(
  before: AttendanceRunState | null,
  after: AttendanceRunState,
): 'TROUBLE' | 'RECOVERED' | null {
  const wasInTrouble = before !== null && BROUGHT_NOTHING.includes(before);
  if (BROUGHT_NOTHING.includes(after)) return wasInTrouble ? null : 'TROUBLE';
  return wasInTrouble && BROUGHT_SOMETHING.includes(after) ? 'RECOVERED' : null;
}
