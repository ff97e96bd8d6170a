import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { listChanges } from '../../sync-runs/queries/changes';
import { listReviewSizes } from './sizes';
import { listVersions } from './review-detail';
import { describeSampledPeople } from './people-of-samples';
import { listRunHistory } from './run-history';
import { listChangeGroups, sampleGroup } from './samples';

let ctx: TestContext;
let district: LiveDistrict;
let runId: number;
let run: { id: number; tenantId: number };
beforeAll(async () => {
  ctx = await createTestContext();
  district = await createLiveDistrict(ctx, { seed: 'reading', students: 400 });
  runId = await district.receiveDay(nextDay(district.day, 'promotion'));
  run = { id: runId, tenantId: district.tenantId };
});
afterAll(() => ctx.close());

const page = (filter: object, size = 2000) =>
  listChanges(
    ctx,
    run.tenantId,
    run.id,
    { entity: null, action: null, school: null, ...filter },
    { after: null, before: null, size, withNames: true },
  );

test('the groups of a run hold each of its changes once, the gravest first', async () => {
  const groups = await listChangeGroups(ctx, run.tenantId, run.id);
  const { rows } = await ctx.db.pool.query<{ total: number }>(
    'SELECT count(*)::int AS total FROM change WHERE tenant_id = $1 AND run_id = $2',
    [run.tenantId, run.id],
  );
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]?.total);
  const names = groups.map(({ entity, action }) => `${entity} ${action}`);
  expect(new Set(names).size).toBe(names.length);
  const places = groups.map(({ action, count, cascadeCount }) =>
    count === cascadeCount ? 4 : ['REMOVE', 'UPDATE', 'ADD', 'REACTIVATE'].indexOf(action),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('people of a sample are told apart by grade and classes, before and after', async () => {
  const sample = async (action: 'REMOVE' | 'UPDATE' | 'ADD') => {
    const { rows } = await sampleGroup(
      ctx,
      run,
      { entity: 'students', action },
      { seed: 3, size: 5 },
    );
    return rows.map(({ sourcedId }) => sourcedId);
  };
  const [leaving, staying, coming] = [
    await sample('REMOVE'),
    await sample('UPDATE'),
    await sample('ADD'),
  ];
  const people = await describeSampledPeople(ctx, run, {
    coming,
    known: [...leaving, ...staying],
  });
  for (const id of [...leaving, ...staying, ...coming]) {
    expect(people.get(id)?.grades, id).toHaveLength(1);
    expect(people.get(id)?.classes.length, id).toBeGreaterThan(0);
  }
  expect(leaving.map((id) => people.get(id)?.grades)).toEqual(leaving.map(() => ['12']));
  const foreign = { id: run.id, tenantId: run.tenantId + 1 };
  expect(await describeSampledPeople(ctx, foreign, { coming: [], known: leaving })).toEqual(
    new Map(),
  );
});

test('a sample is random, the same for the same seed, another for the next', async () => {
  const group = { entity: 'students', action: 'UPDATE' } as const;
  const first = await sampleGroup(ctx, run, group, { seed: 7 });
  const keys = ({ rows }: typeof first) => rows.map(({ sourcedId }) => sourcedId);
  expect(first.rows).toHaveLength(25);
  expect(keys(await sampleGroup(ctx, run, group, { seed: 7 }))).toEqual(keys(first));
  expect(keys(await sampleGroup(ctx, run, group, { seed: 8 }))).not.toEqual(keys(first));
  const { entities } = await listReviewSizes(ctx, run.tenantId, run.id);
  expect(first.total).toBe(entities.find(({ entity }) => entity === 'students')?.changed);
  expect(first.rows.every((row) => row.action === 'UPDATE' && row.countedAs === 'students')).toBe(
    true,
  );
  expect(await sampleGroup(ctx, run, { entity: 'orgs', action: 'REMOVE' }, { seed: 7 })).toEqual({
    rows: [],
    total: 0,
    seed: 7,
  });
});

test('a large group is drawn from by position: members only, none twice, seeded', async () => {
  // 60,000 changes of two kinds, each in one stretch of the plan: half of the positions are the other kind's.
  await ctx.db.pool.query(
    `INSERT INTO change (tenant_id, run_id, seq, entity, counted_as, action, sourced_id, school_sourced_id, changed_fields)
     SELECT $1, $2, 1000000 + n, 'user', CASE WHEN n <= 30000 THEN 'staff' ELSE 'contacts' END, 'REMOVE', 'made-up-' || n, '', '{}'
     FROM generate_series(1, 60000) n`,
    [run.tenantId, run.id],
  );
  await ctx.db.pool.query(
    `INSERT INTO change_count (tenant_id, run_id, entity, action, school_sourced_id, count)
     SELECT $1, $2, kind, 'REMOVE', 'made up', 30000 FROM unnest(ARRAY['staff', 'contacts']) kind`,
    [run.tenantId, run.id],
  );
  const group = { entity: 'contacts', action: 'REMOVE' } as const;
  const first = await sampleGroup(ctx, run, group, { seed: 1 });
  const seqs = ({ rows }: typeof first) => rows.map(({ seq }) => seq);
  expect(new Set(seqs(first)).size).toBe(25);
  expect(first.rows.every(({ countedAs }) => countedAs === 'contacts')).toBe(true);
  expect(seqs(await sampleGroup(ctx, run, group, { seed: 1 }))).toEqual(seqs(first));
  expect(seqs(await sampleGroup(ctx, run, group, { seed: 2 }))).not.toEqual(seqs(first));
  const spread = (Math.max(...seqs(first)) - Math.min(...seqs(first))) / 30_000;
  expect(spread).toBeGreaterThan(0.5);
  await ctx.db.pool.query('DELETE FROM change WHERE run_id = $1 AND seq > 1000000', [run.id]);
  await ctx.db.pool.query(
    `DELETE FROM change_count WHERE run_id = $1 AND school_sourced_id = 'made up'`,
    [run.id],
  );
});

test('the list is filtered by field, role and grade, for people who are new as well', async () => {
  const all = await page({});
  const byField = await page({ field: 'grades' });
  expect(byField.rows.length).toBeGreaterThan(0);
  expect(byField.rows.every(({ fields }) => fields.some(({ field }) => field === 'grades'))).toBe(
    true,
  );
  const students = await page({ entity: 'students', role: 'student' });
  expect(students.rows).toEqual(all.rows.filter(({ countedAs }) => countedAs === 'students'));
  expect((await page({ entity: 'students', role: 'teacher' })).rows).toEqual([]);
  const people = await page({ role: 'student' });
  expect(people.rows).toEqual(students.rows);
  const added = await page({ entity: 'students', action: 'ADD' });
  const kindergarten = await page({ entity: 'students', action: 'ADD', grade: 'KG' });
  expect(added.rows.length).toBeGreaterThan(0);
  expect(kindergarten.rows.length).toBeGreaterThan(0);
  expect((await page({ entity: 'students', action: 'ADD', grade: 'nope' })).rows).toEqual([]);
});

test('the last runs of the connection with the people in their files, the asked one marked', async () => {
  const history = await listRunHistory(ctx, run.tenantId, run.id);
  expect(history.map(({ runId: id, isProposed }) => [id, isProposed])).toEqual([
    [district.baselineRunId, false],
    [run.id, true],
  ]);
  for (const { users, wasHeld } of history) {
    expect(users).toBeGreaterThan(400);
    expect(wasHeld).toBe(true);
  }
  const { breakId } = await targetOf(ctx, run.id);
  expect(await listVersions(ctx, run.tenantId, breakId)).toMatchObject([
    { version: 1, runId: run.id, runState: 'HELD' },
  ]);
});
