// What is stored of a roster is taken only while it says what the live tables say.
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { RosterEntity } from '@/lib/core/oneroster';
import { rosterTable } from '@/lib/server/db/roster-tables';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import {
  enrollmentRow,
  sendSet,
  userRow,
  writtenSet,
  type WrittenSet,
} from '@/lib/testing/written-set';
import { processSyncRun } from './process-sync-run';
import { loadBaselineIndex } from './stage/baseline-index';
import { loadStoredBaseline } from './stage/stored-baseline';
import { storeBaselines } from './store-baselines';
import { undoSyncRun } from './undo-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const PEOPLE = Array.from({ length: 40 }, (_, at) => `u${at + 1}`);
const setOf = (people: readonly string[], name = (id: string) => `Example ${id}`): WrittenSet => ({
  // A word nobody knows: such a line has no hash.
  users: people.map((id) =>
    userRow({ id, name: name(id), grades: id === 'u7' ? ['no grade'] : ['05'] }),
  ),
  enrollments: people.map((id) => enrollmentRow({ id: `e-${id}`, user: id })),
});

type District = Awaited<ReturnType<typeof createConnection>>;

async function districtWithRoster(): Promise<District> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  await sendSet(ctx, connection, writtenSet(setOf(PEOPLE)));
  return connection;
}

async function indexes({ tenantId }: District, entity: RosterEntity) {
  const client = await ctx.db.pool.connect();
  try {
    const stored = await loadStoredBaseline(client, entity, { tenantId });
    const live = await loadBaselineIndex(client, entity, { tenantId });
    const rows = (index: typeof live) =>
      [...index.unmatched()].map(({ hash, place }) => `${hash} ${place}`).sort();
    return { stored: stored && rows(stored), live: rows(live) };
  } finally {
    client.release();
  }
}

const isStored = async (district: District, entity: RosterEntity = 'user'): Promise<boolean> =>
  (await indexes(district, entity)).stored !== null;

test('what is stored is what the tables say, rows without a hash among it', async () => {
  const district = await districtWithRoster();
  expect(await isStored(district)).toBe(false);
  expect(await storeBaselines(ctx, { fewestRows: 1 })).toEqual({ failedCount: 0 });
  for (const entity of ['user', 'enrollment', 'class', 'org', 'academicSession'] as const) {
    const { stored, live } = await indexes(district, entity);
    expect(stored, entity).toEqual(live);
  }
  const { live } = await indexes(district, 'user');
  expect(live).toHaveLength(PEOPLE.length);
  expect(live.filter((row) => row.startsWith('null '))).toHaveLength(1);
});

test('what an earlier version stored in another layout is not taken, and stored anew', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx, { fewestRows: 1 });
  await ctx.db.pool.query('UPDATE stored_baseline SET layout = 1 WHERE tenant_id = $1', [
    district.tenantId,
  ]);
  expect(await isStored(district)).toBe(false);
  await storeBaselines(ctx, { fewestRows: 1 });
  expect(await isStored(district)).toBe(true);
});

test('parts of another length are not taken, and the connection goes on', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx, { fewestRows: 1 });
  // As much as several messages hold: more than was on its way when the first did not fit.
  await ctx.db.pool.query(
    `INSERT INTO stored_baseline_part (tenant_id, live_table, part, content)
     SELECT $1, 'roster_user', 100 + n, decode(repeat('00', 262144), 'hex') FROM generate_series(1, 20) AS n`,
    [district.tenantId],
  );
  const { stored, live } = await indexes(district, 'user');
  expect(stored).toBeNull();
  expect(live).toHaveLength(PEOPLE.length);
});

test('small tables are not worth it', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx);
  expect(await isStored(district)).toBe(false);
});

