import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../app-context';
import type { SessionPerson } from '../auth/sessions';
import { findTenantFor } from '../auth/tenant-access';
import { authorizeInTenant, authorizePerson } from '../http/authorize';
import { createTenant, updateTenant } from './commands/save-tenant';
import {
  findTenantBySlug,
  getTenantBySlug,
  listTenants,
  listTenantsOf,
} from './queries/list-tenants';
import { newTenantInput } from './commands/tenant-input';

const START = '2026-11-21T16:42:00Z';
const actor: Actor = { kind: 'command-line', userId: null, sourceAddress: null };

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});

afterAll(() => ctx.close());

const input = (values: Record<string, unknown>) =>
  newTenantInput.parse({ name: 'Lakeview', state: 'TX', timeZone: 'America/Chicago', ...values });

async function make(name: string) {
  const result = await createTenant(ctx, actor, input({ name }));
  if (!result.ok) throw new Error(result.code);
  return result.tenant;
}

describe('a district', () => {
  test('is made with a slug from its name, and audited', async () => {
    const result = await createTenant(
      ctx,
      actor,
      input({ name: 'Lakeview Unified', firstDayOfSchoolDate: '2026-08-17', sis: 'Skyward' }),
    );
    expect(result).toMatchObject({ ok: true, tenant: { slug: 'lakeview-unified' } });
    const row = await getTenantBySlug(ctx, 'lakeview-unified');
    expect(row).toMatchObject({
      name: 'Lakeview Unified',
      state: 'TX',
      firstDayOfSchoolDate: '2026-08-17',
      sis: 'Skyward',
      connectionId: null,
      hasCredentials: false,
      latestRunState: null,
      studentCount: null,
      contactCount: 0,
    });
    expect(await ctx.db.prisma.auditEvent.findFirst({ where: { tenantId: row.id } })).toMatchObject(
      { action: 'tenant.created', actorKind: 'command-line' },
    );
  });

  test('of a slug that is taken is not made', async () => {
    await make('Riverbend');
    expect(await createTenant(ctx, actor, input({ name: 'RIVERBEND' }))).toEqual({
      ok: false,
      code: 'SLUG_TAKEN',
    });
    expect(await createTenant(ctx, actor, input({ name: '東京' }))).toEqual({
      ok: false,
      code: 'SLUG_NEEDED',
    });
  });

  test('is looked after by staff', async () => {
    const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT' });
    const psm = await createPerson(ctx, { role: 'PSM', name: 'Sam Ito' });
    const { id, slug } = await make('Pinecrest');
    expect(await updateTenant(ctx, actor, id, { psmId: contact.id })).toEqual({
      ok: false,
      code: 'PSM_NOT_STAFF',
    });
    expect(await updateTenant(ctx, actor, id, { psmId: psm.id, sis: 'Aeries' })).toEqual({
      ok: true,
    });
    expect(await getTenantBySlug(ctx, slug)).toMatchObject({ psmName: 'Sam Ito', sis: 'Aeries' });
    expect(await updateTenant(ctx, actor, 999_999, { sis: 'Aeries' })).toEqual({
      ok: false,
      code: 'TENANT_NOT_FOUND',
    });
  });

  test('shows what its connection is doing', async () => {
    const { id, slug } = await make('Cedar Falls');
    const { id: otherId } = await make('Cedar Rapids');
    const connection = await createConnection(ctx, { id });
    await createConnection(ctx, { id: otherId });
    const { prisma, pool } = ctx.db;
    const shared = { tenantId: id, connectionId: connection.id };
    expect(await getTenantBySlug(ctx, slug)).toMatchObject({
      connectionId: connection.id,
      hasCredentials: false,
      isUploading: false,
    });
    await prisma.sftpCredential.create({ data: { ...shared, kind: 'PASSWORD', hash: 'x' } });
    await prisma.delivery.create({
      data: {
        ...shared,
        fileName: 'users.csv',
        state: 'RECEIVED',
        storageKey: 'x',
        sourceAddress: '203.0.113.4',
        receivedAt: new Date('2026-11-21T08:00:00Z'),
      },
    });
    const applied = await prisma.syncRun.create({
      data: {
        ...shared,
        state: 'APPLIED',
        createdAt: new Date('2026-11-20T08:00:00Z'),
        finishedAt: new Date('2026-11-20T08:05:00Z'),
      },
    });
    await prisma.connection.update({
      where: { id: connection.id },
      data: { baselineRunId: applied.id },
    });
    const held = await prisma.syncRun.create({
      data: { ...shared, state: 'HELD', createdAt: new Date('2026-11-21T08:00:00Z') },
    });
    const open = await prisma.circuitBreak.create({ data: { ...shared, kind: 'LIMITS' } });
    await prisma.circuitBreakVersion.create({
      data: { tenantId: id, breakId: open.id, version: 1, runId: held.id, fingerprint: 'f' },
    });
    await pool.query(
      `INSERT INTO roster_count (tenant_id, entity, facet, value, count)
       VALUES ($1, 'students', '', '', 1284), ($1, 'students', 'school', '9', 5), ($2, 'students', '', '', 7)`,
      [id, otherId],
    );
    expect(await getTenantBySlug(ctx, slug)).toMatchObject({
      hasCredentials: true,
      lastDeliveryAt: new Date('2026-11-21T08:00:00Z'),
      lastAppliedAt: new Date('2026-11-20T08:05:00Z'),
      latestRunId: held.id,
      latestRunState: 'HELD',
      openBreakId: open.id,
      openBreakRunId: held.id,
      openBreakKind: 'LIMITS',
      studentCount: 1284,
    });
    const other = (await listTenants(ctx, { search: 'cedar r' })).rows[0];
    expect(other).toMatchObject({ latestRunId: null, openBreakId: null, studentCount: null });
  });

  test('is found by a part of its name, a page at a time', async () => {
    for (const name of ['Page Three', 'page one', 'Page Two']) await make(name);
    const names = async (options: Parameters<typeof listTenants>[1]) =>
      (await listTenants(ctx, options)).rows.map((row) => row.name);
    expect(await names({ search: 'page ' })).toEqual(['page one', 'Page Three', 'Page Two']);
    expect(await names({ search: 'page ', page: 2, pageSize: 2 })).toEqual(['Page Two']);
    expect(await names({ search: '%' })).toEqual([]);
    expect((await listTenants(ctx, { search: 'page ', pageSize: 1 })).total).toBe(3);
  });
});

