import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, without, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import type { Actor } from '../app-context';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { approve } from '../reviews/commands/approve';
import { undoReview } from '../reviews/commands/after-approval';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

interface Staff {
  implementerId?: number;
  psmId?: number;
}

/** A district with two contacts, one of whom may not sign in any more. */
async function createDistrict(staff: Staff) {
  const tenant = await createTenant(ctx, { name: 'Lakeview Unified', ...staff });
  const connection = await createConnection(ctx, tenant);
  const contact = await createPerson(ctx, { tenants: [tenant] });
  await createPerson(ctx, { tenants: [tenant], disabledAt: ctx.clock.now() });
  await createPerson(ctx, { tenants: [await createTenant(ctx)] });
  const receive = async (day: DayOf = {}): Promise<number> => {
    const files = districtFiles({ schools: 2, students: 60, staff: 3, classes: 4 }, day);
    const { id } = await queueRun(ctx, connection, files);
    await workOnRuns(ctx);
    return id;
  };
  const pass = async (runId: number, actor: Actor): Promise<void> => {
    await ctx.db.prisma.gateResult.updateMany({ where: { runId }, data: { outcome: 'passed' } });
    const target = await targetOf(ctx, runId);
    expect(await approve(ctx, actor, { ...target, comment: 'looked at' })).toMatchObject({
      ok: true,
    });
    await workOnRuns(ctx);
  };
  const mails = () =>
    ctx.db.prisma.outboxMail.findMany({
      where: { tenantId: tenant.id, kind: 'roster-live' },
      orderBy: { id: 'asc' },
    });
  return { tenant, contact, receive, pass, mails };
}

test('a first roster that is live is told to contact, PSM and implementer, each with where to look', async () => {
  const implementer = await createPerson(ctx);
  const psm = await createPerson(ctx, { role: 'PSM' });
  const { tenant, contact, receive, pass, mails } = await createDistrict({
    implementerId: implementer.id,
    psmId: psm.id,
  });
  const first = await receive();
  expect(await mails()).toEqual([]);
  await pass(first, actorOf(implementer));
  const told = await mails();
  expect(told.map(({ toAddress }) => toAddress).sort()).toEqual(
    [implementer.email, psm.email, contact.email].sort(),
  );
  for (const { subject, text } of told) {
    expect(subject).toBe('Lakeview Unified: the first roster is live');
    expect(text).toContain('2 schools\n60 students\n3 members of staff\n4 classes');
    expect(text).not.toMatch(/Ana|Example \d|206-234/);
  }
  const textTo = (address: string) => told.find(({ toAddress }) => toAddress === address)?.text;
  // Nobody is sent to a site that does not exist yet.
  expect(textTo(contact.email)).not.toContain('app.talkingpts.org');
  expect(textTo(contact.email)).toContain(`/districts/${tenant.slug}#going-live`);
  expect(textTo(contact.email)).toContain('partnersupport@talkingpts.org');
  expect(textTo(psm.email)).toContain(`/districts/${tenant.slug}/roster`);

  // What follows is an update like any other.
  const next = await receive({ change: without('u', 1) });
  expect(await ctx.db.prisma.syncRun.findUnique({ where: { id: next } })).toMatchObject({
    state: 'APPLIED',
  });
  expect(await mails()).toHaveLength(3);
});

test('somebody who is two of these gets one mail; without an implementer all of them and the leads hear', async () => {
  const both = await createPerson(ctx);
  const one = await createDistrict({ implementerId: both.id, psmId: both.id });
  await one.pass(await one.receive(), actorOf(both));
  expect((await one.mails()).map(({ toAddress }) => toAddress)).toEqual([
    both.email,
    one.contact.email,
  ]);

  const lead = await createPerson(ctx, { role: 'ADMIN' });
  const psm = await createPerson(ctx, { role: 'PSM' });
  const other = await createDistrict({});
  await other.pass(await other.receive(), actorOf(both));
  const addresses = (await other.mails()).map(({ toAddress }) => toAddress);
  expect(addresses).toEqual(expect.arrayContaining([both.email, lead.email, other.contact.email]));
  expect(addresses).not.toContain(psm.email);
});

test('a first roster that was undone and comes again is told again', async () => {
  const implementer = await createPerson(ctx);
  const { tenant, receive, pass, mails } = await createDistrict({ implementerId: implementer.id });
  const first = await receive();
  await pass(first, actorOf(implementer));
  const { breakId } = await targetOf(ctx, first);
  expect(
    await undoReview(ctx, actorOf(implementer), { tenantId: tenant.id, breakId }, 'Not meant.'),
  ).toMatchObject({ ok: true });
  await workOnRuns(ctx);
  await pass(await receive(), actorOf(implementer));
  expect(await mails()).toHaveLength(4);
});