test('the next day is planned and applied alike, with what is stored and without', async () => {
  const nextDay = setOf([...PEOPLE.slice(2), 'u41'], (id) =>
    id === 'u9' ? 'Another' : `Example ${id}`,
  );
  const changesOf = async (isKept: boolean) => {
    const district = await districtWithRoster();
    if (isKept) await storeBaselines(ctx, { fewestRows: 1 });
    expect(await isStored(district, 'enrollment')).toBe(isKept);
    const { run } = await sendSet(ctx, district, writtenSet(nextDay));
    const { rows } = await ctx.db.pool.query(
      'SELECT entity, action, sourced_id FROM change WHERE run_id = $1 ORDER BY 1, 2, 3',
      [run.id],
    );
    const { rows: live } = await ctx.db.pool.query(
      'SELECT sourced_id, removed_at IS NULL AS is_live, family_name FROM roster_user WHERE tenant_id = $1 ORDER BY 1',
      [district.tenantId],
    );
    return { rows, live };
  };
  const asked = await changesOf(false);
  expect(asked.rows).toHaveLength(7);
  expect(await changesOf(true)).toEqual(asked);
});

test('files in another order change nothing, and what is stored stays', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx, { fewestRows: 1 });
  const { outcome } = await sendSet(ctx, district, writtenSet(setOf([...PEOPLE].reverse())));
  expect(outcome).toBe('NO_CHANGE');
  expect(await isStored(district, 'enrollment')).toBe(true);
});

describe('what is stored is out of date', () => {
  const part = (district: District): string => rosterTable('user', district);
  const ways: Record<string, (district: District) => Promise<unknown>> = {
    'after an update was applied': (district) =>
      sendSet(ctx, district, writtenSet(setOf(PEOPLE, () => 'Another'))),
    'after a row was written in its part of the table': (district) =>
      ctx.db.pool.query(`UPDATE ${part(district)} SET given_name = 'B' WHERE sourced_id = 'u1'`),
    'after a row was written in the whole table': (district) =>
      ctx.db.pool.query(
        `UPDATE roster_user SET given_name = 'B' WHERE tenant_id = $1 AND sourced_id = 'u1'`,
        [district.tenantId],
      ),
    'after a row was added': (district) =>
      ctx.db.pool.query(
        `INSERT INTO ${part(district)} SELECT (jsonb_populate_record(u, '{"sourced_id": "u99"}')).* FROM ${part(district)} u WHERE sourced_id = 'u1'`,
      ),
    'after a row was deleted': (district) =>
      ctx.db.pool.query(`DELETE FROM ${part(district)} WHERE sourced_id = 'u1'`),
    'after PostgreSQL wrote the table anew': (district) =>
      ctx.asOwner(`VACUUM FULL ${part(district)}`),
    'after a change of the same moment was taken back': async (district) => {
      const { run } = await sendSet(ctx, district, writtenSet(setOf(PEOPLE, () => 'Another')));
      await storeBaselines(ctx, { fewestRows: 1 });
      expect(await isStored(district)).toBe(true);
      expect(await undoSyncRun(ctx, run)).toEqual({ ok: true });
    },
  };
  test.each(Object.entries(ways))('%s', async (_, change) => {
    const district = await districtWithRoster();
    await storeBaselines(ctx, { fewestRows: 1 });
    expect(await isStored(district)).toBe(true);
    await change(district);
    expect(await isStored(district)).toBe(false);
    await storeBaselines(ctx, { fewestRows: 1 });
    const { stored, live } = await indexes(district, 'user');
    expect(stored).toEqual(live);
  });

  it('says nothing of other districts', async () => {
    const [one, other] = [await districtWithRoster(), await districtWithRoster()];
    await storeBaselines(ctx, { fewestRows: 1 });
    await ctx.db.pool.query(`UPDATE ${rosterTable('user', one)} SET given_name = 'B'`);
    expect([await isStored(one), await isStored(other)]).toEqual([false, true]);
  });

  it('also while it is being stored', async () => {
    const district = await districtWithRoster();
    const writer = await ctx.db.pool.connect();
    try {
      await writer.query('BEGIN');
      await writer.query(`UPDATE ${rosterTable('user', district)} SET given_name = 'B'`);
      await storeBaselines(ctx, { fewestRows: 1 });
      expect(await isStored(district)).toBe(true);
      await writer.query('COMMIT');
    } finally {
      writer.release();
    }
    expect(await isStored(district)).toBe(false);
  });
});

