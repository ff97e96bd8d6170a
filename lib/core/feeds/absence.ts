/**
 * What it means that a file does not have a row. Absence is the only thing a district says without writing it down, so it
 * is believed only where every row of the file could at least be recognized. A file that was cut never comes this far.
 */
export type FileFacts = {
  /** Full copies list all there is of their scope, deltas only what changed. */
  readonly mode: 'bulk' | 'delta' | 'absent';
  readonly rowCount: number;
  /** No row at all, and that is what was to be said (an allowance of staff). */
  readonly isMeantEmpty: boolean;
  /** Rows of which not even the id could be read: each may be any record that seems to be missing. */
  readonly unidentifiableCount: number;
};

export type Absence =
  | { readonly meaning: 'removed' }
  | {
      readonly meaning: 'nothing';
      readonly because: 'not-sent' | 'delta' | 'no-rows' | 'unreadable-ids';
    };

/**
 * Whether what was there before, within the scope of the file, and is not named by it, is gone. The scope of a roster
 * file is every record of its entity in the connection; of an attendance file, the days and schools that it reports: those
 * it has rows of, and those of its grouping that usually have next to none.
 */
export function absenceIn(file: FileFacts): Absence {
  if (file.mode === 'absent') return { meaning: 'nothing', because: 'not-sent' };
  if (file.mode === 'delta') return { meaning: 'nothing', because: 'delta' };
  if (file.unidentifiableCount > 0) return { meaning: 'nothing', because: 'unreadable-ids' };
  if (file.rowCount === 0 && !file.isMeantEmpty) return { meaning: 'nothing', because: 'no-rows' };
  return { meaning: 'removed' };
}
