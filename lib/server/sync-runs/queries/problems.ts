import {
  ISSUE_BANDS,
  ISSUE_CODES,
  issueBand,
  isIssueCode,
  issueFix,
  issueKind,
  issueSentence,
  type Issue,
  type IssueBand,
  type IssueLevel,
  type IssueCode,
  type IssueParams,
} from '@/lib/core/issues';
import type { AppContext } from '../../app-context';
import { schoolNameJoins, schoolNameSql } from './school-names';

type Context = Pick<AppContext, 'db'>;

/** Against the run before it of the same connection that was read to the end. */
export type IssueNovelty = 'new' | 'same' | 'more' | 'fewer' | 'first-run';

export interface IssueGroupRow {
  id: number;
  fileName: string;
  code: IssueCode;
  /** It was found with. */
  level: IssueLevel;
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
  level: IssueLevel;
  count: number;
  storedCount: number;
  previousCount: number | null;
  hasPrevious: boolean;
  line: number | null;
  column: string | null;
  value: string | null;
  params: IssueParams | null;
}

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
     SELECT g.id, g.file_name AS "fileName", g.code, g.level, g.count, g.stored_count AS "storedCount",
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
        level: row.level,
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
  return groups.sort((a, b) => ISSUE_BANDS.indexOf(a.band) - ISSUE_BANDS.indexOf(b.band));
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

