import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { openDatabase } from '../db';
import { transaction } from '../db/transaction';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { dropEmptyPlans, listLargePlans } from '../plan/large-plans';
import { sweepRetention } from '../retention/sweep-retention';
import { approve } from '../reviews/commands/approve';
import { reject } from '../reviews/commands/reject';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { listChanges } from '../sync-runs/queries/changes';
import { findPerson, getRecordOrigin } from '../roster/records';
import { forgetPlan } from './parts/change-counts';
import { processSyncRun } from './process-sync-run';
import { storePlan } from './store-plan';

let ctx: TestContext;
beforeAll(async () => {
  ctx = { ...(await createTestContext()), largePlanFrom: 100 };
});
afterAll(() => ctx.close());

const comment = 'looked at it';
const run = (district: LiveDistrict, id: number) => ({ id, tenantId: district.tenantId });

async function heldPromotion(seed: string, on: TestContext = ctx) {
  const district = await createLiveDistrict(on, { seed, students: 60 });
  const id = await district.receiveDay(nextDay(district.day, 'promotion'));
  expect(await district.stateOf(id)).toBe('HELD');
  return { district, key: run(district, id) };
}

async function tablesOf(id: number): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    'SELECT DISTINCT tableoid::regclass::text AS name FROM change WHERE run_id = $1',
    [id],
  );
  return rows.map(({ name }) => name);
}

