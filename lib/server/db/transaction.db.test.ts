import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { LOCK_SPACES } from './lock-spaces';
import { RolledBack, transaction, transactionOn } from './transaction';
import { isUniqueViolation } from './unique-violation';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
  await ctx.asOwner(
    'CREATE TABLE public.written (n int PRIMARY KEY); GRANT ALL ON public.written TO PUBLIC',
  );
});
afterAll(() => ctx.close());
beforeEach(() => ctx.db.pool.query('DELETE FROM written'));

const written = async (): Promise<number[]> => {
  const { rows } = await ctx.db.pool.query<{ n: number }>('SELECT n FROM written ORDER BY n');
  return rows.map(({ n }) => n);
};

describe('on a session of its own', () => {
  test('what is answered is written', async () => {
    const answer = await transaction(ctx.db.pool, async (client) => {
      await client.query('INSERT INTO written VALUES (1)');
      return 'done';
    });
    expect([answer, await written()]).toEqual(['done', [1]]);
  });

  test('what is rolled back is answered, and nothing is written', async () => {
    const answer = await transaction<string>(ctx.db.pool, async (client) => {
      await client.query('INSERT INTO written VALUES (1)');
      return new RolledBack('refused');
    });
    expect([answer, await written()]).toEqual(['refused', []]);
  });

  test.each<[name: string, fail: string | null]>([
    ['throws', null],
    ['is refused by the database', 'SELECT 1/0'],
    ['loses its session', 'SELECT pg_terminate_backend(pg_backend_pid())'],
  ])('work that %s leaves nothing, and its session is nobody else’s', async (_name, fail) => {
    let pid = 0;
    const work = transaction(ctx.db.pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      pid = rows[0]?.pid ?? 0;
      await client.query('INSERT INTO written VALUES (1)');
      if (fail === null) throw new Error('work failed');
      await client.query(fail);
    });
    await expect(work).rejects.toThrow();
    expect(await written()).toEqual([]);
    await expect
      .poll(async () => {
        const { rows } = await ctx.db.pool.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [
          pid,
        ]);
        return rows;
      })
      .toEqual([]);
  });
});

test('on a session that is held it can be used again after a failure', async () => {
  const client = await ctx.db.pool.connect();
  try {
    await expect(transactionOn(client, () => client.query('SELECT 1/0'))).rejects.toThrow('zero');
    await transactionOn(client, () => client.query('INSERT INTO written VALUES (2)'));
  } finally {
    client.release();
  }
  expect(await written()).toEqual([2]);
});

describe('a unique violation', () => {
  const { pool, prisma } = { pool: () => ctx.db.pool, prisma: () => ctx.db.prisma };
  const twice = 'INSERT INTO written VALUES (1), (1)';
  const user = { email: 'twice@connector.example', name: 'Twice', role: 'ADMIN' as const };
  test.each<[name: string, fail: () => Promise<unknown>, expected: boolean]>([
    ['of the driver', () => pool().query(twice), true],
    ['of raw SQL', () => prisma().$executeRawUnsafe(twice), true],
    ['of a model', () => prisma().user.createMany({ data: [user, user] }), true],
    ['is no division by zero', () => pool().query('SELECT 1/0'), false],
    ['is no division by zero in raw SQL', () => prisma().$queryRawUnsafe('SELECT 1/0'), false],
    ['is no missing table in raw SQL', () => prisma().$queryRawUnsafe('SELECT FROM gone'), false],
    [
      'is no missing value',
      () => prisma().$executeRawUnsafe('INSERT INTO written VALUES (NULL)'),
      false,
    ],
    [
      'is no other refusal that names the number',
      () => prisma().$executeRawUnsafe(`SELECT 'no number: 23505'::int`),
      false,
    ],
    ['is no missing row', () => prisma().user.findUniqueOrThrow({ where: { id: -1 } }), false],
  ])('%s', async (_name, fail, expected) => {
    const error = await fail().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect(isUniqueViolation(error)).toBe(expected);
  });
});

test('no two kinds of lock share a space', () => {
  const spaces = Object.values(LOCK_SPACES);
  expect(new Set(spaces).size).toBe(spaces.length);
});
