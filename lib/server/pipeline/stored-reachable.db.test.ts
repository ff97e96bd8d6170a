// Rows of before, with what used to be kept beside their texts, are brought to the reader's verdict.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAILS, PHONES, PLACEHOLDERS } from '@/lib/testing/reachable-examples';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const MIGRATION = 'prisma/migrations/20261129101000_more_placeholders/migration.sql';

const people = [
  ...PHONES.map(([sent]) => ['', sent, ''] as const),
  ...MAILS.map(([sent]) => [sent, '', ''] as const),
  ...PLACEHOLDERS.map(([sent]) => ['', '', sent] as const),
];
const quoted = (text: string): string => `"${text}"`;

async function liveRoster() {
  const { tenantId, id } = await createConnection(ctx, await createTenant(ctx));
  const files = districtFiles(
    { students: 10 },
    {
      more: {
        'users.csv': people.map(
          ([mail, phone, identifier], at) =>
            `p${at},,,true,s1,guardian,p${at},,Mar,Example,,${quoted(identifier)},${quoted(mail)},,${quoted(phone)},,,,`,
        ),
      },
    },
  );
  const run = await deliverRun(ctx, { tenantId, id }, files);
  await processSyncRun(ctx, run);
  return { tenantId, run };
}

const facts = async (tenantId: number, runId: number) => ({
  people: (
    await ctx.db.pool.query(
      `SELECT sourced_id, identifier, grades, email_key, sms_e164, phone_e164 FROM roster_user WHERE tenant_id = $1 ORDER BY sourced_id`,
      [tenantId],
    )
  ).rows as unknown[],
  counts: (
    await ctx.db.pool.query(
      `SELECT entity, facet, value, count FROM roster_count WHERE tenant_id = $1 AND count > 0 ORDER BY 1, 2, 3`,
      [tenantId],
    )
  ).rows as unknown[],
  runId,
});

test('after the migration a live roster is what the reader would make of it today', async () => {
  const { tenantId, run } = await liveRoster();
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  const expected = await facts(tenantId, run.id);
  // As it was: every mail in lower case, numbers of nobody, words for no identifier.
  await ctx.db.pool.query(
    `UPDATE roster_user SET email_key = lower(email), phone_e164 = CASE WHEN phone ~ '^999-999' THEN '+19999999999' END WHERE tenant_id = $1`,
    [tenantId],
  );
  for (const [at, [, , identifier]] of people.entries()) {
    if (identifier !== '')
      await ctx.db.pool.query(
        `UPDATE roster_user SET identifier = $3 WHERE tenant_id = $1 AND sourced_id = $2`,
        [tenantId, `p${at}`, identifier],
      );
  }
  await ctx.db.pool.query(
    `UPDATE roster_count SET count = count + 5 WHERE tenant_id = $1 AND facet IN ('filled:phone', 'filled:reachable')`,
    [tenantId],
  );
  expect(await facts(tenantId, run.id)).not.toEqual(expected);
  const sql = readFileSync(MIGRATION, 'utf8');
  await ctx.db.pool.query(sql);
  expect(await facts(tenantId, run.id)).toEqual(expected);
  await ctx.db.pool.query(sql);
  expect(await facts(tenantId, run.id), 'run again').toEqual(expected);
});

test('a first roster that waits is brought along with its counts', async () => {
  const { tenantId, run } = await liveRoster();
  const staged = `staging.run_${run.id}_user`;
  const waiting = async () => ({
    people: (
      await ctx.db.pool.query(`SELECT sourced_id, email_key, phone_e164 FROM ${staged} ORDER BY 1`)
    ).rows as unknown[],
    counts: (
      await ctx.db.pool.query(
        `SELECT entity, facet, value, count FROM staging.run_${run.id}_count WHERE count > 0 ORDER BY 1, 2, 3`,
      )
    ).rows as unknown[],
  });
  const expected = await waiting();
  await ctx.db.pool.query(`UPDATE ${staged} SET email_key = lower(email), phone_e164 = NULL`);
  await ctx.db.pool.query(
    `UPDATE staging.run_${run.id}_count SET count = 7 WHERE facet = 'filled:phone'`,
  );
  await ctx.db.pool.query(readFileSync(MIGRATION, 'utf8'));
  expect(await waiting()).toEqual(expected);
  expect(tenantId).toBe(run.tenantId);
});
