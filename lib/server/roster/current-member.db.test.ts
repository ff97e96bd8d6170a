// "Current member" means the same in SQL, in lib/core, in the counts, on the pages and at the gate.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { membershipTime } from '@/lib/core/oneroster';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { enrollmentRow, sendSet, userRow, writtenSet } from '@/lib/testing/written-set';
import { listClasses } from './classes';
import { isCurrentSql, isNotPastSql, membershipTimeSql, todaySql } from './current-member';
import { listClassesOfPerson, listPeopleOfClass } from './relations';
import { countSanity } from './sanity';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const DATES = [null, '2026-06-12', '2026-11-18', '2026-11-19', '2026-11-20', '2027-06-11'];

test('SQL says what lib/core says, for every pair of dates', async () => {
  const tenant = await createTenant(ctx);
  const { rows } = await ctx.db.pool.query<{
    begin: string | null;
    end: string | null;
    time: string;
    current: boolean;
    holds: boolean;
  }>(
    `SELECT e.begin_date AS begin, e.end_date AS "end", ${membershipTimeSql('e', todaySql('$2', ctx.clock.now()))} AS time,
       ${isCurrentSql('e', `'2026-11-19'::date`)} AS current, ${isNotPastSql('e', `'2026-11-19'::date`)} AS holds
     FROM unnest($1::date[]) AS b(begin_date) CROSS JOIN unnest($1::date[]) AS f(end_date)
     CROSS JOIN LATERAL (SELECT b.begin_date, f.end_date) e`,
    [DATES, tenant.id],
  );
  expect(rows.length).toBe(DATES.length ** 2);
  for (const { begin, end, time, current, holds } of rows) {
    const expected = membershipTime({ beginDate: begin, endDate: end }, '2026-11-19');
    expect(time, `${begin} ${end}`).toBe(expected);
    expect(current, `${begin} ${end}`).toBe(expected === 'current');
    if (begin === null || end === null || begin <= end) expect(holds).toBe(expected !== 'past');
  }
});

/** Twelve who are in it, five who were, two who are to come, one twice. */
function classroom() {
  const ids = Array.from({ length: 19 }, (_, at) => `u${at + 1}`);
  const dates = (at: number): { begin?: string; end?: string } =>
    at < 12
      ? { begin: '2026-08-03', end: at === 0 ? '2026-11-19' : '2027-06-11' }
      : at < 17
        ? { begin: '2026-08-03', end: '2026-10-16' }
        : { begin: '2027-01-04' };
  return {
    users: [...ids.map((id) => userRow({ id })), userRow({ id: 't1', role: 'teacher' })],
    enrollments: [
      ...ids.map((user, at) => enrollmentRow({ id: `e-${user}`, user, ...dates(at) })),
      enrollmentRow({ id: 'e-u1-again', user: 'u1', begin: '2026-09-01' }),
      enrollmentRow({ id: 'e-u2-before', user: 'u2', end: '2026-08-31' }),
      enrollmentRow({ id: 'e-t1', user: 't1', role: 'teacher', primary: true }),
    ],
  };
}

describe('a class of twelve', () => {
  test('has twelve students, whoever was there or is to come', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    await sendSet(ctx, connection, writtenSet(classroom()));
    const { tenantId } = connection;
    const filter = {
      school: null,
      course: null,
      status: 'active',
      check: null,
      search: '',
    } as const;
    const page = { after: null, before: null, size: 50 };
    const { rows } = await listClasses(ctx, tenantId, filter, page);
    expect(
      rows.map(({ sourcedId, students, teachers }) => [sourcedId, students, teachers]),
    ).toEqual([
      ['K1', 12, ['Ana Example t1']],
      ['K2', 0, []],
    ]);
    const people = await listPeopleOfClass(ctx, tenantId, 'K1');
    const count = (time: string) =>
      people.filter((row) => row.role === 'student' && row.time === time).length;
    expect([people.length, count('current'), count('coming'), count('past')]).toEqual([
      20, 12, 2, 5,
    ]);
    expect(people[0]?.role).toBe('teacher');
    expect((await listClassesOfPerson(ctx, tenantId, 'u13')).map(({ time }) => time)).toEqual([
      'past',
    ]);
    expect(await countSanity(ctx, tenantId, 'studentsWithoutEnrollment')).toBe(7);
    expect(await countSanity(ctx, tenantId, 'classesWithoutTeacher')).toBe(1);
    ctx.clock.set('2026-11-20T18:00:00Z');
    const next = await listClasses(ctx, tenantId, filter, page);
    // The first membership of u1 ended, the second goes on.
    expect(next.rows[0]?.students).toBe(12);
    ctx.clock.set('2027-01-04T18:00:00Z');
    expect((await listClasses(ctx, tenantId, filter, page)).rows[0]?.students).toBe(14);
  });
});

describe('the gate of a first roster', () => {
  const users = [
    ...Array.from({ length: 20 }, (_, at) => userRow({ id: `u${at + 1}` })),
    userRow({ id: 't1', role: 'teacher' }),
  ];
  const gateOf = async (dates: { begin?: string; end?: string }, more: string[] = []) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const enrollments = [
      ...Array.from({ length: 20 }, (_, at) =>
        enrollmentRow({ id: `e${at + 1}`, user: `u${at + 1}`, ...dates }),
      ),
      ...['1', '2'].map((n) =>
        enrollmentRow({ id: `et${n}`, user: 't1', role: 'teacher', school: `S${n}`, ...dates }),
      ),
      ...more,
    ];
    const { run } = await sendSet(ctx, connection, writtenSet({ users, enrollments }));
    const results = await ctx.db.prisma.gateResult.findMany({ where: { runId: run.id } });
    return ['studentsInClass', 'classesWithTeacher'].map(
      (criterion) => results.find((each) => each.criterion === criterion)?.count,
    );
  };
  // A row that leads nowhere has the database count instead of the reader.
  const ways: readonly [string, string[]][] = [
    ['counted by the reader', []],
    ['counted by the database', [enrollmentRow({ id: 'lost', user: 'nobody' })]],
  ];
  describe.each(ways)('%s', (_, more) => {
    test.each([
      ['memberships without dates', {}, [20, 2]],
      ['memberships that all ended last June', { begin: '2025-08-04', end: '2026-06-12' }, [0, 0]],
      ['memberships that end today', { begin: '2026-08-03', end: '2026-11-19' }, [20, 2]],
      ['memberships that begin in January', { begin: '2027-01-04', end: '2027-06-11' }, [20, 2]],
    ])('%s', async (_name, dates, expected) => {
      expect(await gateOf(dates, [...more])).toEqual(expected);
    });
  });
});
