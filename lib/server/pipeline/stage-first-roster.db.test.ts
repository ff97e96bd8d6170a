// A first roster is counted and checked while its files are read, enrollments before people.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { PLANNED_ENTITIES, stagingTable, type RunKey } from '../db/roster-tables';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const of = {
  schools: 2,
  students: 12,
  staff: 4,
  classes: 4,
  enrollmentsPerStudent: 2,
  reachable: 6,
};

const enrollmentsOf = (...users: string[]): string[] =>
  users.map((user, i) => `x${i},,,k1,s1,${user},student,,,`);

const ofNobody: DayOf = { more: { 'enrollments.csv': enrollmentsOf('u1', 'nobody') } };
/** Read without a problem, and taken out when the orgs are looked for. */
const ofSetAside: DayOf = {
  more: {
    'users.csv': [studentRow('lost', { school: 's9' })],
    'enrollments.csv': enrollmentsOf('lost'),
  },
};
/** Of two schools, and of none: what they are enrolled in decides, which is read before they are checked. */
const ofTwoSchools: DayOf = {
  more: {
    'users.csv': [
      studentRow('both', { school: '"s1,s2"', agents: ['g1', 'g2'] }),
      studentRow('few', { school: '"s2,s1"', agents: ['g3'], grade: '07', language: 'spa' }),
      studentRow('none', { school: 'd1', agents: ['g1'] }),
    ],
    'enrollments.csv': [
      'xb,,,k2,s2,both,student,,,',
      'xn,,,k2,s2,none,student,,,',
      'xf,,,k1,s1,few,student,,,',
    ],
  },
};
const ofTwoSchoolsAndNobody: DayOf = {
  more: {
    'users.csv': [
      ...(ofTwoSchools.more?.['users.csv'] ?? []),
      studentRow('named', { agents: ['nobody'] }),
    ],
    'enrollments.csv': [
      ...(ofTwoSchools.more?.['enrollments.csv'] ?? []),
      ...enrollmentsOf('nobody', 'named'),
    ],
  },
};
const withoutItsOrg: DayOf = {
  more: {
    'orgs.csv': ['s7,,,School 7,school,,', 's7,,,School seven,school,,'],
    'users.csv': ofTwoSchools.more?.['users.csv'] ?? [],
    'enrollments.csv': ofTwoSchools.more?.['enrollments.csv'] ?? [],
  },
};
const repeated: DayOf = { more: { 'enrollments.csv': ['e1-1,,,k4,s1,u1,student,,,'] } };

test.each<[string, DayOf, number]>([
  ['as it is', {}, 25],
  ['with an enrollment of somebody who is not there', ofNobody, 26],
  ['with an enrollment of a person who was set aside', ofSetAside, 25],
  ['with an enrollment that comes twice', repeated, 25],
  ['with people of two schools and of none', ofTwoSchools, 28],
  ['with people of two schools and names of nobody', ofTwoSchoolsAndNobody, 29],
  ['with people of two schools and an org that comes twice', withoutItsOrg, 28],
])('a first roster %s', async (_, day, enrollments) => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const run = await deliverRun(ctx, connection, districtFiles(of, day));
  expect(await processSyncRun(ctx, run)).toBe('HELD');
  const { counted, staged, planned } = await readCounts(run);
  expect(staged.enrollment).toBe(enrollments);
  expect(counted).toEqual(staged);
  expect(planned.enrollment).toBe(staged.enrollment);
  expect(planned.user).toBe(staged.user);
  const { stagedCounts } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } });
  expect(stagedCounts).toMatchObject(staged);
  const facets = await readFacets(run);
  expect(facets.counted).toEqual(facets.staged);
  expect(facets.plannedLinks).toEqual(facets.stagedLinks);
});

const withoutRows = (files: GivenFile[], name: string): GivenFile[] =>
  files.map((file) => {
    const header =
      Buffer.concat([...file.chunks])
        .toString()
        .split('\n')[0] ?? '';
    return file.name === name ? textFile(name, `${header}\n`) : file;
  });

