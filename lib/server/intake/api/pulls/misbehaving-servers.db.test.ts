// What servers get wrong, one after the other: each is gone on with, waited for, or a failure with nothing handed over.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import type { Misbehavior } from '@/lib/simulators/parts/misbehavior';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { createApiDistrict, reaching, type ApiDistrict } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { pullThrough } from '@/lib/testing/pull-through';

let ctx: TestContext;
let simulator: OneRosterSimulator;
let district: ApiDistrict;
let rows: Record<string, number>;

beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 120, seed: 'misbehaving' }),
  });
  ctx = reaching(await createTestContext({ now: '2026-09-01T15:00:00Z' }), simulator.base);
  district = await createApiDistrict(ctx, simulator);
  // Pages small enough that every collection but the smallest has several.
  await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 200 } });
  const { collections } = await pullThrough(ctx, district, 'PREVIEW');
  rows = Object.fromEntries(collections.map(({ name, rowCount }) => [name, rowCount]));
});
afterEach(async () => {
  simulator.behave();
  await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 200, minIntervalMs: 0 } });
  await ctx.db.prisma.apiToken.deleteMany();
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

async function pulledWhile(...misbehaviors: Misbehavior[]) {
  for (const each of misbehaviors) simulator.misbehave(each);
  return pullThrough(ctx, district, 'PREVIEW');
}

/** What reached the last reading of each collection. */
const counts = (collections: readonly { name: string; rowCount: number }[]) =>
  Object.fromEntries(collections.map(({ name, rowCount }) => [name, rowCount]));

describe('read whole all the same', () => {
  test.each<[string, Misbehavior[]]>([
    ['nothing wrong', []],
    ['a limit clamped to 37', [{ kind: 'clampedLimit', limit: 37 }]],
    ['no totals', [{ kind: 'noTotals' }]],
    ['no Link', [{ kind: 'noLinks' }]],
    ['neither', [{ kind: 'noLinks' }, { kind: 'noTotals' }]],
    [
      'neither, clamped, and 404 beyond the end',
      [
        { kind: 'noLinks' },
        { kind: 'noTotals' },
        { kind: 'clampedLimit', limit: 37 },
        { kind: 'refusedBeyondEnd', status: 404 },
      ],
    ],
    [
      'neither, and 400 beyond the end',
      [{ kind: 'noLinks' }, { kind: 'noTotals' }, { kind: 'refusedBeyondEnd', status: 400 }],
    ],
    ['a total of 0 beside rows', [{ kind: 'wrongTotal', total: 0 }, { kind: 'noLinks' }]],
    [
      'a token that ends in the middle',
      [{ kind: 'expiredToken', collection: 'users', page: 2, times: 1 }],
    ],
    ['a server error', [{ kind: 'failure', status: 500, collection: 'classes', times: 2 }]],
    ['an answer that is cut', [{ kind: 'cut', collection: 'users', page: 2, times: 1 }]],
    ['a sign-in page once', [{ kind: 'html', collection: 'courses', times: 1 }]],
    ['an empty object once', [{ kind: 'emptyObject', collection: 'orgs', times: 1 }]],
    [
      'a total of 0 beside rows, and 404 beyond the end',
      [
        { kind: 'wrongTotal', total: 0 },
        { kind: 'noLinks' },
        { kind: 'refusedBeyondEnd', status: 404 },
      ],
    ],
    ['truth as booleans', [{ kind: 'booleans' }]],
    ['grades as text', [{ kind: 'gradesAsText' }]],
    ['no status', [{ kind: 'noStatus' }]],
    ['no dates', [{ kind: 'noDates' }]],
  ])('%s', async (_, misbehaviors) => {
    const pull = await pulledWhile(...misbehaviors);
    expect(pull).toMatchObject({ status: 'PREVIEW', troubleCode: null });
    expect(counts(pull.collections)).toEqual(rows);
  });

  test.each([5, -5])(
    '%i rows more while pages are read: again, and none is missing',
    async (change) => {
      const moving = await startOneRosterSimulator({
        day: createDistrict({ students: 120, seed: 'misbehaving' }),
      });
      try {
        const there = { ...ctx, ...reaching(ctx, moving.base) };
        const other = await createApiDistrict(there, moving);
        await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 200 } });
        moving.misbehave({ kind: 'drift', rows: change, collection: 'users', page: 1, times: 1 });
        const pull = await pullThrough(there, other, 'PREVIEW');
        expect(pull.collections.find(({ name }) => name === 'users')).toMatchObject({
          restarts: 1,
          repeated: 0,
          rowCount: (rows.users ?? 0) + change,
        });
      } finally {
        await moving.close();
      }
    },
  );

  test('demographics that may not be read are left out, and the pull goes on', async () => {
    const pull = await pulledWhile({ kind: 'failure', status: 403, collection: 'demographics' });
    expect(pull.status).toBe('PREVIEW');
    expect(pull.collections.find(({ name }) => name === 'demographics')).toMatchObject({
      state: 'READ',
      leftOutCode: 'NOT_PERMITTED',
      rowCount: 0,
    });
  });
});

