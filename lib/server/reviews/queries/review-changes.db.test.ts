import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from '../../jobs/handlers/work-on-runs';
import {
  listChangedFields,
  listChanges,
  streamChanges,
  type ChangeFilter,
} from '../../sync-runs/queries/changes';
import { approve } from '../commands/approve';
import { reject } from '../commands/reject';
import { listReviewSizes } from './sizes';
import { countUnreachable, listDistrictLimits, listSchoolLimits } from './plan-limits';
import { findReviewStatus } from './review-status';

let ctx: TestContext;
let district: LiveDistrict;
let run: { id: number; tenantId: number };

beforeAll(async () => {
  ctx = await createTestContext();
  district = await createLiveDistrict(ctx, { seed: 'review-changes' });
  const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
  run = { id: runId, tenantId: district.tenantId };
});
afterAll(() => ctx.close());

const all: ChangeFilter = {
  entity: null,
  action: null,
  school: null,
  field: null,
  grade: null,
  role: null,
};

async function rowsOf(filter: Partial<ChangeFilter>) {
  const rows = [];
  for await (const row of streamChanges(ctx, run.tenantId, run.id, { ...all, ...filter }))
    rows.push(row);
  return rows;
}

test('the whole list is what was counted', async () => {
  const { entities } = await listReviewSizes(ctx, run.tenantId, run.id);
  const counted = entities.reduce((sum, size) => sum + size.added + size.changed + size.removed, 0);
  expect(counted).toBeGreaterThan(500);
  expect(await rowsOf({})).toHaveLength(counted);
});

test('seniors are found by their grade, as the live roster has it', async () => {
  const seniors = await rowsOf({ entity: 'students', action: 'REMOVE', grade: '12' });
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM roster_user WHERE tenant_id = $1 AND '12' = ANY(grades) AND removed_at IS NULL`,
    [run.tenantId],
  );
  expect(seniors.length).toBe(rows[0]?.count);
  expect(await rowsOf({ entity: 'students', action: 'REMOVE', grade: '03' })).toEqual([]);
});

test('a field and a role narrow the list to who they are about', async () => {
  const grades = await rowsOf({ field: 'grades' });
  expect(grades.length).toBeGreaterThan(0);
  expect(grades.every(({ fields }) => fields.some(({ field }) => field === 'grades'))).toBe(true);
  const roles = new Set((await rowsOf({ role: 'student' })).map(({ countedAs }) => countedAs));
  expect([...roles]).toEqual(['students']);
  expect(await listChangedFields(ctx, run)).toContain('grades');
});

test('pages lead on and back through the same rows', async () => {
  const filter = { ...all, entity: 'students' as const };
  const page = (after: number | null, before: number | null) =>
    listChanges(ctx, run.tenantId, run.id, filter, { after, before, size: 10, withNames: true });
  const first = await page(null, null);
  const second = await page(first.next, null);
  const back = await page(null, second.previous);
  expect(first.previous).toBeNull();
  expect(second.rows[0]?.seq).toBeGreaterThan(first.rows.at(-1)?.seq ?? 0);
  expect(back.rows).toEqual(first.rows);
  expect(first.rows.every(({ label }) => label !== null)).toBe(true);
});

test('another tenant’s run has nothing to show', async () => {
  const foreign = { id: run.id, tenantId: run.tenantId + 1 };
  const page = await listChanges(ctx, foreign.tenantId, foreign.id, all, {
    after: null,
    before: null,
    size: 10,
    withNames: true,
  });
  expect(page.rows).toEqual([]);
});

test('a plot draws the strictest share one school is held to', async () => {
  const limits = await listSchoolLimits(ctx, run.tenantId, run.id);
  expect(limits.get('classes')).toBeGreaterThan(0);
});

test('a bar draws the share at which each kind of record is held, reached or not', async () => {
  const limits = await listDistrictLimits(ctx, run.tenantId, run.id);
  const { entities } = await listReviewSizes(ctx, run.tenantId, run.id);
  const students = entities.find(({ entity }) => entity === 'students')?.baseline ?? 0;
  // 5 % and 25 students: of a small district the number is the larger share.
  expect(limits.get('students')?.removed).toBeCloseTo(Math.max(5, 2_500 / students), 1);
  expect(limits.get('students')?.added).toBeGreaterThan(0);
  expect(limits.get('contacts')?.added).toBeGreaterThan(0);
  expect(await listDistrictLimits(ctx, run.tenantId + 1, run.id)).toEqual(new Map());
  expect(await countUnreachable(ctx, run.tenantId, run.id)).toBe(0);
});

test('after it was applied, sizes are still those of the roster it was compared with', async () => {
  const before = await listReviewSizes(ctx, run.tenantId, run.id);
  const target = await targetOf(ctx, run.id);
  const approved = await approve(ctx, district.actor, { ...target, comment: 'new year' });
  expect(approved.ok).toBe(true);
  await workOnRuns(ctx);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
  const after = await listReviewSizes(ctx, run.tenantId, run.id);
  const baselines = (sizes: typeof before) =>
    sizes.entities.map(({ entity, baseline }) => [entity, baseline]);
  expect(baselines(after)).toEqual(baselines(before));
});

test('whoever has a review open can hear who decided it', async () => {
  const other = await createLiveDistrict(ctx, { seed: 'standing' });
  const runId = await other.receiveDay(nextDay(other.day, 'promotion'));
  const target = await targetOf(ctx, runId);
  expect(await findReviewStatus(ctx, target.breakId)).toMatchObject({
    state: 'OPEN',
    latestVersion: 1,
    decidedByName: null,
  });
  const person = await createPerson(ctx, { name: 'Ana Brown' });
  await reject(ctx, actorOf(person), { ...target, reason: 'wrong year' });
  expect(await findReviewStatus(ctx, target.breakId)).toMatchObject({
    state: 'REJECTED',
    decidedByName: 'Ana Brown',
  });
  expect(await findReviewStatus(ctx, 999_999)).toBeNull();
});
