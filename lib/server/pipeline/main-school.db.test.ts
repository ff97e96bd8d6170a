// One meaning of "main school", from files to the live roster: SQL, reader and the rule of lib/core agree.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mainSchool, membershipTime } from '@/lib/core/oneroster';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  enrollmentRow,
  sendSet,
  userRow,
  writtenSet,
  type WrittenEnrollment,
  type WrittenUser,
} from '@/lib/testing/written-set';
import { recountRoster } from './roster-counts';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
beforeEach(() => ctx.clock.set('2026-11-19T18:00:00Z'));

const connect = async () => createConnection(ctx, await createTenant(ctx));

async function schools(tenantId: number): Promise<Record<string, string | null>> {
  const { rows } = await ctx.db.pool.query<{ id: string; school: string | null }>(
    `SELECT sourced_id AS id, school_sourced_id AS school FROM roster_user
     WHERE tenant_id = $1 AND removed_at IS NULL ORDER BY 1`,
    [tenantId],
  );
  return Object.fromEntries(rows.map(({ id, school }) => [id, school]));
}

/** Counts follow each plan: they must be what counting everything says. */
async function expectTrueCounts(tenantId: number): Promise<void> {
  const counts = async () =>
    (
      await ctx.db.pool.query<{ line: string }>(
        `SELECT concat_ws(' ', entity, facet, value, count) AS line FROM roster_count
         WHERE tenant_id = $1 AND count > 0 ORDER BY 1`,
        [tenantId],
      )
    ).rows.map(({ line }) => line);
  const kept = await counts();
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await recountRoster(client, tenantId);
    const { rows } = await client.query<{ line: string }>(
      `SELECT concat_ws(' ', entity, facet, value, count) AS line FROM roster_count
       WHERE tenant_id = $1 AND count > 0 ORDER BY 1`,
      [tenantId],
    );
    expect(kept).toEqual(rows.map(({ line }) => line));
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
}

async function trips(run: { id: number }): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ rule: string }>(
    `SELECT DISTINCT rule_id AS rule FROM rule_evaluation WHERE run_id = $1 AND tripped ORDER BY 1`,
    [run.id],
  );
  return rows.map(({ rule }) => rule);
}

const many = (count: number, of: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => of(at + 1));

interface World {
  users: WrittenUser[];
  enrollments: WrittenEnrollment[];
}

const SCHOOLS = ['S1', 'S2', 'S3'];
const ORGS = [
  'D1,,,Example District,district,,',
  'DEPT,,,Transport,department,,D1',
  ...SCHOOLS.map((id) => `${id},,,School ${id},school,,D1`),
];
const CLASSES = SCHOOLS.flatMap((school, at) =>
  ['a', 'b'].map((k) => `K${at + 1}${k},,,Class,05,C1,,scheduled,,${school},Y1,,,`),
);
const filesOf = ({ users, enrollments }: World) =>
  writtenSet({
    orgs: ORGS,
    classes: CLASSES,
    users: users.map(userRow),
    enrollments: enrollments.map(enrollmentRow),
  });