describe('waited for as long as the server asks', () => {
  test.each([
    ['seconds', 429],
    ['date', 429],
    ['text', 429],
    ['seconds', 503],
  ] as const)('said as %s with %d', async (says, status) => {
    const before = ctx.clock.now();
    const pull = await pulledWhile({
      kind: 'busy',
      status,
      seconds: 90,
      says,
      collection: 'users',
      page: 2,
      times: 1,
    });
    expect(pull).toMatchObject({ status: 'PREVIEW', troubles: ['BUSY'] });
    expect(counts(pull.collections)).toEqual(rows);
    if (says !== 'date') {
      expect(pull.waitedMs).toBeGreaterThanOrEqual(90_000);
      expect(ctx.clock.now().getTime() - before.getTime()).toBeGreaterThanOrEqual(90_000);
    }
  });

  test('without a time: longer and longer, and from then on more slowly', async () => {
    const pull = await pulledWhile({
      kind: 'busy',
      status: 429,
      seconds: 0,
      says: 'nothing',
      collection: 'classes',
      times: 1,
    });
    expect(pull).toMatchObject({ status: 'PREVIEW', troubles: ['BUSY'] });
    const { minIntervalMs } = await ctx.db.prisma.apiAccount.findFirstOrThrow({
      where: { connectionId: district.connectionId },
    });
    expect(minIntervalMs).toBeGreaterThanOrEqual(250);
  });
});

test('a page that does not come in time is asked for again, half as large, and from then on', async () => {
  simulator.misbehave({ kind: 'hang', collection: 'users', page: 2, times: 1 });
  const pull = await pullThrough(ctx, district, 'PREVIEW', { answerMs: 400 });
  expect(pull).toMatchObject({ status: 'PREVIEW', troubles: ['TIMED_OUT'] });
  expect(counts(pull.collections)).toEqual(rows);
  const asked = simulator.requests
    .filter(({ collection }) => collection === 'users')
    .slice(-3)
    .map(({ query }) => [query.limit, query.offset]);
  expect(asked).toEqual([
    ['200', '200'],
    ['100', '200'],
    ['100', '300'],
  ]);
});

