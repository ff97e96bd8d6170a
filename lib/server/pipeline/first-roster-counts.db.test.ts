// A first roster is counted while its files are read; what it is held with is what stands staged then.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
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
const repeated: DayOf = { more: { 'enrollments.csv': ['e1-1,,,k2,s1,u1,student,,,'] } };

test.each<[string, DayOf, number]>([
  ['as it is', {}, 25],
  ['with an enrollment of somebody who is not there', ofNobody, 26],
  ['with an enrollment of a person who was set aside', ofSetAside, 25],
  ['with an enrollment that comes twice', repeated, 25],
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
