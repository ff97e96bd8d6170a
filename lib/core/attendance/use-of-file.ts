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

/** Said after that rows of it are kept. */
export const KEPT_ROWS =
  'Once the words or ids are matched, they are read automatically; you do not need to send them again.';

/** What helps where nothing of a file was used: rows that only wait ask for no correction of the file. */
export type HelpOfFile =
  /** The file. */
  | 'CORRECT_FILE'
  /** A roster that has its schools and students; the rows are kept until then. */
  | 'ROSTER'
  /** The same, and the file again: it was kept for a roster, in vain. */
  | 'ROSTER_AND_FILE'
  /** That we say what the words in it mean; the rows are kept until then. */
  | 'WORDS';

export function helpOfFile({
  rowsRead,
  rowsKept,
  rowsWaiting,
  rowsUnmapped,
  waitedInVain,
}: {
  rowsRead: number;
  /** Rows that waited when it was read. */
  rowsKept: number;
  /** Of these: wait still. */
  rowsWaiting: number;
  /** Of these: for the meaning of a word. */
  rowsUnmapped: number;
  /** It waited as a whole for a roster, until it was given up. */
  waitedInVain: boolean;
}): HelpOfFile {
  if (waitedInVain) return 'ROSTER_AND_FILE';
  if (rowsRead === 0 || rowsKept < rowsRead) return 'CORRECT_FILE';
  if (rowsWaiting < rowsRead) return 'ROSTER_AND_FILE';
  return rowsUnmapped === rowsRead ? 'WORDS' : 'ROSTER';
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
