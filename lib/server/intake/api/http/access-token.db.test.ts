import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiConnection, type TestApiConnection } from '@/lib/testing/api-connection';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { openDatabase, type Database } from '@/lib/server/db';
import { shareAccessTokens, sharedAccessTokens, type FetchToken } from './access-token';
import { ApiFailure } from './failures';

const SECOND = 1_000;

let ctx: TestContext;
let owner: TestApiConnection;
let asked: number;
/** Ends when the test says so. */
let served: Promise<void>;
const fetchToken: FetchToken = async () => {
  asked += 1;
  const mine = asked;
  await served;
  return { value: `token-${mine}`, lifeSeconds: 100 };
};
const others: Database[] = [];

beforeAll(async () => {
  ctx = await createTestContext();
});
beforeEach(async () => {
  asked = 0;
  served = Promise.resolve();
  owner = await createApiConnection(ctx, 'secret');
});
afterAll(async () => {
  await Promise.all(others.map((db) => db.close()));
  await ctx.close();
});

/** What another process has of its own, its session open. */
async function otherProcess() {
  const db = openDatabase(ctx.databaseUrl, { maxConnections: 3 });
  others.push(db);
  await Promise.all([db.pool.query('SELECT 1'), db.prisma.$queryRaw`SELECT 1`]);
  return shareAccessTokens({ ...ctx, db });
}

const failing = (failure: ApiFailure): FetchToken => {
  return () => {
    asked += 1;
    return Promise.reject(failure);
  };
};

test('one is asked for, stored sealed, and used until 80 % of its life have passed', async () => {
  const [here, there] = [shareAccessTokens(ctx), await otherProcess()];
  expect(await here.current(owner, fetchToken)).toBe('token-1');
  expect(await there.current(owner, fetchToken)).toBe('token-1');
  const row = await ctx.db.prisma.apiToken.findFirstOrThrow({ where: owner });
  expect(Buffer.from(row.tokenSealed).includes('token-1')).toBe(false);
  expect(row.tokenKeyName).toBe('default');
  ctx.clock.advance(79 * SECOND);
  expect(await there.current(owner, fetchToken)).toBe('token-1');
  ctx.clock.advance(SECOND);
  expect(await there.current(owner, fetchToken)).toBe('token-2');
  expect(await here.current(owner, fetchToken)).toBe('token-2');
  expect(asked).toBe(2);
});

test('many who want it at once, in three processes, ask for one', async () => {
  const processes = [shareAccessTokens(ctx), await otherProcess(), await otherProcess()];
  served = sleep(150);
  const all = await Promise.all(
    Array.from({ length: 60 }, (_, at) => processes[at % 3]?.current(owner, fetchToken)),
  );
  expect(new Set(all)).toEqual(new Set(['token-1']));
  expect(asked).toBe(1);
});

test('of those whose token is refused one renews it, and the others get what it got', async () => {
  const processes = [shareAccessTokens(ctx), await otherProcess(), await otherProcess()];
  const [first] = processes;
  const refused = await first?.current(owner, fetchToken);
  served = sleep(150);
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      processes[at % 3]?.renewAfterRefusal(owner, refused ?? '', fetchToken),
    ),
  );
  expect(new Set(all)).toEqual(new Set(['token-2']));
  expect(asked).toBe(2);
  // Who heard of the refusal late does not ask again.
  expect(await (await otherProcess()).renewAfterRefusal(owner, 'token-1', fetchToken)).toBe(
    'token-2',
  );
  expect(asked).toBe(2);
  expect(await (await otherProcess()).renewAfterRefusal(owner, 'token-2', fetchToken)).toBe(
    'token-3',
  );
});

test('a new one whatever there is, for who tests key and secret', async () => {
  const tokens = shareAccessTokens(ctx);
  await tokens.current(owner, fetchToken);
  expect(await tokens.fresh(owner, fetchToken)).toBe('token-2');
  expect(await tokens.current(owner, fetchToken)).toBe('token-2');
});

