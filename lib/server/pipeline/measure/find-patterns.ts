// Evidence for what a held run looks like, and what follows from it. Counted only when a person will read it.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Verdict } from '@/lib/core/circuit-break/evaluate';
import {
  findPatterns,
  patternOf,
  type Evidence,
  type Finding,
  type SchoolEvidence,
} from '@/lib/core/circuit-break/patterns';
import type { PolicyInForce } from '../../policy/load-policy';
import type { PlanGroup } from '../parts/plan';
import { FAMILIES_ROW } from '../../policy/findings';
import { liveTable, stagingTable } from '../../db/roster-tables';
import type { FileFacts } from '@/lib/core/circuit-break/file-measures';
import type { Measurements, PlanInput } from './measure-plan';
import { countFamilies } from './reachability';
import { isOf } from './measured-run';

/** Stores what the run looks like, and beside every rule that held it the pattern that explains it. */
export async function storeFindings(
  input: PlanInput,
  measured: Measurements,
  policy: PolicyInForce,
  verdict: Verdict,
): Promise<readonly Finding[]> {
  const { client, run } = input;
  const findings =
    run.baselineRunId === null ? [] : findPatterns(await evidence(input, measured, policy));
  const families = measured.reach === null ? [] : [await familiesRow(input)];
  await client.query('DELETE FROM run_finding WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO run_finding (tenant_id, run_id, kind, subject, school_sourced_id, position, params)
     SELECT $1, $2, f.kind, f.subject, f."schoolSourcedId", f.position, f.params
     FROM jsonb_to_recordset($3::jsonb) AS f(kind text, subject text, "schoolSourcedId" text, position int, params jsonb)`,
    [
      run.tenantId,
      run.id,
      JSON.stringify([...findings, ...families].map((each, position) => ({ ...each, position }))),
    ],
  );
  await tagEvaluations(input, verdict, findings);
  return findings;
}

/** Beside what the run looks like: no pattern, but counted for the same reader. */
async function familiesRow(
  input: PlanInput,
): Promise<Omit<Finding, 'kind'> & { kind: typeof FAMILIES_ROW }> {
  const count = await countFamilies(input);
  return { kind: FAMILIES_ROW, subject: '', schoolSourcedId: '', params: { count } };
}

async function tagEvaluations(
  { client, run }: PlanInput,
  verdict: Verdict,
  findings: readonly Finding[],
): Promise<void> {
  const tags = verdict.trips
    .filter(({ tripped }) => tripped)
    .map((trip) => ({
      rule: trip.ruleId,
      school: trip.scope.kind === 'school' ? trip.scope.schoolSourcedId : '',
      subject: trip.subject ?? '',
      pattern: patternOf(trip, findings),
    }));
  await client.query(
    `UPDATE rule_evaluation e SET pattern = t.pattern
     FROM jsonb_to_recordset($3::jsonb) AS t(rule text, school text, subject text, pattern text)
     WHERE e.tenant_id = $1 AND e.run_id = $2 AND e.rule_id = t.rule AND e.scope_sourced_id = t.school AND e.subject = t.subject`,
    [run.tenantId, run.id, JSON.stringify(tags)],
  );
}

async function evidence(
  input: PlanInput,
  measured: Measurements,
  policy: PolicyInForce,
): Promise<Evidence> {
  const { client, run, today } = input;
  const { rows: tenant } = await client.query<{ firstDay: PlainDate | null }>(
    'SELECT first_day_of_school_date AS "firstDay" FROM tenant WHERE id = $1',
    [run.tenantId],
  );
  const languageBlanked = measured.counts.district.students?.watched?.languageBlanked;
  return {
    today,
    ...(await grades(input)),
    classes: await classes(input),
    ...(await years(input)),
    repeated: input.issues.rows.listDiffering(),
    schools: await schools(input, measured),
    rekeys: measured.rekeys,
    files: await fileEnds(input, measured.files),
    headerNotes: await headerNotes(input),
    transition: policy.transition && {
      startDate: policy.transition.startDate,
      endDate: policy.transition.endDate,
    },
    firstDayOfSchool: tenant[0]?.firstDay ?? null,
    studentsLosingLastContact: measured.reach?.losing ?? 0,
    studentsWithManyContacts: measured.reach?.withManyContacts ?? 0,
    languages: { lost: await languagesLost(input), studentsBlanked: languageBlanked?.count ?? 0 },
    identity: {
      otherPeople: measured.identity.replaced.count,
      idsUsedAgain: measured.identity.usedAgain.count,
      names: measured.identity.names,
    },
  };
}

async function grades({
  client,
  run,
}: PlanInput): Promise<Pick<Evidence, 'leavingByGrade' | 'gradesInForce' | 'gradeMoves'>> {
  const { rows: leavingByGrade } = await client.query<{ grade: string; count: number }>(
    `SELECT coalesce(l.grades[1], '') AS grade, count(*) AS count
     FROM change c JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.counted_as = 'students' AND c.action = 'REMOVE' GROUP BY 1`,
    [run.tenantId],
  );
  const { rows: inForce } = await client.query<{ grade: string }>(
    `SELECT value AS grade FROM roster_count WHERE tenant_id = $1 AND entity = 'user' AND facet = 'grade' AND count > 0`,
    [run.tenantId],
  );
  const { rows: gradeMoves } = await client.query<{ from: string; to: string; count: number }>(
    `SELECT coalesce(c.before->'grades'->>0, '') AS "from", coalesce(c.after->'grades'->>0, '') AS "to", count(*) AS count
     FROM change c WHERE ${isOf(run)} AND c.counted_as = 'students' AND c.action = 'UPDATE' AND 'grades' = ANY(c.changed_fields)
     GROUP BY 1, 2`,
  );
  return { leavingByGrade, gradeMoves, gradesInForce: inForce.map(({ grade }) => grade) };
}

/** One term follows another where what leaves ends by the time what comes begins, a week over or under. */
async function classes({ client, run, today }: PlanInput): Promise<Evidence['classes']> {
  const session = liveTable('academicSession');
  const { rows } = await client.query<Evidence['classes']>(
    `WITH term AS (
       SELECT sourced_id, start_date, end_date FROM ${session} WHERE tenant_id = $1 AND NOT EXISTS (
         SELECT 1 FROM ${stagingTable(run, 'academicSession')} s WHERE s.sourced_id = ${session}.sourced_id)
       UNION ALL SELECT sourced_id, start_date, end_date FROM ${stagingTable(run, 'academicSession')}),
     gone AS (SELECT (SELECT max(t.end_date) FROM term t WHERE t.sourced_id = ANY(l.term_sourced_ids)) AS ends FROM change c JOIN ${liveTable('class')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
              WHERE ${isOf(run)} AND c.entity = 'class' AND c.action = 'REMOVE'),
     come AS (SELECT s.sourced_id, (SELECT min(t.start_date) FROM term t WHERE t.sourced_id = ANY(s.term_sourced_ids)) AS begins FROM change c JOIN ${stagingTable(run, 'class')} s USING (sourced_id)
              WHERE ${isOf(run)} AND c.entity = 'class' AND c.action = 'ADD'),
     turn AS (SELECT coalesce(mode() WITHIN GROUP (ORDER BY begins), $2::date) AS day FROM come),
     orphaned AS (
       SELECT DISTINCT l.class_sourced_id AS id FROM change c JOIN ${liveTable('enrollment')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
       WHERE ${isOf(run)} AND c.entity = 'enrollment' AND c.action = 'REMOVE' AND l.role = 'teacher'
       UNION SELECT sourced_id FROM come)
     SELECT (SELECT count(*) FROM gone) AS removed, (SELECT count(*) FROM come) AS added,
       (SELECT count(*) FROM gone, turn WHERE ends <= turn.day + 7) AS ended,
       (SELECT count(*) FROM come, turn WHERE begins >= turn.day - 7) AS beginning,
       (SELECT count(*) FROM orphaned o
        WHERE NOT EXISTS (SELECT 1 FROM change c WHERE ${isOf(run)} AND c.entity = 'class' AND c.action = 'REMOVE' AND c.sourced_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'enrollment')} e WHERE e.class_sourced_id = o.id AND e.role = 'teacher')
          AND NOT EXISTS (SELECT 1 FROM ${liveTable('enrollment')} e WHERE e.tenant_id = $1 AND e.removed_at IS NULL AND e.class_sourced_id = o.id AND e.role = 'teacher'
            AND NOT EXISTS (SELECT 1 FROM change c WHERE ${isOf(run)} AND c.entity = 'enrollment' AND c.action = 'REMOVE' AND c.sourced_id = e.sourced_id))
       ) AS "withoutTeacher"`,
    [run.tenantId, today],
  );
  return rows[0] ?? { removed: 0, ended: 0, added: 0, beginning: 0, withoutTeacher: 0 };
}

/** Around a year, however the days of a school year fall. */
const A_YEAR = { least: 300, most: 430 };

/** Records that keep their id while their dates move: terms, classes by their terms, enrollments. */
async function years({ client, run }: PlanInput): Promise<Pick<Evidence, 'years' | 'terms'>> {
  const session = liveTable('academicSession');
  const staged = stagingTable(run, 'academicSession');
  const days = (field: string): string =>
    `(c.after->>'${field}')::date - (c.before->>'${field}')::date`;
  const firstDay = (ids: string, table: string): string =>
    `(SELECT min(t.start_date) FROM ${table} t WHERE t.sourced_id IN (SELECT jsonb_array_elements_text(${ids})))`;
  const { rows } = await client.query<Evidence['years'][number]>(
    `WITH before AS (SELECT sourced_id, start_date FROM ${session} WHERE tenant_id = $1 AND removed_at IS NULL),
       after AS (
         SELECT sourced_id, start_date FROM ${staged} UNION ALL
         SELECT sourced_id, start_date FROM before b WHERE NOT EXISTS (SELECT 1 FROM ${staged} s WHERE s.sourced_id = b.sourced_id)),
       moved AS (
         SELECT 'sessions' AS entity, coalesce(${days('start_date')}, ${days('end_date')}) AS days FROM change c
         WHERE ${isOf(run)} AND c.entity = 'academicSession' AND c.action = 'UPDATE' AND c.changed_fields && '{start_date,end_date}'
         UNION ALL
         SELECT 'classes', ${firstDay("c.after->'term_sourced_ids'", 'after')} - ${firstDay("c.before->'term_sourced_ids'", 'before')} FROM change c
         WHERE ${isOf(run)} AND c.entity = 'class' AND c.action = 'UPDATE' AND 'term_sourced_ids' = ANY(c.changed_fields)
         UNION ALL
         SELECT 'studentEnrollments', coalesce(${days('begin_date')}, ${days('end_date')}) FROM change c
         WHERE ${isOf(run)} AND c.counted_as = 'studentEnrollments' AND c.action = 'UPDATE' AND c.changed_fields && '{begin_date,end_date}')
     SELECT entity, count(*)::int AS count, (count(*) FILTER (WHERE days BETWEEN $2 AND $3))::int AS ahead,
       (count(*) FILTER (WHERE days BETWEEN -$3 AND -$2))::int AS back
     FROM moved GROUP BY entity`,
    [run.tenantId, A_YEAR.least, A_YEAR.most],
  );
  const { rows: terms } = await client.query<{ startDate: PlainDate | null; endDate: PlainDate }>(
    `SELECT min(s.start_date) AS "startDate", max(s.end_date) AS "endDate" FROM change c JOIN ${staged} s USING (sourced_id)
     WHERE ${isOf(run)} AND c.entity = 'academicSession' AND c.action IN ('UPDATE', 'ADD')`,
  );
  const { startDate = null, endDate = '' } = terms[0] ?? {};
  return { years: rows, terms: startDate === null ? null : { startDate, endDate } };
}

async function schools(
  { client, run, groups }: PlanInput,
  { baseline, moves, newSchools }: Measurements,
): Promise<SchoolEvidence[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT c.sourced_id AS id FROM change c JOIN ${liveTable('org')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
     WHERE ${isOf(run)} AND c.entity = 'org' AND c.action = 'REMOVE' AND l.type = 'school'`,
    [run.tenantId],
  );
  const removed = new Set(rows.map(({ id }) => id));
  const students = groups.filter(({ entity }) => entity === 'students');
  const touched = new Set(
    [...removed, ...newSchools, ...students.map((each) => each.schoolSourcedId)].filter(Boolean),
  );
  moves.forEach(({ from }) => touched.add(from));
  const countOf = (school: string, isWanted: (group: PlanGroup) => boolean): number =>
    total(students.filter((each) => each.schoolSourcedId === school && isWanted(each)));
  return [...touched].sort().map((schoolSourcedId) => ({
    schoolSourcedId,
    org: removed.has(schoolSourcedId)
      ? 'removed'
      : newSchools.has(schoolSourcedId)
        ? 'added'
        : 'stays',
    students: total(
      baseline.filter(
        (row) => row.entity === 'students' && row.schoolSourcedId === schoolSourcedId,
      ),
    ),
    leaving: countOf(schoolSourcedId, ({ action }) => action === 'REMOVE'),
    arriving: countOf(schoolSourcedId, ({ action }) => action === 'ADD' || action === 'REACTIVATE'),
    movingOut: total(moves.filter(({ from }) => from === schoolSourcedId)),
    movingIn: total(moves.filter(({ to }) => to === schoolSourcedId)),
  }));
}

