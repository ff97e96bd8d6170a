// The rows of the bench are as the product writes them: what people open and decide works with them.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseAllNotices } from '@/lib/server/attendance/commands/release-notices';
import { heldDigest } from '@/lib/server/attendance/held-digest';
import { listNoticeLists } from '@/lib/server/attendance/queries/notices';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createDistrictRows } from './overview-districts';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('held notices of a district can be seen and released', async () => {
  const owner = new pg.Pool({ connectionString: ctx.ownerUrl, max: 1 });
  try {
    await createDistrictRows(owner, 50, ctx.clock.now());
  } finally {
    await owner.end();
  }
  const { rows } = await ctx.db.pool.query<{ tenantId: number; date: string }>(
    `SELECT tenant_id AS "tenantId", max(date) AS date FROM attendance_notice_list WHERE state = 'HELD' GROUP BY 1 ORDER BY 1`,
  );
  const [held] = rows;
  if (!held) throw new Error('no district of the bench has held notices');
  const lists = (await listNoticeLists(ctx, held)).filter(({ state }) => state === 'HELD');
  expect(lists).toHaveLength(4);
  expect(
    await releaseAllNotices(
      ctx,
      { kind: 'command-line', userId: null, sourceAddress: null },
      { ...held, seen: heldDigest(held.date, lists), reason: 'Confirmed by phone.' },
    ),
  ).toEqual({ ok: true, schools: 4, notices: 12 });
});