const ownTables = async (): Promise<string[]> =>
  (
    await ctx.db.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname LIKE 'change\\_run\\_%' AND relkind = 'r'`,
    )
  ).rows.map(({ name }) => name);

const liveRecords = async ({ tenantId }: LiveDistrict): Promise<string[]> =>
  (
    await ctx.db.pool.query<{ id: string }>(
      'SELECT sourced_id AS id FROM roster_class WHERE tenant_id = $1 AND removed_at IS NULL ORDER BY 1',
      [tenantId],
    )
  ).rows.map(({ id }) => id);

/** All of a plan, in its order. */
async function planOf(id: number): Promise<object[]> {
  const { rows } = await ctx.db.pool.query<object>(
    `SELECT seq, entity, counted_as, action, sourced_id, school_sourced_id, is_cascade, changed_fields, before, after
     FROM change WHERE run_id = $1 ORDER BY seq`,
    [id],
  );
  return rows;
}

describe('a large plan', () => {
  test('has a table of its own, and a smaller one has none', async () => {
    const { district, key } = await heldPromotion('own-table');
    expect(await tablesOf(key.id)).toEqual([`change_run_${key.id}`]);
    expect(await listLargePlans(ctx.db.pool, district.tenantId)).toEqual([key.id]);
    const shared = await heldPromotion('no-table', { ...ctx, largePlanFrom: 1_000_000 });
    expect(await tablesOf(shared.key.id)).toEqual(['change_shared']);
    expect(await listLargePlans(ctx.db.pool, shared.district.tenantId)).toEqual([]);
  });

  test('says the same in the same order as in the shared table', async () => {
    const large = await heldPromotion('same-plan');
    const shared = await heldPromotion('same-plan', { ...ctx, largePlanFrom: 1_000_000 });
    const plan = await planOf(large.key.id);
    expect(plan.length).toBeGreaterThan(100);
    expect(plan).toEqual(await planOf(shared.key.id));
    const order = plan.map((_, at) => at + 1);
    expect(plan).toMatchObject(order.map((seq) => ({ seq })));
  });

  test('is read page by page, alone', async () => {
    const { key } = await heldPromotion('pages');
    const filter = { entity: 'studentEnrollments', action: 'ADD', school: null } as const;
    const request = { after: null, before: null, size: 25, withNames: true };
    const first = await listChanges(ctx, key.tenantId, key.id, filter, request);
    const second = await listChanges(ctx, key.tenantId, key.id, filter, {
      ...request,
      after: first.next,
    });
    expect(first.rows).toHaveLength(25);
    expect(second.rows[0]?.seq).toBeGreaterThan(first.rows[24]?.seq ?? Infinity);
  });

  test('is applied, and taken back', async () => {
    const { district, key } = await heldPromotion('apply-and-undo');
    const before = await liveRecords(district);
    const target = await targetOf(ctx, key.id);
    expect(await approve(ctx, district.actor, { ...target, comment })).toMatchObject({ ok: true });
    await workOnRuns(ctx);
    expect(await district.stateOf(key.id)).toBe('APPLIED');
    expect(await liveRecords(district)).not.toEqual(before);
    expect(await requestUndo(ctx, district.actor, key, 'Not meant.')).toEqual({ ok: true });
    await workOnRuns(ctx);
    expect(await liveRecords(district)).toEqual(before);
    // What happened to a record is still told.
    expect(await tablesOf(key.id)).toEqual([`change_run_${key.id}`]);
  });

  test('that was rejected can be read', async () => {
    const { district, key } = await heldPromotion('rejected');
    const plan = await planOf(key.id);
    await reject(ctx, district.actor, { ...(await targetOf(ctx, key.id)), reason: comment });
    expect(await district.stateOf(key.id)).toBe('REJECTED');
    await sweepRetention(ctx);
    expect(await planOf(key.id)).toEqual(plan);
  });

  test('of one run is all that a question about the run looks at, however many there are', async () => {
    const { district, key } = await heldPromotion('pruned');
    await heldPromotion('pruned-beside');
    const looked = async (where: string): Promise<string[]> => {
      const { rows } = await ctx.db.pool.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT * FROM change c WHERE c.tenant_id = ${district.tenantId} AND ${where}`,
      );
      const text = rows.map((row) => row['QUERY PLAN']).join('\n');
      return [...new Set(text.match(/change_(?:shared|run_\d+)(?= c)/g))].sort();
    };
    const own = `change_run_${key.id}`;
    expect(await looked(`c.run_id = ${key.id}`)).toEqual([own, 'change_shared']);
    expect(await looked(`c.run_id = ${district.baselineRunId}`)).toEqual(['change_shared']);
    const large = (await listLargePlans(ctx.db.pool, district.tenantId)).join(', ');
    const ofRecord = `c.entity = 'user' AND c.sourced_id = 'x' AND (NOT c.is_large OR c.run_id = ANY('{${large}}'))`;
    expect(await looked(ofRecord)).toEqual([own, 'change_shared']);
    expect(await looked(ofRecord.replace(large, ''))).toEqual(['change_shared']);
  });

  test('is part of what happened to a record', async () => {
    const { district, key } = await heldPromotion('record');
    await approve(ctx, district.actor, { ...(await targetOf(ctx, key.id)), comment });
    await workOnRuns(ctx);
    const { sourcedId } = await ctx.db.prisma.change.findFirstOrThrow({
      where: { runId: key.id, entity: 'user', action: 'UPDATE' },
    });
    const user = await findPerson(ctx, key.tenantId, sourcedId);
    if (!user) throw new Error('the person is not there');
    const { changes } = await getRecordOrigin(ctx, key.tenantId, 'user', user);
    const { number: runNumber } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
      where: { id: key.id },
    });
    expect(changes).toMatchObject([{ runNumber, action: 'UPDATE' }]);
  });

  test('planned again stays in its table, and is the same', async () => {
    const { key } = await heldPromotion('again');
    const plan = await planOf(key.id);
    await transaction(ctx.db.pool, (client) => storePlan(client, key, { largeFrom: 100 }));
    expect(await tablesOf(key.id)).toEqual([`change_run_${key.id}`]);
    expect(await planOf(key.id)).toEqual(plan);
    // One that has become small leaves it.
    await transaction(ctx.db.pool, (client) => storePlan(client, key));
    expect(await tablesOf(key.id)).toEqual(['change_shared']);
    expect(await planOf(key.id)).toEqual(plan);
  });

  test('that is forgotten leaves no table once nobody reads beside it', async () => {
    const { district, key } = await heldPromotion('forgotten');
    await transaction(ctx.db.pool, (client) => forgetPlan(client, key));
    expect(await planOf(key.id)).toEqual([]);
    await transaction(ctx.db.pool, async (reader) => {
      await reader.query('SELECT 1 FROM change WHERE run_id = $1', [key.id]);
      await dropEmptyPlans(ctx.db.pool);
      expect(await ownTables()).toContain(`change_run_${key.id}`);
    });
    await sweepRetention(ctx);
    expect(await ownTables()).not.toContain(`change_run_${key.id}`);
    expect(await listLargePlans(ctx.db.pool, district.tenantId)).toEqual([]);
  });

  test('waits for another district’s, and neither fails', async () => {
    const districts = [
      await createLiveDistrict(ctx, { seed: 'beside-a', students: 60 }),
      await createLiveDistrict(ctx, { seed: 'beside-b', students: 60 }),
    ];
    const keys = await Promise.all(
      districts.map(({ connectionId: id, tenantId, day }) =>
        deliverRun(ctx, { id, tenantId }, dayFiles(nextDay(day, 'promotion'))),
      ),
    );
    // Sessions of their own for each, as two workers have.
    const outcomes = await Promise.all(
      keys.map(async (key) => {
        const db = openDatabase(ctx.databaseUrl);
        const outcome = await processSyncRun({ ...ctx, db }, key);
        await db.close();
        return outcome;
      }),
    );
    expect(outcomes).toEqual(['HELD', 'HELD']);
    for (const { id } of keys) expect(await tablesOf(id)).toEqual([`change_run_${id}`]);
  });

  test('of a worker that is lost while it stores leaves nothing, and the next try is whole', async () => {
    const district = await createLiveDistrict(ctx, { seed: 'lost', students: 60 });
    const connection = { id: district.connectionId, tenantId: district.tenantId };
    const files = dayFiles(nextDay(district.day, 'promotion'));
    const key = await deliverRun(ctx, connection, files);
    const before = (await ownTables()).sort();
    // The verdict comes when the table is full, indexed and part of the whole.
    await ctx.asOwner(
      `CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $f$`,
    );
    await ctx.asOwner(
      'CREATE TRIGGER lost BEFORE INSERT ON rule_evaluation EXECUTE FUNCTION end_session()',
    );
    await expect(processSyncRun(ctx, key)).rejects.toThrow('terminating connection');
    await ctx.asOwner('DROP FUNCTION end_session CASCADE');
    expect((await ownTables()).sort()).toEqual(before);
    expect(await planOf(key.id)).toEqual([]);
    expect(await processSyncRun(ctx, key)).toBe('HELD');
    expect(await tablesOf(key.id)).toEqual([`change_run_${key.id}`]);
  });
});
