// All of an Ed-Fi API, by every suite and data standard: what is staged is the district that the server has.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import {
  startEdFiSimulator,
  type EdFiOptions,
  type EdFiSimulator,
} from '@/lib/simulators/ed-fi/simulator';
import { readTables } from '@/lib/simulators/ed-fi/roster-tables';
import { createEdFiDistrict, reaching } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { pullThrough } from '@/lib/testing/pull-through';
import { workOnRuns } from '../../../jobs/handlers/work-on-runs';
import { assembleSyncRuns } from '../../../sync-runs/assemble';

const STUDENTS = 120;
const day = createDistrict({ students: STUDENTS, seed: 'ed-fi-pulls' });
const { users, ...tables } = readTables(day);
const inRole = (...roles: string[]): number =>
  users.filter(({ cell }) => roles.includes(cell('role') ?? '')).length;

let context: TestContext;
const started: EdFiSimulator[] = [];
beforeAll(async () => {
  context = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterEach(() => Promise.all(started.splice(0).map((simulator) => simulator.close())));
afterAll(() => context.close());

async function start(options: Partial<EdFiOptions> = {}) {
  const simulator = await startEdFiSimulator({ day, ...options });
  started.push(simulator);
  const ctx = reaching(context, simulator.base);
  return { simulator, ctx, district: await createEdFiDistrict(ctx, simulator) };
}

test.each<[string, Partial<EdFiOptions>]>([
  ['5.2, a year in its route', { suite: '5.2', standard: '3.3', route: '2027' }],
  ['5.3', { suite: '5.3', standard: '3.3' }],
  ['6.1', { suite: '6.1', standard: '4.0' }],
  ['7.1, a tenant and a year', { suite: '7.1', standard: '5.0', route: 'lakeview/2027' }],
  ['7.3', { suite: '7.3', standard: '5.0' }],
  ['7.3, data standard 6', { suite: '7.3', standard: '6.0' }],
])('suite %s', async (_suite, options) => {
  const { ctx, district, simulator } = await start(options);
  const pull = await pullThrough(ctx, district);
  expect(pull).toMatchObject({ state: 'COMPLETE', troubleCode: null });
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  const [run, ...others] = await ctx.db.prisma.syncRun.findMany({
    where: { tenantId: district.tenantId },
  });
  expect(others).toEqual([]);
  expect(run?.state).toBe('HELD');
  expect(simulator.requests.filter(({ path }) => path.includes('oauth'))).toHaveLength(1);
  const counts = await ctx.db.prisma.changeCount.groupBy({
    by: ['entity', 'action'],
    where: { tenantId: district.tenantId },
    _sum: { count: true },
  });
  const added = Object.fromEntries(counts.map(({ entity, _sum }) => [entity, _sum.count ?? 0]));
  expect(added).toMatchObject({
    orgs: tables.orgs.length,
    courses: tables.courses.length,
    classes: tables.classes.length,
    students: STUDENTS,
    staff: inRole('teacher', 'administrator', 'aide'),
    contacts: inRole('parent', 'guardian', 'relative'),
    demographics: STUDENTS,
  });
  const { studentEnrollments = 0, staffEnrollments = 0 } = added;
  expect(studentEnrollments + staffEnrollments).toBe(tables.enrollments.length);
});
