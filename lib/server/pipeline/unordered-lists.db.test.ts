// The lists of OneRoster are sets: another order is no change.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  enrollmentRow,
  sendSet,
  userRow,
  writtenSet,
  type WrittenSet,
} from '@/lib/testing/written-set';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

type Order = (values: readonly string[]) => readonly string[];
const quoted = (values: readonly string[]): string => `"${values.join(',')}"`;
const PEOPLE = Array.from({ length: 60 }, (_, at) => `u${at + 1}`);

function setOf(order: Order): WrittenSet {
  return {
    academicSessions: [
      'Y1,,,2026-2027,schoolYear,2026-07-01,2027-06-30,,2027',
      'T1,,,Fall,term,2026-08-03,2026-12-18,Y1,2027',
      'T2,,,Spring,term,2027-01-04,2027-06-11,Y1,2027',
    ],
    courses: [`C1,,,Y1,Reading,R1,${quoted(order(['05', '06']))},D1,${quoted(order(['A', 'B']))},`],
    classes: Array.from(
      { length: 60 },
      (_, at) =>
        `K${at + 1},,,Reading ${at + 1},${quoted(order(['05', '06']))},C1,R-${at + 1},scheduled,,S1,${quoted(order(['T1', 'T2']))},${quoted(order(['A', 'B']))},,${quoted(order(['1', '2', '3']))}`,
    ),
    users: [
      ...PEOPLE.map((id) =>
        userRow({
          id,
          orgs: order(['D1', 'S1', 'S2']),
          grades: order(['05', '06']),
          agents: order([`g-${id}`, `h-${id}`]),
        }),
      ),
      ...PEOPLE.flatMap((id) =>
        ['g', 'h'].map((letter) =>
          userRow({ id: `${letter}-${id}`, role: 'guardian', orgs: order(['S1', 'S2']) }),
        ),
      ),
    ],
    enrollments: PEOPLE.map((user, at) =>
      enrollmentRow({ id: `e-${user}`, user, school: 'S1', class: `K${at + 1}` }),
    ),
  };
}

const ORDERS: readonly [string, Order][] = [
  ['the other way round', (values) => [...values].reverse()],
  ['turned by one', (values) => [...values.slice(1), ...values.slice(0, 1)]],
  ['one of them twice', (values) => [...values, values[0] ?? '']],
  ['the other way round and all twice', (values) => [...values, ...values].reverse()],
];

test.each(ORDERS)('lists %s change nothing', async (_, order) => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  await sendSet(ctx, connection, writtenSet(setOf((values) => values)));
  const { run, outcome } = await sendSet(ctx, connection, writtenSet(setOf(order)));
  expect(await ctx.db.prisma.changeCount.findMany({ where: { runId: run.id } })).toEqual([]);
  expect(outcome).toBe('NO_CHANGE');
});

test('rows and lists in any order make the same roster', async () => {
  const rosterOf = async (set: WrittenSet): Promise<unknown> => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    await sendSet(ctx, connection, writtenSet(set));
    const { rows } = await ctx.db.pool.query(
      `SELECT entity, facet, value, count FROM roster_count WHERE tenant_id = $1 AND facet NOT IN ('grade') AND count > 0 ORDER BY 1, 2, 3`,
      [connection.tenantId],
    );
    return rows;
  };
  const expected = await rosterOf(setOf((values) => values));
  for (const seed of [3, 7]) {
    const shuffle: Order = (values) =>
      fc.sample(fc.shuffledSubarray([...values], { minLength: values.length }), {
        numRuns: 1,
        seed,
      })[0] ?? [];
    const set = setOf((values) => values);
    const people = setOf(shuffle);
    // A contact belongs to the first of two schools: nothing else says it.
    const users = [...(people.users ?? [])].map((row, at) =>
      row.startsWith('u') ? row : (set.users?.[at] ?? ''),
    );
    expect(
      await rosterOf({
        ...people,
        users: shuffle(users),
        enrollments: shuffle(set.enrollments ?? []),
      }),
    ).toEqual(expected);
  }
});

test('an id twice with its lists in another order is one row', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const set = setOf((values) => values);
  const again = setOf((values) => [...values].reverse()).users?.[0] ?? '';
  const { run } = await sendSet(
    ctx,
    connection,
    writtenSet({ ...set, users: [...(set.users ?? []), again] }),
  );
  const codes = await ctx.db.prisma.runIssueGroup.findMany({
    where: { runId: run.id, code: { startsWith: 'DUPLICATE_ID' } },
  });
  expect(codes.map(({ code, count }) => [code, count])).toEqual([['DUPLICATE_ID_SAME', 1]]);
});
