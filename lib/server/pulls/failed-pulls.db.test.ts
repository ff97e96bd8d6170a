// Nobody has to look to know that a pull failed: mails, what needs attention, and the health of the whole.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import {
  createApiDistrict,
  pullWorkerFor,
  reaching,
  type ApiDistrict,
} from '@/lib/testing/api-district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { checkHealth } from '../health/check-health';
import { planPulls } from '../intake/api/pulls/plan-pulls';
import { listNeedsAttention } from '../overview/queries/needs-attention';
import { askForPull } from './commands/ask-for-pull';

const DAY_MS = 24 * 3600_000;
let ctx: TestContext;
let simulator: OneRosterSimulator;
beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 60, seed: 'failed pulls' }),
  });
  ctx = reaching(await createTestContext({ now: '2026-09-01T15:00:00Z' }), simulator.base);
});
// Each test has its own districts; nothing is fetched of earlier ones at night.
afterEach(() => ctx.db.prisma.apiAccount.updateMany({ data: { isScheduled: false } }));
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

const wrongSecret = () => ({ ...simulator, secret: 'not the secret' });

async function districtOf(server: Parameters<typeof createApiDistrict>[1]) {
  const district = await createApiDistrict(ctx, server);
  const { tenantId, connectionId } = district;
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const implementer = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  await ctx.db.prisma.tenant.update({
    where: { id: tenantId },
    data: { implementerId: implementer.id },
  });
  await ctx.db.prisma.apiAccount.update({
    where: { tenantId_connectionId: { tenantId, connectionId } },
    data: { testedAt: ctx.clock.now() },
  });
  return { ...district, contact, implementer };
}

async function work(): Promise<void> {
  const worker = pullWorkerFor(ctx);
  await worker.takeUpDue(ctx);
  await worker.idle();
  await worker.stop();
}

async function pulled({ tenantId, connectionId, actor }: ApiDistrict): Promise<void> {
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  if (!asked.ok) throw new Error(asked.code);
  await work();
}

const mailsOf = async ({ tenantId }: ApiDistrict) =>
  (
    await ctx.db.prisma.outboxMail.findMany({
      where: { tenantId, kind: 'pull-failed' },
      orderBy: { id: 'asc' },
    })
  ).map(({ toAddress, subject, text }) => ({ to: toAddress, subject, text }));

const failedPullsOf = async ({ tenantId }: ApiDistrict) => {
  const { items, counts } = await listNeedsAttention(ctx, { scope: [tenantId], limit: 10 });
  expect(counts.FAILED_PULL).toBe(items.filter(({ kind }) => kind === 'FAILED_PULL').length);
  return items.filter(({ kind }) => kind === 'FAILED_PULL').map(({ pullNumber }) => pullNumber);
};

test('of one cause the contacts hear once a day, and it waits for staff until a pull is complete', async () => {
  const district = await districtOf(wrongSecret());
  await pulled(district);
  const [mail, ...others] = await mailsOf(district);
  expect(others).toEqual([]);
  expect(mail?.to).toBe(district.contact.email);
  expect(mail?.text).toContain('did not accept the key and secret');
  expect(mail?.text).toContain('What to do: Copy the key');
  expect(mail?.text).toMatch(/\/districts\/[^/]+\/pulls\/1\n/);
  for (const secret of ['not the secret', simulator.key, simulator.base])
    expect(mail?.text).not.toContain(secret);
  expect(await failedPullsOf(district)).toEqual([1]);

  await pulled(district);
  expect(await mailsOf(district)).toHaveLength(1);
  expect(await failedPullsOf(district)).toEqual([2]);

  ctx.clock.advance(DAY_MS);
  await pulled(district);
  expect(await mailsOf(district)).toHaveLength(2);

  await ctx.db.prisma.pull.updateMany({
    where: { tenantId: district.tenantId, number: 3 },
    data: { state: 'COMPLETE', handedOverAt: ctx.clock.now() },
  });
  expect(await failedPullsOf(district)).toEqual([]);
});

test('a district without contacts: who looks after it, in words for them', async () => {
  const district = await districtOf(wrongSecret());
  await ctx.db.prisma.tenantMember.deleteMany({ where: { tenantId: district.tenantId } });
  await pulled(district);
  const mails = await mailsOf(district);
  expect(mails.map(({ to }) => to)).toEqual([district.implementer.email]);
  expect(mails[0]?.text).toContain('What the district can do: Copy the key');
});

test('from the third night in a row staff is told too, and the doctor names the district', async () => {
  ctx.clock.set('2026-09-08T15:00:00Z');
  const district = await districtOf(wrongSecret());
  const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({
    where: { id: district.tenantId },
  });
  const toStaff = async () =>
    (await mailsOf(district)).filter(({ to }) => to === district.implementer.email);
  for (let night = 1; night <= 3; night += 1) {
    expect(await toStaff()).toEqual([]);
    expect((await checkHealth(ctx)).checks.pulls).toMatchObject({ status: 'ok' });
    await planPulls(ctx);
    await work();
    ctx.clock.advance(DAY_MS);
  }
  expect((await toStaff()).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('the nightly pull failed for 3 nights'),
  ]);
  expect((await checkHealth(ctx)).checks.pulls).toMatchObject({
    status: 'warning',
    count: 1,
    reason: expect.stringContaining(`${slug} (3 nights, WRONG_SECRET)`),
  });
  await ctx.db.prisma.apiAccount.updateMany({
    where: { tenantId: district.tenantId },
    data: { isScheduled: false },
  });
  expect((await checkHealth(ctx)).checks.pulls).toMatchObject({ status: 'ok' });
});

test('a pull that no worker takes up for a quarter of an hour is a warning', async () => {
  const district = await districtOf(simulator);
  const asked = await askForPull(ctx, district.actor, district.tenantId, {
    connectionId: district.connectionId,
    purpose: 'UPDATE',
  });
  expect(asked.ok).toBe(true);
  ctx.clock.advance(15 * 60_000);
  expect((await checkHealth(ctx)).checks.pulls).toMatchObject({ status: 'ok' });
  ctx.clock.advance(1);
  expect((await checkHealth(ctx)).checks.pulls).toMatchObject({ status: 'warning', count: 1 });
  await work();
  expect((await checkHealth(ctx)).checks.pulls).toMatchObject({ status: 'ok' });
  expect(await mailsOf(district)).toEqual([]);
});
