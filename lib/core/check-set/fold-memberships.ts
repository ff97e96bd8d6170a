// The same person in the same class and role at the same time is one membership, however many ids it is sent under. In SQL,
// where the ids of days before count too: lib/server/pipeline/settle-repeated-memberships.ts.
import type { IssueGroups } from '../issues';
import { MEMBERSHIP_KEY } from '../oneroster/membership';
import { byLine, type CheckedRow, type RowTable } from './row-table';

const FIRST_DAY = '';
/** After every date as it is written. */
const LAST_DAY = '~';

export function foldMemberships(
  enrollments: RowTable,
  issues: IssueGroups,
): { ignored: number; rejected: number } {
  /** Each with the id that stays. */
  const folded = new Map<CheckedRow, string>();
  for (const rows of rowsByKey(enrollments).values()) {
    if (rows.length === 1) continue;
    for (const span of spansOf(enrollments, rows)) {
      // The smallest id stays.
      const [kept, ...others] = span.sort(byId);
      for (const row of others) folded.set(row, kept?.sourcedId ?? '');
    }
  }
  for (const [{ line, sourcedId }, kept] of [...folded].sort(([a], [b]) => byLine(a, b)))
    issues.add('enrollments.csv', 'MEMBERSHIP_TWICE', {
      line,
      column: 'sourcedId',
      value: sourcedId,
      params: { kept },
    });
  enrollments.takeOut(new Set(folded.keys()));
  return { ignored: folded.size, rejected: 0 };
}

function rowsByKey(enrollments: RowTable): Map<string, CheckedRow[]> {
  const byKey = new Map<string, CheckedRow[]>();
  for (const row of enrollments.rows) {
    const key = MEMBERSHIP_KEY.map((field) => enrollments.text(row, field)).join('\n');
    const same = byKey.get(key);
    if (same) same.push(row);
    else byKey.set(key, [row]);
  }
  return byKey;
}

/** Rows whose days overlap, also through others between them. */
function spansOf(enrollments: RowTable, rows: readonly CheckedRow[]): CheckedRow[][] {
  const dated = rows.map((row) => {
    const first = enrollments.text(row, 'begin_date') ?? FIRST_DAY;
    const last = enrollments.text(row, 'end_date') ?? LAST_DAY;
    return { row, first, last: last < first ? first : last };
  });
  dated.sort((a, b) => (a.first === b.first ? byId(a.row, b.row) : a.first < b.first ? -1 : 1));
  const spans: CheckedRow[][] = [];
  let last = '';
  for (const { row, ...days } of dated) {
    const open = days.first <= last ? spans.at(-1) : undefined;
    if (open) open.push(row);
    else spans.push([row]);
    if (!open || days.last > last) last = days.last;
  }
  return spans;
}

function byId(a: CheckedRow, b: CheckedRow): number {
  return a.sourcedId < b.sourcedId ? -1 : a.sourcedId > b.sourcedId ? 1 : 0;
}
