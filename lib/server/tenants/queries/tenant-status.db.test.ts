import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../../app-context';
import { updateConnection } from '../../connections/commands/update-connection';
import { listLanguageOverrides } from './language-overrides';
import { removeLanguageOverride, saveLanguageOverride } from '../commands/language-overrides';
import { pausedUntil } from '@/lib/core/sync-run/connection-status';
import { tenantStatus } from './tenant-status';
import { refreshStatuses } from '../../overview/refresh-statuses';
import { getTenantBySlug, listTenantsById } from './list-tenants';

let ctx: TestContext;
let actor: Actor;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-21T16:42:00Z' });
  const person = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  actor = { kind: 'person', userId: person.id, sourceAddress: null };
});

afterAll(() => ctx.close());

async function blackout(tenant: { id: number }, from: string, to: string): Promise<void> {
  await ctx.db.prisma.policyWindow.create({
    data: {
      tenantId: tenant.id,
      kind: 'BLACKOUT',
      reason: 'Fall break',
      startDate: new Date(from),
      endDate: new Date(to),
      createdAt: ctx.clock.now(),
    },
  });
}

test('a pause names its last day where it has one, and what its open set lacks; an ended password is named', async () => {
  const tenant = await createTenant(ctx, { name: 'Silent', timeZone: 'America/Chicago' });
  const connection = await createConnection(ctx, tenant);
  const shared = { tenantId: tenant.id, connectionId: connection.id };
  const now = ctx.clock.now();
  const told = async () => {
    const row = await getTenantBySlug(ctx, tenant.slug);
    return [tenantStatus(row), pausedUntil(row), row.lacksFilesInPause];
  };
  const password = await ctx.db.prisma.sftpCredential.create({
    data: { ...shared, kind: 'PASSWORD', hash: 'x' },
  });
  const run = await ctx.db.prisma.syncRun.create({
    data: { ...shared, state: 'RECEIVING', createdAt: now, lastArrivalAt: now },
  });
  const file = await ctx.db.prisma.delivery.create({
    data: {
      ...shared,
      syncRunId: run.id,
      fileName: 'users.csv',
      state: 'RECEIVED',
      storageKey: 'x',
      sourceAddress: '203.0.113.4',
      receivedAt: now,
      touchedAt: now,
    },
  });
  expect(await told()).toEqual(['RECEIVING', null, false]);
  await blackout(tenant, '2026-11-19', '2026-11-22');
  await blackout(tenant, '2026-11-21', '2026-11-24');
  await blackout(tenant, '2026-11-25', '2026-11-30');
  // Nobody is asked for files in a silence that was announced.
  expect(await told()).toEqual(['PAUSED', '2026-11-30', false]);
  const pausedAt = now;
  await ctx.db.prisma.connection.update({ where: { id: connection.id }, data: { pausedAt } });
  expect(await told()).toEqual(['PAUSED', null, true]);
  const rows = await listTenantsById(ctx, [tenant.id]);
  expect(rows.map(({ lacksFilesInPause }) => lacksFilesInPause)).toEqual([true]);
  // Lists filter by whose turn it is, as their cell says it.
  await refreshStatuses(ctx);
  expect(
    await ctx.db.prisma.tenantStatus.findMany({ where: { tenantId: tenant.id } }),
  ).toMatchObject([{ status: 'PAUSED', owner: 'district' }]);
  await ctx.db.prisma.delivery.create({
    data: {
      ...shared,
      fileName: 'orgs.csv',
      state: 'RECEIVING',
      storageKey: 'y',
      sourceAddress: '203.0.113.4',
      touchedAt: now,
    },
  });
  expect(await told()).toEqual(['PAUSED', null, false]);
  await ctx.db.prisma.sftpCredential.update({
    where: { id: password.id },
    data: { expiresAt: now },
  });
  expect((await told())[0]).toBe('NO_PASSWORD');
  await ctx.db.prisma.delivery.update({ where: { id: file.id }, data: { syncRunId: null } });
  await ctx.db.prisma.syncRun.delete({ where: { id: run.id } });
  expect((await told())[0]).toBe('NOT_SET_UP');
});

test("a district's own words for languages are saved, replaced and removed, in that district alone", async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'pt' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'es' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'N/K', code: '' });
  await removeLanguageOverride(ctx, actor, other.id, 'N/K');
  expect(await listLanguageOverrides(ctx, one.id)).toEqual([
    { text: 'DL-SPAN', code: 'es', languageName: 'Spanish' },
    { text: 'N/K', code: null, languageName: null },
  ]);
  expect(await listLanguageOverrides(ctx, other.id)).toEqual([]);
});

test('the times of a connection change only for its own district', async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  const connection = await createConnection(ctx, one);
  const changes = { applySlot: 'ON_ARRIVAL', applyAt: '03:30', quietMinutes: 15 } as const;
  expect(await updateConnection(ctx, actor, other.id, connection.id, changes)).toEqual({
    ok: false,
    code: 'NO_SUCH_CONNECTION',
  });
  expect(await updateConnection(ctx, actor, one.id, connection.id, changes)).toEqual({ ok: true });
  expect(
    await ctx.db.prisma.connection.findUniqueOrThrow({
      where: { id: connection.id },
      include: { sftp: true },
    }),
  ).toMatchObject({ applySlot: 'ON_ARRIVAL', applyAt: '03:30', sftp: { quietSeconds: 900 } });
});
