// Rows of one sourcedId: the first stays, a later one that says the same is ignored, another is set aside. In SQL:
// lib/server/pipeline/check-duplicates.ts.
import type { IssueGroups } from '../issues';
import { comparedFields, namedFields } from '../oneroster/compared-fields';
import { fileSpecForEntity, type RosterEntity } from '../oneroster/files';
import type { CellValue } from '../oneroster/row/row-state';
import type { CheckedRow, RowTable } from './row-table';

export function checkDuplicates(
  table: RowTable,
  entity: RosterEntity,
  issues: IssueGroups,
): { ignored: number; rejected: number } {
  const first = new Map<string, CheckedRow>();
  const later = new Set<CheckedRow>();
  for (const row of table.rows) {
    if (first.has(row.sourcedId)) later.add(row);
    else first.set(row.sourcedId, row);
  }
  const counts = { ignored: 0, rejected: 0 };
  for (const row of later) {
    const kept = first.get(row.sourcedId) ?? row;
    const differs = (field: string): boolean =>
      !isSame(table.value(row, field), table.value(kept, field));
    const place = { line: row.line, column: 'sourcedId', value: row.sourcedId };
    const { fileName } = fileSpecForEntity(entity);
    if (!comparedFields(entity).some(({ field }) => differs(field))) {
      counts.ignored += 1;
      issues.add(fileName, 'DUPLICATE_ID_SAME', place);
      continue;
    }
    counts.rejected += 1;
    const columns = namedFields(entity).filter(({ field }) => differs(field));
    const params: Record<string, string> =
      columns.length > 0 ? { columns: columns.map(({ name }) => name).join(',') } : {};
    issues.add(fileName, 'DUPLICATE_ID_DIFFERENT', { ...place, params });
  }
  table.takeOut(later);
  return counts;
}

/** The lists of OneRoster are sets: their order, and an id that stands there twice, say nothing. */
function isSame(a: CellValue, b: CellValue): boolean {
  return a === b || said(a) === said(b);
}

function said(value: CellValue): string {
  if (Array.isArray(value)) return JSON.stringify([...new Set(value)].sort());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
