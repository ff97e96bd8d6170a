/**
 * What a missing row means, per feed. Absence is the only thing a district says without writing it down,
 * so it is believed only when the file is whole and every row in it could at least be recognised.
 */
export type Feed = 'ONEROSTER' | 'ATTENDANCE';

export type FeedScope = {
  /** What a file of this feed claims to list completely. */
  readonly scope: string;
  readonly missingRow: Readonly<Record<'bulk' | 'delta', 'remove' | 'nothing'>>;
};

export const feeds: Record<Feed, FeedScope> = {
  ONEROSTER: {
    scope: 'every active record of one entity in the connection',
    missingRow: { bulk: 'remove', delta: 'nothing' },
  },
  ATTENDANCE: {
    // A row that disappears from a later file of the same day is a correction, made by that feed itself.
    scope: 'the dates and schools the file contains',
    missingRow: { bulk: 'nothing', delta: 'nothing' },
  },
};

export type FileFacts = {
  readonly feed: Feed;
  readonly mode: 'bulk' | 'delta' | 'absent';
  /** Read to its last byte, with its last line ended. */
  readonly isWhole: boolean;
  readonly rowCount: number;
  /** Rejected rows of which not even the sourcedId could be read: each may be any baseline record. */
  readonly unidentifiableCount: number;
};

export type Absence =
  | { readonly meaning: 'remove' }
  | {
      readonly meaning: 'nothing';
      readonly because: 'not-sent' | 'delta' | 'feed' | 'not-whole' | 'no-rows' | 'unreadable-ids';
    };

/** Whether a baseline record that this file does not name is to be removed, and if not, why. */
export function absenceIn(file: FileFacts): Absence {
  if (file.mode === 'absent') return nothing('not-sent');
  if (feeds[file.feed].missingRow[file.mode] === 'nothing') {
    return nothing(file.mode === 'delta' ? 'delta' : 'feed');
  }
  if (!file.isWhole) return nothing('not-whole');
  if (file.rowCount === 0) return nothing('no-rows');
  if (file.unidentifiableCount > 0) return nothing('unreadable-ids');
  return { meaning: 'remove' };
}

function nothing(because: Extract<Absence, { meaning: 'nothing' }>['because']): Absence {
  return { meaning: 'nothing', because };
}