test.each([
  [
    'enrollments.csv',
    'people are checked all the same',
    ['enrollments.csv HEADER_ONLY', 'users.csv DUPLICATE_ID_DIFFERENT'],
  ],
  [
    'users.csv',
    'nobody is missed among the enrollments',
    [
      'enrollments.csv DUPLICATE_ID_DIFFERENT',
      'enrollments.csv ROWS_NEED_OTHER_FILE',
      'users.csv HEADER_ONLY',
    ],
  ],
])('without a row in %s %s', async (name, _, expected) => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const day: DayOf = {
    more: {
      'users.csv': [studentRow('u1', { grade: '07' })],
      'enrollments.csv': repeated.more?.['enrollments.csv'] ?? [],
    },
  };
  const run = await deliverRun(ctx, connection, withoutRows(districtFiles(of, day), name));
  expect(await processSyncRun(ctx, run)).toBe('INVALID');
  const groups = await ctx.db.prisma.runIssueGroup.findMany({
    where: { runId: run.id, tenantId: run.tenantId },
  });
  expect(groups.map(({ fileName, code }) => `${fileName} ${code}`).sort()).toEqual(expected);
});

/** Rows by entity: as the roster will be counted, as they stand, and as changes of the plan. */
async function readCounts(run: RunKey) {
  const { pool } = ctx.db;
  const totals = async (sql: string): Promise<Record<string, number>> => {
    const { rows } = await pool.query<{ entity: string; n: number }>(sql);
    return Object.fromEntries(rows.map(({ entity, n }) => [entity, n]));
  };
  const each = PLANNED_ENTITIES.map(
    (entity) =>
      `SELECT '${entity}' AS entity, count(*)::int AS n FROM ${stagingTable(run, entity)}`,
  );
  const counted = await totals(
    `SELECT entity, count::int AS n FROM ${stagingTable(run, 'count')} WHERE facet = ''`,
  );
  const planned = await totals(
    `SELECT CASE WHEN entity IN ('students', 'staff', 'contacts') THEN 'user' ELSE 'enrollment' END AS entity, sum(count)::int AS n
     FROM change_count WHERE run_id = ${run.id}
       AND entity IN ('students', 'staff', 'contacts', 'studentEnrollments', 'staffEnrollments') GROUP BY 1`,
  );
  return {
    counted: Object.fromEntries(PLANNED_ENTITIES.map((entity) => [entity, counted[entity]])),
    staged: await totals(each.join(' UNION ALL ')),
    planned,
  };
}

/** What is counted of people and their links by school, beside what stands in their rows. */
async function readFacets(run: RunKey) {
  const list = async (sql: string): Promise<string[]> => {
    const { rows } = await ctx.db.pool.query<{ found: string }>(sql);
    return rows.map(({ found }) => found);
  };
  const users = stagingTable(run, 'user');
  const ofUsers = (facet: string, value: string, where = 'true'): string =>
    `SELECT '${facet} ' || value || ' ' || count(*) AS found FROM (SELECT ${value} AS value FROM ${users} u WHERE ${where}) v GROUP BY value`;
  return {
    counted: await list(
      `SELECT facet || ' ' || value || ' ' || count AS found FROM ${stagingTable(run, 'count')}
       WHERE entity = 'user' AND facet IN ('school', 'schoolRole', 'language', 'grade') ORDER BY 1`,
    ),
    staged: await list(
      `SELECT found FROM (
         ${ofUsers('school', 'school_sourced_id')}
         UNION ALL ${ofUsers('schoolRole', "school_sourced_id || '|' || role")}
         UNION ALL ${ofUsers('language', "coalesce(language_code, '')", "role = 'student'")}
         UNION ALL ${ofUsers('grade', "coalesce(grades[1], '')", "role = 'student'")}) f ORDER BY 1`,
    ),
    plannedLinks: await list(
      `SELECT school_sourced_id || ' ' || count AS found FROM change_count WHERE run_id = ${run.id} AND entity = 'links' ORDER BY 1`,
    ),
    stagedLinks: await list(
      `SELECT school || ' ' || count(*) AS found FROM (SELECT u.school_sourced_id AS school FROM ${stagingTable(run, 'link')} k
         JOIN ${users} u ON u.sourced_id = k.student_sourced_id) l GROUP BY school ORDER BY 1`,
    ),
  };
}
