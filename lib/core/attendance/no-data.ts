// Three kinds of nothing, told apart wherever a day is shown: on a page, to a screen reader, in print and in a file.
import type { AttendanceCategory } from './categories';

export type NoDataKind =
  /** The school's file came and has no row for this student: assumed present, never stored or drawn as present. */
  | 'NO_ROW'
  /** There was school and no file came from this school. */
  | 'NO_FILE'
  | 'NO_SCHOOL';

export const NO_DATA_LABELS: Readonly<
  Record<NoDataKind, { glyph: string; label: string; csv: string }>
> = {
  NO_ROW: { glyph: '—', label: 'No data received', csv: 'no row' },
  NO_FILE: { glyph: '?', label: 'No file received from this school', csv: 'no file' },
  NO_SCHOOL: { glyph: '', label: 'No school', csv: 'no school' },
};

/**
 * Of NO_ROW, after the sign: what the help article on attendance promises. Files name who was absent or late, not who came. A row
 * that waits, for its word to be mapped for example, is not counted and makes no other day.
 */
export const NO_ROW_MEANING =
  'the school’s file came and no row of it is counted for this student, who is assumed present';

export type DayStatus = AttendanceCategory | NoDataKind;

/** What a cell without an event is. */
export function noDataOf(day: { isInSession: boolean; hasFile: boolean }): NoDataKind {
  if (!day.isInSession) return 'NO_SCHOOL';
  return day.hasFile ? 'NO_ROW' : 'NO_FILE';
}