const aWorld = fc
  .array(
    fc.record({
      orgs: fc.array(fc.constantFrom('D1', 'DEPT', ...SCHOOLS), { minLength: 1, maxLength: 4 }),
      role: fc.constantFrom('student', 'student', 'student', 'teacher', 'guardian', 'parent'),
      memberships: fc.array(
        fc.record({
          at: fc.nat(2),
          class: fc.constantFrom('a', 'b'),
          primary: fc.boolean(),
          dates: fc.constantFrom(
            {},
            { begin: '2026-08-03', end: TODAY },
            { begin: '2026-08-03', end: '2026-11-18' },
            { begin: '2026-11-20' },
            { begin: TODAY, end: '2027-06-11' },
          ),
        }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 40, maxLength: 60 },
  )
  .map((people): World => ({
    users: people.map(({ orgs, role }, at) => ({ id: `p${at}`, orgs, role })),
    enrollments: people.flatMap(({ role, memberships }, at) =>
      memberships.map((each, nth) => ({
        id: `e${at}-${nth}`,
        user: `p${at}`,
        school: `S${each.at + 1}`,
        class: `K${each.at + 1}${each.class}`,
        role: role === 'teacher' ? 'teacher' : 'student',
        primary: role === 'teacher' && each.primary,
        ...each.dates,
      })),
    ),
  }));

function expected(
  { users, enrollments }: World,
  live: Record<string, string | null>,
): Record<string, string | null> {
  return Object.fromEntries(
    users
      .map(({ id, orgs = [], role }): [string, string | null] => [
        id,
        mainSchool({
          orgIds: orgs,
          live: live[id] ?? null,
          isSchool: (org) => SCHOOLS.includes(org),
          memberships:
            role === 'guardian' || role === 'parent'
              ? []
              : enrollments
                  .filter(
                    (each) => each.user === id && (role !== 'student' || each.role === 'student'),
                  )
                  .map((each) => ({
                    schoolId: each.school ?? '',
                    classId: each.class ?? '',
                    isPrimary: each.primary ?? false,
                    time: membershipTime(
                      { beginDate: each.begin ?? null, endDate: each.end ?? null },
                      TODAY,
                    ),
                  })),
        }),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe('the main school of everybody', () => {
  test('is what the rule says, in a first roster and on days that change lists, memberships or both', async () => {
    const worlds = fc.sample(fc.tuple(aWorld, aWorld, aWorld), { numRuns: 4, seed: 26 });
    for (const [first, second, third] of worlds) {
      const connection = await connect();
      const size = Math.min(...[first, second, third].map(({ users }) => users.length));
      const users = first.users.slice(0, size);
      const of = (world: World): WrittenEnrollment[] =>
        world.enrollments.filter(({ user }) => Number(user.slice(1)) < size);
      const days: World[] = [
        { users, enrollments: of(first) },
        // Lines of people stay word for word.
        { users, enrollments: of(second) },
        // Lists in another order, and other roles' memberships.
        {
          users: users.map((user) => ({ ...user, orgs: [...(user.orgs ?? [])].reverse() })),
          enrollments: of(third),
        },
        { users: third.users.slice(0, size), enrollments: of(third) },
      ];
      let live: Record<string, string | null> = {};
      for (const day of days) {
        live = expected(day, live);
        await sendSet(ctx, connection, filesOf(day));
        expect(await schools(connection.tenantId)).toEqual(live);
        await expectTrueCounts(connection.tenantId);
      }
    }
  }, 120_000);
});

describe('a district whose lists begin with the district', () => {
  const orgs = ['D1', 'S1'];
  const users = [
    ...many(60, (n) => userRow({ id: `u${n}`, orgs, agents: [`g${n}`] })),
    ...many(60, (n) => userRow({ id: `g${n}`, orgs, role: 'guardian', phone: `555-01${n}` })),
    userRow({ id: 't1', orgs, role: 'teacher' }),
  ];
  const enrollments = many(60, (n) => enrollmentRow({ id: `e${n}`, user: `u${n}` }));

  test('counts its students at their schools', async () => {
    const connection = await connect();
    await sendSet(ctx, connection, writtenSet({ users, enrollments }));
    const { rows } = await ctx.db.pool.query<{ entity: string; value: string; count: number }>(
      `SELECT entity, value, count FROM roster_count WHERE tenant_id = $1 AND facet = 'school' AND entity IN ('students', 'contacts')
       ORDER BY 1`,
      [connection.tenantId],
    );
    expect(rows).toEqual([
      { entity: 'contacts', value: 'S1', count: 60 },
      { entity: 'students', value: 'S1', count: 60 },
    ]);
  });

  test.each([
    ['the same files', users],
    ['files with another line', [...users, userRow({ id: 'u61', orgs })]],
    ['every line read again', users.map((line) => line.replace(',Ana,', ',Ana ,'))],
  ])('a live roster that says otherwise is put right by %s, without a hold', async (_, given) => {
    const connection = await connect();
    await sendSet(ctx, connection, writtenSet({ users, enrollments }));
    await ctx.db.pool.query(
      `UPDATE roster_user SET school_sourced_id = 'D1' WHERE tenant_id = $1`,
      [connection.tenantId],
    );
    const client = await ctx.db.pool.connect();
    await recountRoster(client, connection.tenantId);
    client.release();
    // The same files of the same day say nothing that was not looked at already.
    ctx.clock.advance(24 * 3_600_000);
    const { run, outcome } = await sendSet(
      ctx,
      connection,
      writtenSet({ users: given, enrollments }),
    );
    expect(outcome).toBe('DEFERRED');
    expect(await trips(run)).toEqual([]);
    expect(new Set(Object.values(await schools(connection.tenantId)))).toEqual(new Set(['S1']));
    await expectTrueCounts(connection.tenantId);
    // And then there is nothing left to say.
    const again = await sendSet(ctx, connection, writtenSet({ users: given, enrollments }));
    expect(again.outcome).toBe('NO_CHANGE');
  });

  test('follows a membership that begins, without another file', async () => {
    const connection = await connect();
    const two = [
      ...many(30, (n) => userRow({ id: `u${n}`, orgs: ['S1', 'S2'], agents: ['g1'] })),
      userRow({ id: 'g1', orgs: ['S2', 'S1'], role: 'guardian' }),
    ];
    const moving = many(30, (n) =>
      [
        enrollmentRow({ id: `a${n}`, user: `u${n}`, end: '2026-11-30' }),
        enrollmentRow({ id: `b${n}`, user: `u${n}`, school: 'S2', begin: '2026-12-01' }),
      ].join('\r\n'),
    );
    const files = () => writtenSet({ users: two, enrollments: moving });
    await sendSet(ctx, connection, files());
    expect((await schools(connection.tenantId)).u1).toBe('S1');
    ctx.clock.set('2026-11-30T18:00:00Z');
    expect((await sendSet(ctx, connection, files())).outcome).toBe('NO_CHANGE');
    ctx.clock.set('2026-12-01T18:00:00Z');
    const { outcome, run } = await sendSet(ctx, connection, files());
    expect(await trips(run)).toEqual([]);
    expect(outcome).toBe('DEFERRED');
    expect((await schools(connection.tenantId)).u1).toBe('S2');
    expect((await schools(connection.tenantId)).g1).toBe('S2');
  });

  test('is held when memberships really move a school away', async () => {
    const connection = await connect();
    const two = [
      ...many(40, (n) => userRow({ id: `u${n}`, orgs: ['S1', 'S2'], agents: ['g1'] })),
      userRow({ id: 'g1', role: 'guardian' }),
    ];
    await sendSet(ctx, connection, writtenSet({ users: two, enrollments }).slice());
    const moved = many(40, (n) => enrollmentRow({ id: `e${n}`, user: `u${n}`, school: 'S2' }));
    const { outcome, run } = await sendSet(
      ctx,
      connection,
      writtenSet({ users: two, enrollments: moved }),
    );
    expect(outcome).toBe('HELD');
    expect(await trips(run)).toContain('school.noStudents');
  });

  test('an org that becomes a school, and one that stops being one', async () => {
    const connection = await connect();
    const people = [
      userRow({ id: 'u1', orgs: ['D1', 'S1', 'S2'] }),
      userRow({ id: 'u2', orgs: ['DEPT'] }),
      userRow({ id: 'g1', orgs: ['S2', 'S1'], role: 'guardian' }),
    ];
    const rows = ['u1', 'u2'].map((id) => enrollmentRow({ id: `e-${id}`, user: id }));
    await sendSet(ctx, connection, writtenSet({ users: people, enrollments: rows }));
    expect(await schools(connection.tenantId)).toEqual({ u1: 'S1', u2: 'S1', g1: 'S2' });
    const orgs = [
      'D1,,,Example District,district,,',
      'DEPT,,,Transport,school,,D1',
      'S1,,,First School,school,1,D1',
      'S2,,,Second School,department,2,D1',
    ];
    await sendSet(ctx, connection, writtenSet({ orgs, users: people, enrollments: rows }));
    expect(await schools(connection.tenantId)).toEqual({ u1: 'S1', u2: 'DEPT', g1: 'S1' });
    await expectTrueCounts(connection.tenantId);
  });
});
