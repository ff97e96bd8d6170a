// The same person in the same class and role at the same time is one membership, however many ids it has.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  enrollmentRow,
  sendSet,
  userRow,
  writtenSet,
  type WrittenEnrollment,
} from '@/lib/testing/written-set';
import { undoSyncRun } from './undo-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const PEOPLE = Array.from({ length: 40 }, (_, at) => `u${at + 1}`);
const OTHERS = PEOPLE.slice(3).map((user) => ({ id: `m-${user}`, user }));
const row = (of: WrittenEnrollment | string): string =>
  typeof of === 'string' ? of : enrollmentRow(of);

function bulk(rows: readonly (WrittenEnrollment | string)[]) {
  return writtenSet({
    users: [...PEOPLE.map((id) => userRow({ id })), userRow({ id: 't1', role: 'teacher' })],
    enrollments: [...rows, ...OTHERS].map(row),
  });
}

function delta(rows: readonly (WrittenEnrollment | string)[]) {
  return writtenSet(
    { enrollments: rows.map(row) },
    {
      absent: ['orgs', 'academicSessions', 'courses', 'classes', 'users'],
      delta: ['enrollments'],
    },
  );
}

const connect = async () => createConnection(ctx, await createTenant(ctx));

/** Memberships of u1, u2 and t1: those of the others stand aside. */
async function memberships(tenantId: number): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ line: string }>(
    `SELECT concat_ws(' ', sourced_id, user_sourced_id, class_sourced_id, role, coalesce(begin_date::text, '-'), coalesce(end_date::text, '-')) AS line
     FROM roster_enrollment WHERE tenant_id = $1 AND removed_at IS NULL AND sourced_id NOT LIKE 'm-%' ORDER BY sourced_id`,
    [tenantId],
  );
  return rows.map(({ line }) => line);
}

async function told(run: { id: number }): Promise<[number, (number | null)[]]> {
  const group = await ctx.db.prisma.runIssueGroup.findFirst({
    where: { runId: run.id, code: 'MEMBERSHIP_TWICE' },
    include: { issues: { orderBy: { line: 'asc' } } },
  });
  return [group?.count ?? 0, group?.issues.map(({ line }) => line) ?? []];
}

const e = (id: string, more: Partial<WrittenEnrollment> = {}): WrittenEnrollment => ({
  id,
  user: 'u1',
  ...more,
});
const gone = (id: string): string => `${id},tobedeleted,2026-11-19T10:00:00Z,,,,,,,`;
const ONE = (id: string, dates = '- -') => [`${id} u1 K1 student ${dates}`];

