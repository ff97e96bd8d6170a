import {
  issueBand,
  isIssueCode,
  issueFix,
  issueKind,
  issueSentence,
  type Issue,
  type IssueBand,
  type IssueCode,
  type IssueParams,
} from '@/lib/core/issues';
import type { AppContext } from '../app-context';

type Context = Pick<AppContext, 'db'>;

/** Against the run before it of the same connection that was read to the end. */
export type IssueNovelty = 'new' | 'same' | 'more' | 'fewer' | 'first-run';

export interface IssueGroupRow {
  id: number;
  fileName: string;
  code: IssueCode;
  band: IssueBand;
  title: string;
  /** What is wrong and what to do about it, told for the first problem of the group. */
  sentence: string;
  fix: string;
  count: number;
  /** Single problems kept; the count is exact even where this is smaller. */
  storedCount: number;
  previousCount: number | null;
  novelty: IssueNovelty;
}

interface GroupRow {
  id: number;
  fileName: string;
  code: string;
  count: number;
  storedCount: number;
  previousCount: number | null;
  hasPrevious: boolean;
  line: number | null;
  column: string | null;
  value: string | null;
  params: IssueParams | null;
}

const BANDS: readonly IssueBand[] = ['blocking', 'golive', 'row', 'notice'];

/** Worst first: what stops the update, then what sets rows aside, then what is only said. */
export async function listIssueGroups(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<IssueGroupRow[]> {
  const { rows } = await ctx.db.pool.query<GroupRow>(
    `WITH this_run AS (SELECT id, connection_id FROM sync_run WHERE tenant_id = $1 AND id = $2),
       previous AS (
         SELECT r.id FROM sync_run r JOIN this_run t ON t.connection_id = r.connection_id
         WHERE r.tenant_id = $1 AND r.id < t.id AND r.processing_at IS NOT NULL
           AND r.state NOT IN ('QUEUED', 'PROCESSING', 'FAILED')
         ORDER BY r.id DESC LIMIT 1)
     SELECT g.id, g.file_name AS "fileName", g.code, g.count, g.stored_count AS "storedCount",
       (SELECT p.count FROM run_issue_group p
        WHERE p.tenant_id = $1 AND p.run_id = (SELECT id FROM previous)
          AND p.file_name = g.file_name AND p.code = g.code) AS "previousCount",
       EXISTS (SELECT 1 FROM previous) AS "hasPrevious",
       first.line, first."column", first.value, first.params
     FROM run_issue_group g
     LEFT JOIN LATERAL (
       SELECT line, "column", value, params FROM run_issue i
       WHERE i.group_id = g.id AND i.tenant_id = $1 ORDER BY i.line, i.id LIMIT 1) first ON true
     WHERE g.tenant_id = $1 AND g.run_id = $2
     ORDER BY g.count DESC, g.file_name, g.code`,
    [tenantId, runId],
  );
  const groups = rows.flatMap((row): IssueGroupRow[] => {
    const { code } = row;
    // A code of an older version of the catalog has no words any more.
    if (!isIssueCode(code)) return [];
    const issue = issueOf(code, row.fileName, row);
    return [
      {
        id: row.id,
        fileName: row.fileName,
        code,
        band: issueBand(code),
        title: issueKind(code).title,
        sentence: issueSentence(issue),
        fix: issueFix(issue),
        count: row.count,
        storedCount: row.storedCount,
        previousCount: row.previousCount,
        novelty: noveltyOf(row),
      },
    ];
  });
  return groups.sort((a, b) => BANDS.indexOf(a.band) - BANDS.indexOf(b.band));
}

function noveltyOf({ hasPrevious, previousCount, count }: GroupRow): IssueNovelty {
  if (!hasPrevious) return 'first-run';
  if (previousCount === null) return 'new';
  if (previousCount === count) return 'same';
  return previousCount < count ? 'more' : 'fewer';
}

export interface IssueRow {
  id: number;
  line: number | null;
  column: string | null;
  value: string | null;
  sentence: string;
  schoolSourcedId: string | null;
  schoolName: string | null;
}

export interface IssuePage {
  rows: IssueRow[];
  total: number;
}

/** The single problems of a group by line; `total` counts those that were kept. */
export async function listIssues(
  ctx: Context,
  tenantId: number,
  group: Pick<IssueGroupRow, 'id' | 'code' | 'fileName'>,
  page: { offset: number; limit: number },
): Promise<IssuePage> {
  const { rows } = await ctx.db.pool.query<StoredIssue & { total: number }>(
    `SELECT i.id, i.line, i."column", i.value, i.params, i.school_sourced_id AS "schoolSourcedId",
       org.name AS "schoolName", count(*) OVER () AS total
     FROM run_issue i
     LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = i.school_sourced_id
     WHERE i.tenant_id = $1 AND i.group_id = $2
     ORDER BY i.line, i.id LIMIT $3 OFFSET $4`,
    [tenantId, group.id, page.limit, page.offset],
  );
  return {
    rows: rows.map(({ id, line, column, value, schoolSourcedId, schoolName, params }) => ({
      id,
      line,
      column,
      value,
      schoolSourcedId,
      schoolName,
      sentence: issueSentence(issueOf(group.code, group.fileName, { line, column, value, params })),
    })),
    total: rows[0]?.total ?? 0,
  };
}

interface StoredIssue {
  id: number;
  line: number | null;
  column: string | null;
  value: string | null;
  params: IssueParams | null;
  schoolSourcedId: string | null;
  schoolName: string | null;
}

function issueOf(
  code: IssueCode,
  fileName: string,
  { line, column, value, params }: Pick<StoredIssue, 'line' | 'column' | 'value' | 'params'>,
): Issue {
  return { code, file: fileName || null, line, column, value, params: params ?? {} };
}

export interface ProblemLine {
  fileName: string;
  line: number | null;
  column: string | null;
  value: string | null;
  code: IssueCode;
  level: IssueBand;
  message: string;
  fix: string;
  school: string | null;
}

/** Every problem kept for the run, group by group, a page of memory at a time. */
export async function* streamProblems(
  ctx: Context,
  tenantId: number,
  runId: number,
): AsyncGenerator<ProblemLine> {
  for (const group of await listIssueGroups(ctx, tenantId, runId)) {
    let after = { line: -1, id: 0 };
    for (;;) {
      const { rows } = await ctx.db.pool.query<StoredIssue>(
        `SELECT i.id, i.line, i."column", i.value, i.params,
           i.school_sourced_id AS "schoolSourcedId", org.name AS "schoolName"
         FROM run_issue i
         LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = i.school_sourced_id
         WHERE i.tenant_id = $1 AND i.group_id = $2 AND (coalesce(i.line, 0), i.id) > ($3, $4)
         ORDER BY coalesce(i.line, 0), i.id LIMIT 1000`,
        [tenantId, group.id, after.line, after.id],
      );
      for (const row of rows) {
        const issue = issueOf(group.code, group.fileName, row);
        yield {
          fileName: group.fileName,
          line: row.line,
          column: row.column,
          value: row.value,
          code: group.code,
          level: group.band,
          message: issueSentence(issue),
          fix: issueFix(issue),
          school: row.schoolName ?? row.schoolSourcedId,
        };
      }
      const last = rows.at(-1);
      if (!last || rows.length < 1000) break;
      after = { line: last.line ?? 0, id: last.id };
    }
  }
}

/** All problems of a run, exactly, also those not kept one by one. */
export async function countProblems(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT coalesce(sum(count), 0)::int AS count FROM run_issue_group
     WHERE tenant_id = $1 AND run_id = $2`,
    [tenantId, runId],
  );
  return rows[0]?.count ?? 0;
}
