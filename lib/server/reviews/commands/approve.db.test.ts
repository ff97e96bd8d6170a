import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDistrict, nextDay } from '@/lib/synthetic/district';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, queueRun } from '@/lib/testing/deliver';
import { processSyncRun } from '../../pipeline/process-sync-run';
import { approve } from './approve';
import { reject } from './reject';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const day = createDistrict({ seed: 'decide', students: 60 });

async function held() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const run = await deliverRun(ctx, connection, dayFiles(day));
  expect(await processSyncRun(ctx, run)).toBe('HELD');
  const person = await createPerson(ctx);
  const actor = { kind: 'person', userId: person.id, sourceAddress: null } as const;
  const { breakId, version, fingerprint } =
    await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId: run.id } });
  return { connection, run, actor, target: { tenantId: tenant.id, breakId, version, fingerprint } };
}

const stateOf = async (run: { id: number }): Promise<string> =>
  (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } })).state;

test('approves what was seen, once; the second decision finds it decided', async () => {
  const { run, actor, target } = await held();
  const [first, second] = await Promise.all([
    approve(ctx, actor, { ...target, comment: '' }),
    reject(ctx, actor, { ...target, reason: 'not ours' }),
  ]);
  const outcomes = [first, second];
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, code: 'NOT_OPEN' });
  expect(['APPLYING', 'REJECTED']).toContain(await stateOf(run));
});

test('another fingerprint, another version and another tenant are refused', async () => {
  const { run, actor, target } = await held();
  const other = await createTenant(ctx);
  const comment = '';
  expect(await approve(ctx, actor, { ...target, fingerprint: 'other', comment })).toEqual({
    ok: false,
    code: 'STALE',
  });
  expect(await approve(ctx, actor, { ...target, version: 2, comment })).toEqual({
    ok: false,
    code: 'STALE',
  });
  expect(await approve(ctx, actor, { ...target, tenantId: other.id, comment })).toEqual({
    ok: false,
    code: 'REVIEW_NOT_FOUND',
  });
  expect(await stateOf(run)).toBe('HELD');
});

test('newer files that trip again make version 2, and version 1 is stale', async () => {
  const { connection, run, actor, target } = await held();
  const newer = await deliverRun(ctx, connection, dayFiles(nextDay(day, 'churn')));
  expect(await processSyncRun(ctx, newer)).toBe('HELD');
  expect(await stateOf(run)).toBe('SUPERSEDED');
  expect(await approve(ctx, actor, { ...target, comment: '' })).toEqual({
    ok: false,
    code: 'STALE',
  });
  const version = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId: newer.id },
  });
  expect(version).toMatchObject({ breakId: target.breakId, version: 2 });
});

test('while newer files are at work nothing is approved', async () => {
  const { connection, run, actor, target } = await held();
  await queueRun(ctx, connection, dayFiles(nextDay(day, 'churn')));
  expect(await approve(ctx, actor, { ...target, comment: '' })).toEqual({
    ok: false,
    code: 'BUSY',
  });
  expect(await stateOf(run)).toBe('HELD');
});

test('turning down needs a reason, tells the district and leaves the reason out of the mail', async () => {
  const { run, actor, target } = await held();
  const contact = await createPerson(ctx, { tenants: [{ id: target.tenantId }] });
  expect(await reject(ctx, actor, { ...target, reason: '  ' })).toEqual({
    ok: false,
    code: 'REASON_REQUIRED',
  });
  expect(await reject(ctx, actor, { ...target, reason: 'the wrong school year' })).toEqual({
    ok: true,
    runId: run.id,
    outcome: 'DECIDED',
  });
  const mails = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId: target.tenantId, kind: 'run-rejected' },
  });
  expect(mails.map((mail) => mail.toAddress)).toEqual([contact.email]);
  expect(mails[0]?.text).not.toContain('wrong school year');
  // It was the first update.
  expect(mails[0]?.text).toContain(
    'No roster is live now, so your staff and families see nothing.',
  );
});