describe('in one file', () => {
  const VARIANTS: readonly [string, WrittenEnrollment[], string[], number][] = [
    ['the same but for the id', [e('e2'), e('e1')], ONE('e1'), 1],
    ['three times', [e('e3'), e('e1'), e('e2')], ONE('e1'), 2],
    [
      'days that overlap',
      [
        e('e1', { begin: '2026-08-03', end: '2026-10-15' }),
        e('e2', { begin: '2026-10-01', end: '2027-06-11' }),
      ],
      ONE('e1', '2026-08-03 2027-06-11'),
      1,
    ],
    [
      'no dates beside dates',
      [e('e2'), e('e1', { begin: '2026-08-03', end: '2026-10-15' })],
      ONE('e1'),
      1,
    ],
    [
      'each overlaps the next',
      [
        e('e3', { begin: '2026-08-03', end: '2026-09-15' }),
        e('e1', { begin: '2026-09-10', end: '2026-10-15' }),
        e('e2', { begin: '2026-10-15', end: '2026-12-18' }),
      ],
      ONE('e1', '2026-08-03 2026-12-18'),
      2,
    ],
    [
      'left and came back',
      [e('e1', { begin: '2026-08-03', end: '2026-09-15' }), e('e2', { begin: '2026-10-01' })],
      ['e1 u1 K1 student 2026-08-03 2026-09-15', 'e2 u1 K1 student 2026-10-01 -'],
      0,
    ],
    [
      'another role',
      [e('e1', { user: 't1', role: 'teacher' }), e('e2', { user: 't1', role: 'proctor' })],
      ['e1 t1 K1 teacher - -', 'e2 t1 K1 proctor - -'],
      0,
    ],
    [
      'another class',
      [e('e1'), e('e2', { class: 'K2', school: 'S2' })],
      ['e1 u1 K1 student - -', 'e2 u1 K2 student - -'],
      0,
    ],
    [
      'another person',
      [e('e1'), e('e2', { user: 'u2' })],
      ['e1 u1 K1 student - -', 'e2 u2 K1 student - -'],
      0,
    ],
    [
      'a main teacher in one of them',
      [
        e('e2', { user: 't1', role: 'teacher', primary: true }),
        e('e1', { user: 't1', role: 'teacher' }),
      ],
      ['e1 t1 K1 teacher - -'],
      1,
    ],
  ];

  /** All variants at once, each with a student, a teacher and ids of its own. */
  const own = (nth: number, text: string): string => `v${nth}-${text}`;
  const rowsOf = VARIANTS.map(([, rows], nth) =>
    rows.map((each) => ({ ...each, id: own(nth, each.id), user: own(nth, each.user) })),
  );
  const expectedLines = (idOf: (nth: number, id: string, isOne: boolean) => string): string[] =>
    VARIANTS.flatMap(([, , lines], nth) =>
      lines.map((line) => {
        const [id = '', user = '', ...rest] = line.split(' ');
        return [own(nth, idOf(nth, id, lines.length === 1)), own(nth, user), ...rest].join(' ');
      }),
    ).sort();
  const all = (rows: readonly WrittenEnrollment[]) =>
    writtenSet({
      users: [
        ...PEOPLE.map((id) => userRow({ id })),
        ...VARIANTS.flatMap((_, nth) => [
          userRow({ id: own(nth, 'u1') }),
          userRow({ id: own(nth, 'u2') }),
          userRow({ id: own(nth, 't1'), role: 'teacher' }),
        ]),
      ],
      enrollments: [...rows, ...OTHERS].map(row),
    });
  const toldIn = VARIANTS.reduce((sum, [, , , count]) => sum + count, 0);

  test('in a first roster', async () => {
    const connection = await connect();
    const { run } = await sendSet(ctx, connection, all(rowsOf.flat()));
    expect(await memberships(connection.tenantId)).toEqual(expectedLines((_, id) => id));
    expect((await told(run))[0]).toBe(toldIn);
    const file = await ctx.db.prisma.syncRunFile.findFirstOrThrow({
      where: { runId: run.id, fileName: 'enrollments.csv' },
    });
    expect(file.rowsIgnored).toBe(toldIn);
    expect(file.rowsRead).toBe(file.rowsAccepted + file.rowsRejected + file.rowsIgnored);
    const { rows: counts } = await ctx.db.pool.query<{ count: number }>(
      `SELECT sum(count)::int AS count FROM roster_count WHERE tenant_id = $1 AND entity = 'enrollment' AND facet = ''`,
      [connection.tenantId],
    );
    expect(counts[0]?.count).toBe(OTHERS.length + rowsOf.flat().length - toldIn);
    const { rows: primary } = await ctx.db.pool.query<{ is: boolean }>(
      `SELECT is_primary AS is FROM roster_enrollment WHERE tenant_id = $1 AND sourced_id = $2`,
      [connection.tenantId, own(VARIANTS.length - 1, 'e1')],
    );
    expect(primary).toEqual([{ is: true }]);
    // The same rows the other way round say nothing new.
    const again = await sendSet(ctx, connection, all(rowsOf.flat().reverse()));
    expect(again.outcome).toBe('NO_CHANGE');
    expect((await told(again.run))[0]).toBe(toldIn);
  });

  test('in the next roster', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, all([]));
    const { run } = await sendSet(ctx, connection, all(rowsOf.flat()));
    expect(await memberships(connection.tenantId)).toEqual(expectedLines((_, id) => id));
    expect((await told(run))[0]).toBe(toldIn);
  });

  test('one by one in deltas: the id that came first stays', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, all([]));
    for (const at of [0, 1, 2])
      await sendSet(ctx, connection, delta(rowsOf.flatMap((rows) => rows.slice(at, at + 1))));
    const first = (nth: number, id: string, isOne: boolean): string =>
      isOne ? (VARIANTS[nth]?.[1][0]?.id ?? id) : id;
    expect(await memberships(connection.tenantId)).toEqual(expectedLines(first));
  });
});