describe('the walls between districts', () => {
  const personOf = (user: {
    id: number;
    email: string;
    name: string;
    role: SessionPerson['role'];
  }): SessionPerson => ({
    sessionId: 1,
    userId: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    tenantIds: [],
    idleAt: ctx.clock.now(),
    expiresAt: ctx.clock.now(),
  });

  test('a contact knows their own district; another is as if it did not exist', async () => {
    const [own, other] = [await make('Wall North'), await make('Wall South')];
    const contact = personOf(await createPerson(ctx, { tenants: [own] }));
    expect(await findTenantFor(ctx, contact, own.slug)).toMatchObject({ id: own.id });
    expect(await findTenantFor(ctx, contact, other.slug)).toBeNull();
    expect(await findTenantFor(ctx, contact, 'no-such-district')).toBeNull();
    expect((await listTenantsOf(ctx, contact.userId)).map(({ id }) => id)).toEqual([own.id]);

    const answer = (slug: string) => authorizeInTenant(ctx, contact, 'reviews.decide', slug);
    expect(await answer(other.slug)).toEqual(await answer('no-such-district'));
    expect(await answer(other.slug)).toEqual({ ok: false, code: 'NOT_FOUND' });
    // In their own they are told the truth: it exists, and the act is not theirs.
    expect(await answer(own.slug)).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    expect(await authorizeInTenant(ctx, contact, 'credentials.manage', own.slug)).toMatchObject({
      ok: true,
      tenant: { id: own.id },
    });
  });

  test('a membership makes no staff of a contact, and staff need none', async () => {
    const psm = personOf(await createPerson(ctx, { role: 'PSM' }));
    const district = await make('Wall West');
    await ctx.db.prisma.tenant.update({
      where: { id: district.id },
      data: { psmId: psm.userId },
    });
    expect(await authorizeInTenant(ctx, psm, 'roster.view', district.slug)).toMatchObject({
      ok: true,
    });
    expect(await authorizeInTenant(ctx, psm, 'runs.apply', district.slug)).toEqual({
      ok: false,
      code: 'NOT_ALLOWED',
    });
    const contact = personOf(await createPerson(ctx, { tenants: [district] }));
    expect(authorizePerson(contact, 'tenants.list')).toEqual({ ok: false, code: 'NOT_ALLOWED' });
    expect(authorizePerson(null, undefined)).toEqual({ ok: false, code: 'SIGNED_OUT' });
    expect(await authorizeInTenant(ctx, null, 'tenant.view', district.slug)).toEqual({
      ok: false,
      code: 'SIGNED_OUT',
    });
  });

  test('a slug is compared as it is', async () => {
    await make('Wall East');
    expect(await findTenantBySlug(ctx, 'WALL-EAST')).toBeNull();
    expect(await findTenantBySlug(ctx, "wall-east' OR '1'='1")).toBeNull();
  });
});