test('many who wait for a refused secret ask once, and all hear of it', async () => {
  const tokens = shareAccessTokens(ctx);
  const wrong = failing(new ApiFailure('WRONG_SECRET', 'NEVER'));
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => tokens.current(owner, wrong)),
  );
  for (const each of all)
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'WRONG_SECRET' } });
  expect(asked).toBeLessThanOrEqual(2);
});

test('one that is due and not over is used while the token server is away, not when the key is refused', async () => {
  const tokens = shareAccessTokens(ctx);
  const away = failing(new ApiFailure('SERVER_ERROR', 'LATER'));
  await tokens.current(owner, fetchToken);
  ctx.clock.advance(90 * SECOND);
  expect(await tokens.current(owner, away)).toBe('token-1');
  const wrong = failing(new ApiFailure('WRONG_SECRET', 'NEVER'));
  await expect(tokens.current(owner, wrong)).rejects.toMatchObject({ code: 'WRONG_SECRET' });
  ctx.clock.advance(10 * SECOND);
  await expect(tokens.current(owner, away)).rejects.toMatchObject({ code: 'SERVER_ERROR' });
});

test('one that was given for a secret that is replaced meanwhile is not kept', async () => {
  const tokens = shareAccessTokens(ctx);
  let finish = (): void => {};
  served = new Promise((resolve) => (finish = resolve));
  const asking = tokens.current(owner, fetchToken);
  while (asked === 0) await sleep(5);
  await ctx.db.prisma.apiAccount.updateMany({
    where: owner,
    data: { secretChangedAt: new Date('2026-10-01T00:00:00Z') },
  });
  finish();
  expect(await asking).toBe('token-1');
  expect(await ctx.db.prisma.apiToken.count({ where: owner })).toBe(0);
});

test('one whose key is gone is asked for anew', async () => {
  await shareAccessTokens(ctx).current(owner, fetchToken);
  await ctx.db.prisma.apiToken.updateMany({ where: owner, data: { tokenKeyName: 'gone' } });
  expect(await shareAccessTokens(ctx).current(owner, fetchToken)).toBe('token-2');
});

test('who stops waiting stops nobody else', async () => {
  const tokens = shareAccessTokens(ctx);
  served = sleep(150);
  const stop = new AbortController();
  const stopped = tokens.current(owner, fetchToken, stop.signal);
  const waits = tokens.current(owner, fetchToken);
  setTimeout(() => stop.abort(new Error('the pull was canceled')), 30);
  await expect(stopped).rejects.toThrow('the pull was canceled');
  expect(await waits).toBe('token-1');
});

test('a hundred token servers that are slow leave the sessions of the pool to others', async () => {
  const db = openDatabase(ctx.databaseUrl, { maxConnections: 2 });
  others.push(db);
  const tokens = shareAccessTokens({ ...ctx, db });
  const owners: TestApiConnection[] = [];
  for (let each = 0; each < 100; each += 1) owners.push(await createApiConnection(ctx, 'secret'));
  let finish = (): void => {};
  served = new Promise((resolve) => (finish = resolve));
  const all = owners.map((each) => tokens.current(each, fetchToken));
  while (asked < 100) await sleep(10);
  const { rows } = await db.pool.query<{ one: number }>('SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
  finish();
  expect(new Set(await Promise.all(all)).size).toBe(100);
  // And its session is given back.
  expect(db.pool.idleCount).toBe(db.pool.totalCount);
});

test('a session that is lost while it waits is replaced for the next', async () => {
  const tokens = await otherProcess();
  let finish = (): void => {};
  served = new Promise((resolve) => (finish = resolve));
  const asking = tokens.current(owner, fetchToken);
  while (asked === 0) await sleep(5);
  const { rows } = await ctx.db.pool.query(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${owner.connectionId}`,
  );
  expect(rows).toHaveLength(1);
  await ctx.asOwner(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${owner.connectionId}`,
  );
  await sleep(50);
  finish();
  // It was asked for already, and works.
  expect(await asking).toBe('token-1');
  expect(await tokens.renewAfterRefusal(owner, 'token-1', fetchToken)).toBe('token-2');
});

test('all of a process share what is theirs', () => {
  expect(sharedAccessTokens(ctx)).toBe(sharedAccessTokens({ ...ctx }));
});
