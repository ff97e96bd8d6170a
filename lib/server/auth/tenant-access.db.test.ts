// Who may know of which district, as every entry point and every list over districts asks.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { AppContext } from '../app-context';
import { isStillAllowed } from '../http/authorize';
import { composeMail } from '../mail/compose';
import { listOutboxMail, queueMail } from '../mail/outbox';
import { listDistricts } from '../overview/queries/list-districts';
import { listReviews } from '../reviews/queries/queue';
import { listRuns } from '../sync-runs/queries/list-runs';
import { createSession } from './sessions';
import { findTenantFor, mayKnowTenant, tenantScopeOf } from './tenant-access';

let ctx: TestContext;
let unlimited: AppContext;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
  unlimited = { ...ctx, settings: { ...ctx.settings, isPsmLimited: false } };
});

afterAll(() => ctx.close());

const personOf = ({ id, role }: Awaited<ReturnType<typeof createPerson>>) => ({ userId: id, role });

async function twoDistricts() {
  const psm = personOf(await createPerson(ctx, { role: 'PSM' }));
  const colleague = personOf(await createPerson(ctx, { role: 'PSM' }));
  const own = await createTenant(ctx, { psmId: psm.userId });
  const other = await createTenant(ctx, { psmId: colleague.userId });
  const nobodys = await createTenant(ctx);
  return { psm, colleague, own, other, nobodys };
}

test('a PSM knows the districts that name them, and no others', async () => {
  const { psm, colleague, own, other, nobodys } = await twoDistricts();
  expect(await findTenantFor(ctx, psm, own.slug)).toMatchObject({ id: own.id });
  for (const { id, slug } of [other, nobodys, { id: 999_999, slug: 'no-such-district' }]) {
    expect(await findTenantFor(ctx, psm, slug)).toBeNull();
    expect(await mayKnowTenant(ctx, psm, id)).toBe(false);
  }
  expect(await mayKnowTenant(ctx, psm, own.id)).toBe(true);
  expect(await tenantScopeOf(ctx, psm)).toEqual([own.id]);
  expect(await tenantScopeOf(ctx, colleague)).toEqual([other.id]);
});

test('a district that changes hands changes it at once', async () => {
  const { psm, colleague, own } = await twoDistricts();
  await ctx.db.prisma.tenant.update({ where: { id: own.id }, data: { psmId: colleague.userId } });
  expect(await findTenantFor(ctx, psm, own.slug)).toBeNull();
  expect(await tenantScopeOf(ctx, psm)).toEqual([]);
  expect(await findTenantFor(ctx, colleague, own.slug)).toMatchObject({ id: own.id });
});

test('an export that is on its way when a district changes hands goes no further', async () => {
  const { psm, own } = await twoDistricts();
  const { token } = await createSession(ctx, ctx.db.prisma, {
    userId: psm.userId,
    role: 'PSM',
    sourceAddress: 'test',
    userAgent: 'test',
  });
  const may = () => isStillAllowed(ctx, token, 'roster.export', own.slug);
  expect(await may()).toBe(true);
  await ctx.db.prisma.tenant.update({ where: { id: own.id }, data: { psmId: null } });
  expect(await may()).toBe(false);
});

test.each(['ADMIN', 'IMPLEMENTATION'] as const)('%s knows every district', async (role) => {
  const person = personOf(await createPerson(ctx, { role }));
  const { own, other, nobodys } = await twoDistricts();
  expect(await tenantScopeOf(ctx, person)).toBeNull();
  for (const { id, slug } of [own, other, nobodys]) {
    expect(await findTenantFor(ctx, person, slug)).toMatchObject({ id });
    expect(await mayKnowTenant(ctx, person, id)).toBe(true);
  }
});