const total = (rows: readonly { count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0);

/** Where the missing rows of a file stood when it was last read. */
async function fileEnds(
  { client, run }: PlanInput,
  files: readonly FileFacts[],
): Promise<Evidence['files']> {
  const found: Evidence['files'][number][] = [];
  for (const { fileName, rowsRead, rowsBefore } of files) {
    const entity = fileName === 'users.csv' ? 'user' : 'enrollment';
    const isSized = fileName === 'users.csv' || fileName === 'enrollments.csv';
    if (!isSized || rowsBefore === null || rowsRead >= rowsBefore) continue;
    const { rows } = await client.query<{ missing: number; missingAtEnd: number }>(
      `SELECT count(*) AS missing, count(*) FILTER (WHERE l.line_number > $2) AS "missingAtEnd"
       FROM change c JOIN ${liveTable(entity)} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
       WHERE ${isOf(run)} AND c.entity = '${entity}' AND c.action = 'REMOVE' AND NOT c.is_cascade`,
      [run.tenantId, rowsRead],
    );
    const { missing = 0, missingAtEnd = 0 } = rows[0] ?? {};
    found.push({ fileName, rowsRead, rowsBefore, missing, missingAtEnd });
  }
  return found;
}

/** Notes about headers and columns that the run in force did not have. */
async function headerNotes({ client, run }: PlanInput): Promise<Evidence['headerNotes']> {
  const { rows } = await client.query<{ fileName: string; count: number }>(
    `SELECT g.file_name AS "fileName", count(*) AS count FROM run_issue_group g
     WHERE g.tenant_id = $1 AND g.run_id = $2 AND (g.code LIKE 'HEADER_%' OR g.code LIKE 'COLUMN_%' OR g.code = 'SEPARATOR_OTHER')
       AND NOT EXISTS (SELECT 1 FROM run_issue_group b WHERE b.tenant_id = $1 AND b.run_id = $3 AND b.file_name = g.file_name AND b.code = g.code)
     GROUP BY 1 ORDER BY 1`,
    [run.tenantId, run.id, run.baselineRunId],
  );
  return rows;
}

/** Home languages of today's students that nobody would have afterwards. */
async function languagesLost({ client, run }: PlanInput): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `WITH delta AS (
       SELECT l.language_code AS code, -1 AS n FROM change c JOIN ${liveTable('user')} l ON l.tenant_id = $1 AND l.sourced_id = c.sourced_id
       WHERE ${isOf(run)} AND c.counted_as = 'students' AND (c.action = 'REMOVE' OR (c.action = 'UPDATE' AND 'language_code' = ANY(c.changed_fields)))
       UNION ALL
       SELECT s.language_code, 1 FROM change c JOIN ${stagingTable(run, 'user')} s USING (sourced_id)
       WHERE ${isOf(run)} AND c.counted_as = 'students' AND (c.action IN ('ADD', 'REACTIVATE') OR (c.action = 'UPDATE' AND 'language_code' = ANY(c.changed_fields)))),
     total AS (SELECT code, sum(n) AS n FROM delta GROUP BY code)
     SELECT count(*) AS count FROM roster_count r LEFT JOIN total t ON t.code = r.value
     WHERE r.tenant_id = $1 AND r.entity = 'user' AND r.facet = 'language' AND r.value <> '' AND r.count > 0
       AND r.count + coalesce(t.n, 0) <= 0`,
    [run.tenantId],
  );
  return rows[0]?.count ?? 0;
}
