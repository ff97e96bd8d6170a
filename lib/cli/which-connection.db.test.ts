// A district with several connections: the command line asks which one, and names them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sftpConnection } from '@/lib/server/connections/sftp-account';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { withConnection, type ConnectionOptions } from './arguments';
import { done } from './outcome';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('one is taken, none is said, and of several each is named', async () => {
  const tenant = await createTenant(ctx);
  const act = (options: Omit<ConnectionOptions, 'tenant'> = {}) =>
    withConnection(ctx, { tenant: tenant.slug, ...options }, ({ id }) =>
      Promise.resolve(done({ id }, 'done')),
    );
  expect(await act()).toMatchObject({ exitCode: 4 });
  const first = await createConnection(ctx, tenant);
  expect(await act()).toMatchObject({ data: { id: first.id } });
  const second = await ctx.db.prisma.connection.create({
    data: {
      tenantId: tenant.id,
      ...sftpConnection({ userName: 'tpc-second', quietSeconds: 600 }, []),
      createdAt: ctx.clock.now(),
    },
  });
  expect(await act({ connection: second.id })).toMatchObject({ data: { id: second.id } });
  expect(await act({ connection: first.id })).toMatchObject({ data: { id: first.id } });
  for (const options of [{}, { connection: second.id + 1000 }]) {
    const refused = await act(options);
    expect(refused?.exitCode).toBe(3);
    expect(refused?.text).toContain(`${first.id} (${first.sftp.userName}, `);
    expect(refused?.text).toContain(`${second.id} (tpc-second)`);
  }
});