describe('a failure with its reason, and nothing handed over', () => {
  test.each<[string, Misbehavior[], string, string | null]>([
    [
      'the last page again beyond the end',
      [{ kind: 'noLinks' }, { kind: 'noTotals' }, { kind: 'lastPageAgain' }],
      'SAME_PAGE_AGAIN',
      'orgs',
    ],
    [
      'no rows where the total says some',
      [{ kind: 'noRows', collection: 'classes' }],
      'ROWS_MISSING',
      'classes',
    ],
    ['a sign-in page every time', [{ kind: 'html', collection: 'users' }], 'NOT_JSON', 'users'],
    [
      'an empty object every time',
      [{ kind: 'emptyObject', collection: 'users' }],
      'NO_ENVELOPE',
      'users',
    ],
    [
      'users that may not be read',
      [{ kind: 'failure', status: 403, collection: 'users' }],
      'NOT_PERMITTED',
      'users',
    ],
    [
      'users that are not there',
      [{ kind: 'failure', status: 404, collection: 'users' }],
      'NOT_FOUND',
      'users',
    ],
    [
      'errors of the server for an hour',
      [{ kind: 'failure', status: 500, collection: 'users' }],
      'SERVER_ERROR',
      'users',
    ],
    [
      'a next page at another host',
      [{ kind: 'nextElsewhere', origin: 'https://elsewhere.example', collection: 'users' }],
      'OTHER_HOST_NEXT',
      'users',
    ],
    [
      'a page that leads to another address',
      [{ kind: 'redirect', status: 302, origin: 'https://elsewhere.example', collection: 'users' }],
      'REDIRECTED',
      'users',
    ],
    [
      'data that changes with every page',
      [{ kind: 'movingRevision', collection: 'users' }],
      'KEPT_CHANGING',
      'users',
    ],
    [
      'busy for hours',
      [{ kind: 'busy', status: 429, seconds: 600, says: 'seconds', collection: 'users' }],
      'BUSY',
      'users',
    ],
    [
      'fewer rows than the total says, every time',
      [{ kind: 'wrongTotal', total: 100_000, collection: 'users' }],
      'ROWS_MISSING',
      'users',
    ],
  ])('%s', async (_, misbehaviors, code, collection) => {
    const pull = await pulledWhile(...misbehaviors);
    expect(pull).toMatchObject({
      status: 'FAILED',
      troubleCode: code,
      troubleCollection: collection,
    });
    expect(await ctx.db.prisma.delivery.count({ where: { pullId: pull.id } })).toBe(0);
  });

  test('a wrong secret', async () => {
    const wrong = await createApiDistrict(ctx, { ...simulator, secret: 'not the secret' });
    const pull = await pullThrough(ctx, wrong, 'PREVIEW');
    expect(pull).toMatchObject({ status: 'FAILED', troubleCode: 'WRONG_SECRET', turns: 1 });
    const signed = await createApiDistrict(
      ctx,
      { ...simulator, secret: 'not the secret' },
      { authorization: 'OAUTH1_SHA256' },
    );
    expect(await pullThrough(ctx, signed, 'PREVIEW')).toMatchObject({
      status: 'FAILED',
      troubleCode: 'SIGNATURE_REFUSED',
    });
  });

  test('a fault of our own is tried ten times, and then people look', async () => {
    const broken = {
      ...ctx,
      storage: { ...ctx.storage, create: () => Promise.reject(new Error('the disk is full')) },
    };
    const pull = await pullThrough(broken, district, 'PREVIEW');
    expect(pull).toMatchObject({ status: 'FAILED', troubleCode: 'OUR_FAULT', turns: 10 });
  });

  test('a server that never answers', async () => {
    simulator.misbehave({ kind: 'hang', collection: 'users' });
    const pull = await pullThrough(ctx, district, 'PREVIEW', { answerMs: 100 });
    expect(pull).toMatchObject({ status: 'FAILED', troubleCode: 'TIMED_OUT' });
  });

  test('nobody listens there any more', async () => {
    const gone = await startOneRosterSimulator({
      day: createDistrict({ students: 20, seed: 'gone' }),
    });
    const there = reaching(ctx, gone.base);
    const left = await createApiDistrict(there, gone);
    await gone.close();
    const pull = await pullThrough(there, left, 'PREVIEW');
    expect(pull).toMatchObject({ status: 'FAILED', troubleCode: 'CONNECTION_REFUSED' });
    expect(pull.turns).toBeGreaterThan(5);
  });
});
