import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueLateMails } from './queue-late-mails';
import { refreshStatuses } from './refresh-statuses';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-20T15:00:00Z' });
});
afterAll(() => ctx.close());

async function createSender(name: string, at: string) {
  const tenant = await createTenant(ctx, { name, timeZone: 'America/Chicago' });
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  await ctx.db.prisma.sftpCredential.create({ data: { ...key, kind: 'PASSWORD', hash: 'x' } });
  await receive(key, at);
  return key;
}

const receive = (key: { tenantId: number; connectionId: number }, at: string) =>
  ctx.db.prisma.syncRun.create({
    data: { ...key, state: 'APPLIED', createdAt: at, lastArrivalAt: at, finishedAt: at },
  });

async function tell() {
  await refreshStatuses(ctx);
  return queueLateMails(ctx);
}

const mails = () =>
  ctx.db.prisma.outboxMail.findMany({
    where: { kind: 'files-late' },
    orderBy: { id: 'asc' },
    select: { tenantId: true, toAddress: true, subject: true, text: true },
  });

test('it goes to those who were chosen, and to all once none of them is left', async () => {
  const { tenantId } = await createSender('Chosen', '2026-11-10T11:00:00Z');
  const [one, two] = [
    await createPerson(ctx, { tenants: [{ id: tenantId }] }),
    await createPerson(ctx, { tenants: [{ id: tenantId }] }),
  ];
  await ctx.db.prisma.tenantMember.update({
    where: { tenantId_userId: { tenantId, userId: one.id } },
    data: { getsLateMail: false },
  });
  await tell();
  const toldOf = async () =>
    (await mails()).filter((mail) => mail.tenantId === tenantId).map(({ toAddress }) => toAddress);
  expect(await toldOf()).toEqual([two.email]);
  await ctx.db.prisma.outboxMail.deleteMany({ where: { tenantId } });
  await ctx.db.prisma.user.update({ where: { id: two.id }, data: { disabledAt: new Date() } });
  await tell();
  expect(await toldOf()).toEqual([one.email]);
  await ctx.db.prisma.tenant.delete({ where: { id: tenantId } });
  await ctx.db.prisma.outboxMail.deleteMany({});
});

test('files that came after the status was written, and a status that is over, are no reason to tell', async () => {
  const key = await createSender('Came', '2026-11-10T10:00:00Z');
  await refreshStatuses(ctx);
  // A worker that starts again looks here before it looks at statuses.
  await receive(key, ctx.clock.now().toISOString());
  expect(await queueLateMails(ctx)).toBe(0);
  const { pool } = ctx.db;
  await pool.query('DELETE FROM tenant_status_change WHERE tenant_id = $1', [key.tenantId]);
  ctx.clock.advance(1000);
  expect(await queueLateMails(ctx)).toBe(0);
  await ctx.db.prisma.syncRun.deleteMany({
    where: { tenantId: key.tenantId, lastArrivalAt: { gt: '2026-11-15T00:00:00Z' } },
  });
  await refreshStatuses(ctx);
  // A pause may have begun since.
  await pool.query('UPDATE tenant_status SET valid_until = $2 WHERE tenant_id = $1', [
    key.tenantId,
    ctx.clock.now(),
  ]);
  expect(await queueLateMails(ctx)).toBe(0);
  await createPerson(ctx, { tenants: [{ id: key.tenantId }] });
  expect(await tell()).toBe(1);
  await ctx.db.prisma.outboxMail.deleteMany({});
  await ctx.db.prisma.tenant.delete({ where: { id: key.tenantId } });
});

test('a district whose files stopped hears of it once, until files come again', async () => {
  const late = await createSender('Late', '2026-11-10T10:00:00Z');
  const current = await createSender('Current', '2026-11-20T14:00:00Z');
  const longAgo = await createSender('Long ago', '2026-09-20T10:00:00Z');
  for (const { tenantId } of [late, current, longAgo])
    await createPerson(ctx, {
      tenants: [{ id: tenantId }],
      email: `contact-${tenantId}@example.org`,
    });
  expect(await tell()).toBe(1);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    tenantId: late.tenantId,
    toAddress: `contact-${late.tenantId}@example.org`,
    subject: 'Late: expected files have not arrived',
  });
  expect(mail?.text).toContain('since Nov 10, 4:00 AM CST');

  ctx.clock.advance(86_400_000);
  expect(await tell()).toBe(0);
  await receive(late, '2026-11-21T10:00:00Z');
  expect(await tell()).toBe(0);
  ctx.clock.set('2026-11-25T15:00:00Z');
  await tell();
  const again = (await mails()).filter(({ tenantId }) => tenantId === late.tenantId);
  expect(again).toHaveLength(2);
});