test('the line that comes beside one that is in force is told, and the id in force stays', async () => {
  const connection = await connect();
  await sendSet(ctx, connection, bulk([e('e5')]));
  const { run, outcome } = await sendSet(ctx, connection, bulk([e('e1'), e('e5')]));
  expect(outcome).toBe('NO_CHANGE');
  expect(await told(run)).toEqual([1, [2]]);
  expect(await memberships(connection.tenantId)).toEqual(ONE('e5'));
  const next = await sendSet(ctx, connection, bulk([e('e5'), e('e1'), e('e3')]));
  expect(await told(next.run)).toEqual([2, [3, 4]]);
  expect(await memberships(connection.tenantId)).toEqual(ONE('e5'));
});

describe('one of its ids alone', () => {
  test.each([
    ['the one that stays', 'e1'],
    ['the other one', 'e2'],
  ])('in a full copy: %s', async (_, id) => {
    const connection = await connect();
    await sendSet(ctx, connection, bulk([e('e2'), e('e1')]));
    const { run, outcome } = await sendSet(ctx, connection, bulk([e(id)]));
    expect(outcome).toBe('NO_CHANGE');
    expect(await told(run)).toEqual([0, []]);
    expect(await memberships(connection.tenantId)).toEqual(ONE('e1'));
    await sendSet(ctx, connection, bulk([e(id), e('n1', { user: 'u2' })]));
    expect(await memberships(connection.tenantId)).toEqual([...ONE('e1'), 'n1 u2 K1 student - -']);
    await sendSet(ctx, connection, bulk([]));
    expect(await memberships(connection.tenantId)).toEqual([]);
  });

  test.each([
    ['e1', 'e2'],
    ['e2', 'e1'],
  ])('in deltas: %s ends, then %s', async (first, second) => {
    const connection = await connect();
    await sendSet(ctx, connection, bulk([e('e1', { begin: '2026-08-03' })]));
    await sendSet(ctx, connection, delta([e('e2', { end: '2027-06-11' })]));
    expect(await memberships(connection.tenantId)).toEqual(ONE('e1'));
    await sendSet(ctx, connection, delta([gone(first)]));
    const left = first === 'e1' ? '- 2027-06-11' : '2026-08-03 -';
    expect(await memberships(connection.tenantId)).toEqual(ONE('e1', left));
    await sendSet(ctx, connection, delta([e('n1', { user: 'u2' })]));
    expect(await memberships(connection.tenantId)).toEqual([
      ...ONE('e1', left),
      'n1 u2 K1 student - -',
    ]);
    await sendSet(ctx, connection, delta([gone(second)]));
    expect(await memberships(connection.tenantId)).toEqual(['n1 u2 K1 student - -']);
  });

  test('in a delta that ends both', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, bulk([e('e1'), e('e2')]));
    await sendSet(ctx, connection, delta([gone('e2'), gone('e1')]));
    expect(await memberships(connection.tenantId)).toEqual([]);
  });

  test('in a delta that moves its days away', async () => {
    const connection = await connect();
    await sendSet(
      ctx,
      connection,
      bulk([e('e1', { begin: '2026-10-01' }), e('e2', { begin: '2026-10-01' })]),
    );
    await sendSet(ctx, connection, delta([e('e2', { begin: '2026-08-03', end: '2026-09-15' })]));
    expect(await memberships(connection.tenantId)).toEqual([
      'e1 u1 K1 student 2026-10-01 -',
      'e2 u1 K1 student 2026-08-03 2026-09-15',
    ]);
  });

  test('in a delta that names another class', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, bulk([e('e1'), e('e2')]));
    await sendSet(ctx, connection, delta([e('e2', { class: 'K2', school: 'S2' })]));
    expect(await memberships(connection.tenantId)).toEqual([
      'e1 u1 K1 student - -',
      'e2 u1 K2 student - -',
    ]);
  });

  test('beside a row of the other that cannot be used', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, bulk([e('e1'), e('e2')]));
    await sendSet(ctx, connection, bulk([e('e1', { role: 'nobody' }), e('e2')]));
    expect(await memberships(connection.tenantId)).toEqual(ONE('e1'));
  });
});