test('where the installation says so, a PSM knows every district', async () => {
  const { psm, other, nobodys } = await twoDistricts();
  expect(await tenantScopeOf(unlimited, psm)).toBeNull();
  for (const { id, slug } of [other, nobodys]) {
    expect(await findTenantFor(unlimited, psm, slug)).toMatchObject({ id });
    expect(await mayKnowTenant(unlimited, psm, id)).toBe(true);
  }
});

test('a contact knows their own, whatever the setting', async () => {
  const { own, other } = await twoDistricts();
  const contact = personOf(await createPerson(ctx, { tenants: [own] }));
  for (const each of [ctx, unlimited]) {
    expect(await tenantScopeOf(each, contact)).toEqual([own.id]);
    expect(await findTenantFor(each, contact, other.slug)).toBeNull();
  }
});

test('somebody who was a PSM and is a contact now knows none by having been one', async () => {
  const { psm, own } = await twoDistricts();
  expect(await findTenantFor(ctx, { ...psm, role: 'DISTRICT_CONTACT' }, own.slug)).toBeNull();
});

describe('lists over districts', () => {
  const mailWords = () =>
    composeMail(ctx.settings, { subject: 'x', paragraphs: ['x'], because: 'of a test' });

  async function withRows() {
    const districts = await twoDistricts();
    for (const tenant of [districts.own, districts.other]) {
      const connection = await createConnection(ctx, tenant);
      const [tenantId, connectionId] = [tenant.id, connection.id];
      await ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId, state: 'RECEIVING' } });
      await ctx.db.prisma.circuitBreak.create({ data: { tenantId, connectionId, kind: 'LIMITS' } });
    }
    for (const tenantId of [districts.own.id, districts.other.id, null]) {
      const to = { address: 'dana@maplegrove.example' };
      await queueMail(ctx.db.prisma, {
        ...mailWords(),
        kind: 'run-held',
        tenantId,
        to,
        at: ctx.clock.now(),
      });
    }
    return districts;
  }

  test('hold what a PSM may know', async () => {
    const { psm, own } = await withRows();
    const tenantIds = await tenantScopeOf(ctx, psm);
    const page = { page: 1, pageSize: 50 };
    const { rows: runs, total } = await listRuns(
      ctx,
      { tenantId: null, tenantIds, group: null },
      { offset: 0, limit: 50 },
    );
    expect(runs.map((run) => run.tenantId)).toEqual([own.id]);
    expect(total).toBe(1);
    const mail = await listOutboxMail(ctx, { ...page, tenantIds });
    expect(mail.rows.map((row) => row.tenantId)).toEqual([own.id]);
    expect(mail.total).toBe(1);
    const sorted = { sort: 'name', direction: 'asc', ...page } as const;
    const overview = await listDistricts(ctx, { ...sorted, scope: tenantIds });
    expect(overview.rows.map(({ id }) => id)).toEqual([own.id]);
    expect(overview.tenantCount).toBe(1);
    const { rows: reviews } = await listReviews(ctx, { isOpen: true, tenantIds });
    expect(reviews.every(({ tenantId }) => tenantId === own.id)).toBe(true);
  });

  test('hold nothing for a PSM of no district, and everything for the others', async () => {
    await withRows();
    const nobody = personOf(await createPerson(ctx, { role: 'PSM' }));
    const none = await tenantScopeOf(ctx, nobody);
    expect(none).toEqual([]);
    const all = { offset: 0, limit: 50 };
    const runs = (tenantIds: readonly number[] | null) =>
      listRuns(ctx, { tenantId: null, tenantIds, group: null }, all).then(({ total }) => total);
    expect(await runs(none)).toBe(0);
    expect(await runs(null)).toBeGreaterThanOrEqual(2);
    const mail = (tenantIds: readonly number[] | null) =>
      listOutboxMail(ctx, { page: 1, pageSize: 50, tenantIds }).then(({ total }) => total);
    expect(await mail(none)).toBe(0);
    expect(await mail(null)).toBeGreaterThanOrEqual(3);
  });
});