test('of files that bring changes only, nothing is stored', async () => {
  const district = await districtWithRoster();
  const delta = setOf(['u1', 'u2'], () => 'Another');
  await sendSet(ctx, district, writtenSet(delta, { delta: ['users'] }));
  await storeBaselines(ctx, { fewestRows: 1 });
  expect([await isStored(district, 'user'), await isStored(district, 'enrollment')]).toEqual([
    false,
    true,
  ]);
});

test('what is out of date is deleted, also of districts that have files at work', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx, { fewestRows: 1 });
  const stored = () =>
    ctx.db.prisma.storedBaseline.count({ where: { tenantId: district.tenantId } });
  const before = await stored();
  await ctx.db.pool.query(`UPDATE ${rosterTable('user', district)} SET given_name = 'B'`);
  await deliverRun(ctx, district, writtenSet(setOf(PEOPLE)));
  await storeBaselines(ctx, { fewestRows: 1 });
  expect(await stored()).toBe(before - 1);
});

test('workers that store at the same time do it once, and none of them fails', async () => {
  const district = await districtWithRoster();
  const outcomes = await Promise.all([1, 2, 3].map(() => storeBaselines(ctx, { fewestRows: 1 })));
  expect(outcomes).toEqual([1, 2, 3].map(() => ({ failedCount: 0 })));
  // Whoever came first may have left some to who came later, and that one may have passed them by.
  await storeBaselines(ctx, { fewestRows: 1 });
  const { stored, live } = await indexes(district, 'enrollment');
  expect(stored).toEqual(live);
});

test('after a first roster was undone, the next one has a baseline of its own', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await sendSet(ctx, connection, writtenSet(setOf(PEOPLE)));
  await storeBaselines(ctx, { fewestRows: 1 });
  expect(await undoSyncRun(ctx, run)).toEqual({ ok: true });
  expect(await storeBaselines(ctx, { fewestRows: 1 })).toEqual({ failedCount: 0 });
  await sendSet(ctx, connection, writtenSet(setOf(PEOPLE.slice(5))));
  expect(await isStored(connection)).toBe(false);
  await storeBaselines(ctx, { fewestRows: 1 });
  const { stored, live } = await indexes(connection, 'user');
  expect(stored).toEqual(live);
  expect(live).toHaveLength(PEOPLE.length - 5);
});

test('what is stored and does not stand there is forgotten, and the next attempt asks the tables', async () => {
  const district = await districtWithRoster();
  await storeBaselines(ctx, { fewestRows: 1 });
  // As a database would be whose tables were copied without their triggers.
  await ctx.db.pool.query(`UPDATE ${rosterTable('user', district)} SET given_name = given_name`);
  await ctx.db.pool.query(
    `UPDATE stored_baseline b SET revision = r.revision FROM live_table_revision r
     WHERE b.tenant_id = $1 AND (r.tenant_id, r.live_table) = (b.tenant_id, b.live_table)`,
    [district.tenantId],
  );
  expect(await isStored(district)).toBe(true);
  const run = await deliverRun(ctx, district, writtenSet(setOf(PEOPLE.slice(3))));
  await expect(processSyncRun(ctx, run)).rejects.toThrow('the roster was written');
  expect(await isStored(district)).toBe(false);
  expect(await processSyncRun(ctx, run)).toBe('DEFERRED');
});

test('every part of a live table notes what is written to it', async () => {
  await districtWithRoster();
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ '^roster_' AND c.relname !~ '^roster_(link|count)' AND c.relkind IN ('r', 'p')
       AND (c.relkind = 'p' OR c.relispartition)
       AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'note_write' AND t.tgenabled = 'O')`,
  );
  expect(rows).toEqual([]);
});
