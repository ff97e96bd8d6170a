// What the checks between staged records share: their input, and how what they find is told.
import type pg from 'pg';
import { STORED_PER_GROUP, type IssueCode, type IssueParams } from '@/lib/core/issues';
import type { RosterEntity } from '@/lib/core/oneroster';
import type { RunKey } from '../../db/roster-tables';
import type { IssueCollector } from './issue-collector';

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

/**
 * Whether there is any row. All are counted: asked for the first alone, PostgreSQL would look row by row for what is
 * mostly not there.
 */
export async function isAny(client: pg.ClientBase, from: string): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*) AS count FROM ${from}`);
  return (rows[0]?.count ?? 0) > 0;
}

/** A problem as a query finds it. */
interface FoundRow {
  code: IssueCode;
  count: number;
  line: number | null;
  column: string;
  value: string | null;
  params: IssueParams | null;
  school: string | null;
}

/**
 * Tells what a query finds: all are counted, the first of the file are kept one by one, and only these come here, since
 * there may be as many as there are rows. `found` gives `code`, `line`, "column", `value`, `params`, `school`, and `nth`:
 * the order of those of one line.
 */
export async function recordFound(
  client: pg.ClientBase,
  issues: IssueCollector,
  file: string,
  found: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const { rows } = await client.query<FoundRow>(
    `WITH found AS (${found}), counted AS (SELECT code, count(*) AS count FROM found GROUP BY code)
     SELECT c.code, c.count, f.line, f."column", f.value, f.params, f.school FROM counted c
     CROSS JOIN LATERAL (SELECT * FROM found o WHERE o.code = c.code
                         ORDER BY coalesce(o.line, 0), o.nth LIMIT ${STORED_PER_GROUP}) f
     ORDER BY coalesce(f.line, 0), f.nth`,
    [...values],
  );
  const codes = new Map(rows.map(({ code, count }) => [code, count]));
  let all = 0;
  for (const [code, count] of codes) {
    all += count;
    const samples = rows.filter((row) => row.code === code);
    issues.addCounted(
      file,
      code,
      count,
      samples.map(({ line, column, value, params, school }) => ({
        line,
        column,
        value,
        schoolSourcedId: school,
        ...(params ? { params } : {}),
      })),
    );
  }
  return all;
}
