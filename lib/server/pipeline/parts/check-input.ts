// What the checks between staged records share: their input, and how a row that was found is told.
import type pg from 'pg';
import { STORED_PER_GROUP, type IssueCode } from '@/lib/core/issues';
import type { RosterEntity } from '@/lib/core/oneroster';
import { stagingTable, type RunKey } from '../../db/roster-tables';
import type { CollectedIssue, IssueCollector } from './issue-collector';

export interface CheckInput {
  run: RunKey;
  entity: RosterEntity;
  /** Nothing in force: references resolve inside the set alone. */
  isInitial: boolean;
  /** The reader found what every row points to in other files. */
  isResolved?: boolean;
  /** The reader found every name to be a link of student and contact; whether there are contacts at all. */
  people?: { isWhole: boolean; hasContacts: boolean };
  issues: IssueCollector;
}

export interface FoundRow {
  line_number: number;
  value: string | null;
  school?: string | null;
}

export function told(row: FoundRow, column: string | null): CollectedIssue {
  return { line: row.line_number, column, value: row.value, schoolSourcedId: row.school ?? null };
}

/** All are counted, the first of the file are kept one by one. */
export function tellAll(
  issues: IssueCollector,
  file: string,
  code: IssueCode,
  found: readonly CollectedIssue[],
): void {
  const samples = [...found]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .slice(0, STORED_PER_GROUP);
  issues.addCounted(file, code, found.length, samples);
}

/** A record that was taken out of staging: its absence there is never read as a removal. */
export async function keepKeys(
  client: pg.ClientBase,
  { run, entity }: CheckInput,
  rows: readonly { id: string; line: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO ${stagingTable(run, 'kept')} (entity, sourced_id, line_number)
     SELECT $1, id, line FROM unnest($2::text[], $3::int[]) AS k(id, line)`,
    [entity, rows.map(({ id }) => id), rows.map(({ line }) => line)],
  );
}