/** The single problems of a group by line, of one school if asked; `total` counts those that were kept. */
export async function listIssues(
  ctx: Context,
  tenantId: number,
  group: Pick<IssueGroupRow, 'id' | 'code' | 'fileName'>,
  page: { offset: number; limit: number },
  school: string | null = null,
): Promise<IssuePage> {
  const { rows } = await ctx.db.pool.query<StoredIssue & { total: number }>(
    `SELECT i.id, i.line, i."column", i.value, i.params, i.school_sourced_id AS "schoolSourcedId",
       ${schoolNameSql} AS "schoolName", count(*) OVER () AS total
     FROM run_issue i
     ${schoolNameJoins('$1', 'i.run_id', 'i.school_sourced_id')}
     WHERE i.tenant_id = $1 AND i.group_id = $2 AND ($5::text IS NULL OR i.school_sourced_id = $5)
     ORDER BY i.line, i.id LIMIT $3 OFFSET $4`,
    [tenantId, group.id, page.limit, page.offset, school],
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

export interface IssueSchool {
  sourcedId: string;
  name: string | null;
  /** Of the problems kept one by one. */
  count: number;
  /** The same per group. */
  countOfGroup: ReadonlyMap<number, number>;
}

/** The schools the kept problems of a run are about, by name. Problems of no school's row are not counted. */
export async function listIssueSchools(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<IssueSchool[]> {
  const { rows } = await ctx.db.pool.query<{
    sourcedId: string;
    name: string | null;
    groupId: number;
    count: number;
  }>(
    `SELECT i.school_sourced_id AS "sourcedId", ${schoolNameSql} AS name, i.group_id AS "groupId", count(*)::int AS count
     FROM run_issue i
     ${schoolNameJoins('$1', 'i.run_id', 'i.school_sourced_id')}
     WHERE i.tenant_id = $1 AND i.school_sourced_id <> ''
       AND i.group_id IN (SELECT id FROM run_issue_group WHERE tenant_id = $1 AND run_id = $2)
     GROUP BY i.school_sourced_id, org.name, named.name, i.group_id
     ORDER BY coalesce(${schoolNameSql}, i.school_sourced_id), i.school_sourced_id`,
    [tenantId, runId],
  );
  const schools = new Map<string, IssueSchool & { countOfGroup: Map<number, number> }>();
  for (const { sourcedId, name, groupId, count } of rows) {
    const school = schools.get(sourcedId) ?? { sourcedId, name, count: 0, countOfGroup: new Map() };
    school.count += count;
    school.countOfGroup.set(groupId, count);
    schools.set(sourcedId, school);
  }
  return [...schools.values()];
}

/** The same numbers as `countProblemsOf`, of a run that is stored: one row. */
export const problemCountsSql = (tenant: string, run: string): string => `
  SELECT coalesce(sum(count) FILTER (WHERE level = 'error'), 0)::int AS errors,
    coalesce(sum(count) FILTER (WHERE level = 'warning'), 0)::int AS warnings
  FROM run_issue_group WHERE tenant_id = ${tenant} AND run_id = ${run} AND code IN (${KNOWN_CODES})`;

/** A code of an older version of the catalog has no words any more: what no page lists is not counted. */
const KNOWN_CODES = ISSUE_CODES.map((code) => `'${code}'`).join(', ');

export interface ProblemHistoryPoint {
  runId: number;
  runNumber: number;
  receivedAt: Date;
  count: number;
}

/** How many problems this run and the ones before it had, oldest first; runs that were never read are left out. */
export async function listProblemHistory(
  ctx: Context,
  tenantId: number,
  runId: number,
  runCount: number,
): Promise<ProblemHistoryPoint[]> {
  const { rows } = await ctx.db.pool.query<ProblemHistoryPoint>(
    `SELECT r.id AS "runId", r.number AS "runNumber", r.last_arrival_at AS "receivedAt",
       (SELECT n.errors + n.warnings FROM (${problemCountsSql('$1', 'r.id')}) n) AS count
     FROM sync_run r
     JOIN sync_run t ON t.tenant_id = $1 AND t.id = $2 AND t.connection_id = r.connection_id
     WHERE r.tenant_id = $1 AND r.id <= t.id AND r.processing_at IS NOT NULL
       AND r.state NOT IN ('QUEUED', 'PROCESSING', 'FAILED')
     ORDER BY r.id DESC LIMIT $3`,
    [tenantId, runId, runCount],
  );
  return rows.reverse();
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

export interface ProblemFilter {
  /** '' is the whole set. */
  file: string | null;
  school: string | null;
}

/** The problems kept for the run, group by group, a page of memory at a time. */
export async function* streamProblems(
  ctx: Context,
  tenantId: number,
  runId: number,
  { file, school }: ProblemFilter = { file: null, school: null },
): AsyncGenerator<ProblemLine> {
  for (const group of await listIssueGroups(ctx, tenantId, runId)) {
    if (file !== null && group.fileName !== file) continue;
    let after = { line: -1, id: 0 };
    for (;;) {
      const { rows } = await ctx.db.pool.query<StoredIssue>(
        `SELECT i.id, i.line, i."column", i.value, i.params,
           i.school_sourced_id AS "schoolSourcedId", ${schoolNameSql} AS "schoolName"
         FROM run_issue i
         ${schoolNameJoins('$1', 'i.run_id', 'i.school_sourced_id')}
         WHERE i.tenant_id = $1 AND i.group_id = $2 AND (coalesce(i.line, 0), i.id) > ($3, $4)
           AND ($5::text IS NULL OR i.school_sourced_id = $5)
         ORDER BY coalesce(i.line, 0), i.id LIMIT 1000`,
        [tenantId, group.id, after.line, after.id, school],
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

export interface FileProblemCounts {
  /** '' is the whole set. */
  fileName: string;
  /** Errors and warnings, as the list of runs and the mail count them. A notice only tells how something was read. */
  problems: number;
}

export interface ProblemCountsByFile {
  files: FileProblemCounts[];
  problems: number;
  /** With the notices, and how many of them are kept one by one. */
  found: number;
  stored: number;
}

/** How many problems each file of a run has, and all of them together. */
export async function countProblemsByFile(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ProblemCountsByFile> {
  const { rows } = await ctx.db.pool.query<
    Omit<ProblemCountsByFile, 'files'> & { fileName: string | null }
  >(
    `SELECT file_name AS "fileName", sum(count)::int AS found, sum(stored_count)::int AS stored,
       coalesce(sum(count) FILTER (WHERE level IN ('error', 'warning')), 0)::int AS problems
     FROM run_issue_group WHERE tenant_id = $1 AND run_id = $2 AND code IN (${KNOWN_CODES})
     GROUP BY GROUPING SETS ((file_name), ()) ORDER BY file_name COLLATE "C" NULLS FIRST`,
    [tenantId, runId],
  );
  const [all, ...files] = rows;
  return {
    files: files.map(({ fileName, problems }) => ({ fileName: fileName ?? '', problems })),
    problems: all?.problems ?? 0,
    found: all?.found ?? 0,
    stored: all?.stored ?? 0,
  };
}

/** All problems of a run, exactly, also those not kept one by one. */
export async function countProblems(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT n.errors + n.warnings AS count FROM (${problemCountsSql('$1', '$2')}) n`,
    [tenantId, runId],
  );
  return rows[0]?.count ?? 0;
}
