import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { isConnectionTrouble } from './connection-trouble';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const said = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => error,
  );

test('a session that the database ended is told from a fault of ours, also behind Prisma', async () => {
  const { prisma, pool } = ctx.db;
  const ended = [
    await said(pool.query('SELECT pg_terminate_backend(pg_backend_pid())')),
    await said(prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`),
  ];
  // The session is gone when the next query is sent, or ends under it: both are said, in other words each.
  for (const waitMs of [0, 5_000])
    ended.push(
      await said(
        prisma.$transaction(async (tx) => {
          const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
          await pool.query('SELECT pg_terminate_backend($1, $2)', [own?.pid, waitMs]);
          for (;;) await tx.tenant.count();
        }),
      ),
    );
  expect(ended.map(isConnectionTrouble)).toEqual([true, true, true, true]);
  const ours = [
    await said(pool.query('SELECT 1 / 0')),
    await said(prisma.$queryRaw`SELECT 1 / 0`),
    await said(prisma.tenant.findUniqueOrThrow({ where: { id: -1 } })),
  ];
  expect(ours.map(isConnectionTrouble)).toEqual([false, false, false]);
});
