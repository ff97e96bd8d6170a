import { existsSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from './builders';
import { createTestContext, createTestDatabase } from './database';

test('each database is migrated, its own, and gone when dropped', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const clock = { now: () => new Date('2026-09-01T15:00:00Z') };
  await createTenant({ db: first.db, clock });
  expect(await first.db.prisma.tenant.count()).toBe(1);
  expect(await second.db.prisma.tenant.count()).toBe(0);
  await Promise.all([first.drop(), second.drop()]);
  const client = new pg.Client({ connectionString: first.url });
  await expect(client.connect()).rejects.toMatchObject({ code: '3D000' });
});

test('a context has its own folder, a clock that is set, and rows to start from', async () => {
  const ctx = await createTestContext({ now: '2026-08-20T12:00:00Z', settings: { port: 4321 } });
  expect(ctx.settings.port).toBe(4321);
  ctx.clock.advance(60_000);
  expect(ctx.clock.now().toISOString()).toBe('2026-08-20T12:01:00.000Z');

  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, { quietSeconds: 5 });
  const contact = await createPerson(ctx, { tenants: [tenant] });
  expect(connection).toMatchObject({ tenantId: tenant.id, sftp: { quietSeconds: 5 } });
  expect(contact.role).toBe('DISTRICT_CONTACT');

  const writer = await ctx.storage.create('one/two');
  await writer.write(Buffer.from('x'), 0);
  await writer.close();
  expect(existsSync(ctx.storage.localPath('one/two'))).toBe(true);
  await ctx.close();
  expect(existsSync(ctx.storage.localPath('one/two'))).toBe(false);
});
