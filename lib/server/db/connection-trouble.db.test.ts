import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { openDatabase } from '.';
import { isConnectionTrouble } from './connection-trouble';
import { openCopy } from './copy';
import { WatchedClient } from './watched-client';

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

describe('the same by way of', () => {
  const endSession = async (client: pg.ClientBase): Promise<void> => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await ctx.db.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  };
  const untilHeard = (client: pg.ClientBase): Promise<unknown> =>
    new Promise((resolve) => client.once('error', resolve));

  const ways: [string, (client: pg.PoolClient) => Promise<unknown>][] = [
    [
      'a query that was under way',
      async (client) => {
        const asked = said(client.query('SELECT pg_sleep(60)'));
        await expect
          .poll(async () => {
            const { rowCount } = await ctx.db.pool.query(
              `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'`,
            );
            return rowCount ?? 0;
          })
          .toBe(1);
        return asked;
      },
    ],
    [
      'a query sent before the loss was heard of',
      async (client) => {
        await endSession(client);
        return said(client.query('SELECT 1'));
      },
    ],
    [
      'a query asked once it was heard of',
      async (client) => {
        const heard = untilHeard(client);
        await endSession(client);
        await heard;
        return said(client.query('SELECT 1'));
      },
    ],
    [
      'a query of a session that was closed here',
      async (client) => {
        if (!(client instanceof WatchedClient)) throw new Error('not a session of ours');
        await (client as pg.Client).end();
        return said(client.query('SELECT 1'));
      },
    ],
    [
      'rows that were being sent',
      async (client) => {
        await client.query('CREATE TEMP TABLE sent (cell text)');
        const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        const sink = openCopy(client, 'sent', ['cell']);
        sink.add('one\n');
        await ctx.db.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
        return said(sink.end());
      },
    ],
    [
      'the end of a transaction',
      async (client) => {
        await client.query('BEGIN');
        await endSession(client);
        return said(client.query('COMMIT'));
      },
    ],
  ];
  test.each(ways)('%s', async (_way, lose) => {
    const client = await ctx.db.pool.connect();
    const error = await lose(client);
    client.release(true);
    expect(error).not.toBe('nothing');
    expect(isConnectionTrouble(error)).toBe(true);
  });

  test('nobody who answers', async () => {
    const nobody = openDatabase('postgresql://postgres:x@127.0.0.1:1/none');
    const errors = [
      await said(nobody.pool.query('SELECT 1')),
      await said(nobody.prisma.tenant.count()),
      await said(nobody.prisma.$transaction((tx) => tx.tenant.count())),
    ];
    await nobody.close();
    expect(errors.map(isConnectionTrouble)).toEqual([true, true, true]);
  });
});

test('a fault of ours stays one in the words of a lost session', async () => {
  const { pool } = ctx.db;
  const ours = [
    new Error('Connection terminated unexpectedly'),
    await said(pool.query(`DO $$ BEGIN RAISE 'the connection was closed'; END $$`)),
  ];
  expect(ours.map(isConnectionTrouble)).toEqual([false, false]);
});