test('another id for a membership that never had two is a new record', async () => {
  const connection = await connect();
  await sendSet(ctx, connection, bulk([e('e1')]));
  await sendSet(ctx, connection, bulk([e('e7')]));
  expect(await memberships(connection.tenantId)).toEqual(ONE('e7'));
});

test('a live roster that holds memberships twice is mended at the next run, and no limit counts it', async () => {
  const connection = await connect();
  const twice = PEOPLE.slice(3).map((user) => ({ id: `x-${user}`, user }));
  await sendSet(ctx, connection, bulk([]));
  await ctx.db.pool.query(
    `INSERT INTO roster_enrollment (tenant_id, sourced_id, class_sourced_id, school_sourced_id, user_sourced_id, role, run_id)
     SELECT tenant_id, 'x' || substr(sourced_id, 2), class_sourced_id, school_sourced_id, user_sourced_id, role, run_id
     FROM roster_enrollment WHERE tenant_id = $1`,
    [connection.tenantId],
  );
  await ctx.db.pool.query(`UPDATE roster_enrollment SET line_hash = NULL WHERE tenant_id = $1`, [
    connection.tenantId,
  ]);
  await ctx.db.pool.query(
    `UPDATE roster_count SET count = 2 * count WHERE tenant_id = $1 AND entity = 'enrollment'`,
    [connection.tenantId],
  );
  const { run, outcome } = await sendSet(ctx, connection, bulk(twice));
  expect(outcome).toBe('DEFERRED');
  expect(await memberships(connection.tenantId)).toEqual([]);
  const counts = await ctx.db.prisma.changeCount.findMany({ where: { runId: run.id } });
  expect(counts.map(({ action, count, cascadeCount }) => [action, count, cascadeCount])).toEqual([
    ['REMOVE', twice.length, twice.length],
  ]);
});

test('an undo takes back what the run said of ids', async () => {
  const connection = await connect();
  await sendSet(ctx, connection, bulk([e('e1')]));
  const { run } = await sendSet(ctx, connection, delta([e('e2'), e('n1', { user: 'u2' })]));
  await ctx.db.prisma.syncRun.update({
    where: { tenantId_id: run },
    data: { undoPart: 'WHOLE', undoRequestedAt: ctx.clock.now() },
  });
  await undoSyncRun(ctx, run);
  await sendSet(ctx, connection, delta([gone('e1')]));
  expect(await memberships(connection.tenantId)).toEqual([]);
});

test('the order of rows and whether they come at once decide nothing', async () => {
  const anyMembership = fc.record({
    user: fc.constantFrom('u1', 'u2'),
    dates: fc.constantFrom(
      {},
      { begin: '2026-08-03', end: '2026-09-15' },
      { begin: '2026-09-01', end: '2026-10-15' },
      { begin: '2026-11-01' },
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyMembership, { minLength: 2, maxLength: 4 }),
      fc.infiniteStream(fc.nat(1000)),
      async (all, order) => {
        const rows = all.map(({ user, dates }, at) => e(`e${at}`, { user, ...dates }));
        const shuffled = rows
          .map((each) => ({ each, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        const [first, second, third] = [await connect(), await connect(), await connect()];
        await sendSet(ctx, first, bulk(rows));
        await sendSet(ctx, second, bulk(shuffled));
        const expected = await memberships(first.tenantId);
        expect(await memberships(second.tenantId)).toEqual(expected);
        // One by one other ids stay; the days of everybody are the same.
        await sendSet(ctx, third, bulk([]));
        for (const one of shuffled) await sendSet(ctx, third, delta([one]));
        const withoutIds = (lines: string[]) =>
          lines.map((line) => line.replace(/^\S+ /, '')).sort();
        expect(withoutIds(await memberships(third.tenantId))).toEqual(withoutIds(expected));
      },
    ),
    { numRuns: 3 },
  );
});
