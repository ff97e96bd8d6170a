// However many rows of a set are bad, this process holds few of them at once.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORED_PER_GROUP } from '@/lib/core/issues';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
/** The most rows of an answer, and the most values of a question, since it was set to nothing. */
const most = { answered: 0, asked: 0 };
beforeAll(async () => {
  ctx = await createTestContext();
  ctx.db.pool.on('acquire', watch);
});
afterAll(() => ctx.close());

const watched = new WeakSet<pg.PoolClient>();

/** Notes how much each question and answer carries; changes neither. */
function watch(client: pg.PoolClient): void {
  if (watched.has(client)) return;
  watched.add(client);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    for (const value of Array.isArray(given[1]) ? given[1] : [])
      if (Array.isArray(value)) most.asked = Math.max(most.asked, value.length);
    const answer = query(...given);
    if (answer instanceof Promise)
      void answer.then(
        (result: pg.QueryResult) => {
          most.answered = Math.max(most.answered, result.rows?.length ?? 0);
        },
        () => {},
      );
    return answer;
  }) as typeof client.query;
}

const BAD = 6_000;
/** As many as are read at once. */
const FEW = 5_000;
const of = { students: 20, staff: 1, enrollmentsPerStudent: 1 };
const rows = (row: (n: number) => string): string[] =>
  Array.from({ length: BAD }, (_, at) => row(at + 1));

async function receive(connection: { id: number; tenantId: number }, day: DayOf) {
  const run = await deliverRun(ctx, connection, districtFiles(of, day));
  Object.assign(most, { answered: 0, asked: 0 });
  await processSyncRun(ctx, run);
  const groups = await ctx.db.prisma.runIssueGroup.findMany({
    where: {
      runId: run.id,
      level: { not: 'notice' },
      code: { notIn: ['NO_CONTACTS', 'HEADER_MISSING_OPTIONAL'] },
    },
    include: { issues: { orderBy: [{ line: 'asc' }, { id: 'asc' }] } },
    orderBy: [{ fileName: 'asc' }, { code: 'asc' }],
  });
  return { run, groups };
}

async function started(day: DayOf = {}) {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, day);
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  return connection;
}

const classRow = (id: string, school: string, terms = 'y1', course = 'c1'): string =>
  `${id},,,Chess,05,${course},R-9,scheduled,,${school},"${terms}",,,`;

const kinds: [name: string, more: DayOf['more'], told: string[]][] = [
  [
    'enrollments of nobody in no class',
    { 'enrollments.csv': rows((n) => `x${n},,,k8,s1,n${n},student,,,`) },
    [`enrollments.csv REFERENCE_MISSING ${2 * BAD}`],
  ],
  [
    'classes some of whose terms are not there',
    { 'classes.csv': rows((n) => classRow(`x${n}`, 's1', `y${n + 1},y1`)) },
    [`classes.csv REFERENCE_ITEM_DROPPED ${BAD}`],
  ],
  [
    'classes of no school and enrollments in them',
    {
      'classes.csv': rows((n) => classRow(`x${n}`, 's9')),
      'enrollments.csv': rows((n) => `x${n},,,x${n},s1,u1,student,,,`),
    },
    [`classes.csv REFERENCE_MISSING ${BAD}`, `enrollments.csv REFERENCE_SET_ASIDE ${BAD}`],
  ],
  [
    'classes in what is no school',
    { 'classes.csv': rows((n) => classRow(`x${n}`, 'd1')) },
    [`classes.csv CLASS_IN_NON_SCHOOL ${BAD}`],
  ],
  [
    'courses of a year that is not there',
    { 'courses.csv': rows((n) => `x${n},,,y9,Chess,C9,05,s1,,`) },
    [`courses.csv REFERENCE_CLEARED ${BAD}`],
  ],
  [
    'people with contacts who are not there',
    { 'users.csv': rows((n) => studentRow(`x${n}`, { agents: [`n${n}`] })) },
    [`users.csv REFERENCE_ITEM_DROPPED ${BAD}`],
  ],
  [
    'people of no school with contacts who are not there',
    { 'users.csv': rows((n) => studentRow(`x${n}`, { school: 's9', agents: [`n${n}`] })) },
    [`users.csv REFERENCE_MISSING ${2 * BAD}`],
  ],
  [
    'students who name each other',
    { 'users.csv': rows((n) => studentRow(`x${n}`, { agents: [`x${(n % BAD) + 1}`] })) },
    [`users.csv LINK_NOT_FAMILY ${BAD}`],
  ],
  [
    'rows twice, and three times with something else',
    {
      'enrollments.csv': ['05', '05', '06'].flatMap((grade) =>
        rows((n) => `x${n},,,k1,s1,u1,${grade === '05' ? 'student' : 'teacher'},,,`),
      ),
    },
    [
      `enrollments.csv DUPLICATE_ID_DIFFERENT ${BAD}`,
      `enrollments.csv DUPLICATE_ID_SAME ${BAD}`,
      `enrollments.csv MEMBERSHIP_TWICE ${BAD}`,
    ],
  ],
];

describe.each(['first', 'next'])('of a %s roster', (which) => {
  let live: { id: number; tenantId: number } | null = null;
  test.each(kinds)('%s', async (_, more, expected) => {
    if (which === 'next') live ??= await started();
    const connection = live ?? (await createConnection(ctx, await createTenant(ctx)));
    const { run, groups } = await receive(connection, { more });
    expect(groups.map(({ fileName, code, count }) => `${fileName} ${code} ${count}`)).toEqual(
      expected,
    );
    expect(Math.max(most.answered, most.asked)).toBeLessThanOrEqual(FEW);
    for (const { issues } of groups) {
      const lines = issues.map(({ line }) => line ?? 0);
      expect(lines).toHaveLength(STORED_PER_GROUP);
      // The first of the file, whether each has one line or two of them share one.
      expect(Math.max(...lines) - Math.min(...lines)).toBeLessThan(STORED_PER_GROUP);
    }
    await ctx.db.prisma.syncRun.updateMany({
      where: { id: run.id, state: { in: ['HELD', 'DEFERRED'] } },
      data: { state: 'SUPERSEDED' },
    });
  });
});

test('rows that were not read, and point to somebody who leaves', async () => {
  const kept = {
    'enrollments.csv': rows((n) => `x${n},,,k${n + 8},s1,${n === 1 ? 'u99' : 'u1'},student,,,`),
    'demographics.csv': ['u1,,,2015-01-01,', 'u99,,,2016-01-01,'],
  };
  const classes = rows((n) => classRow(`k${n + 8}`, 's1'));
  const connection = await started({
    more: { ...kept, 'classes.csv': classes, 'users.csv': [studentRow('u99')] },
  });
  const { run, groups } = await receive(connection, { more: kept });
  expect(groups.map(({ fileName, code, count }) => `${fileName} ${code} ${count}`)).toEqual([
    'demographics.csv REFERENCE_MISSING 1',
    `enrollments.csv REFERENCE_MISSING ${BAD + 1}`,
  ]);
  // The first of the file, all that is wrong with each, in the order of its columns.
  const [{ issues: born } = { issues: [] }, { issues } = { issues: [] }] = groups;
  expect(born.map(({ line, column, value }) => [line, column, value])).toEqual([
    [3, 'sourcedId', 'u99'],
  ]);
  expect(issues).toHaveLength(STORED_PER_GROUP);
  expect(issues.slice(0, 3).map(({ line, column, value }) => [line, column, value])).toEqual([
    [23, 'classSourcedId', 'k9'],
    [23, 'userSourcedId', 'u99'],
    [24, 'classSourcedId', 'k10'],
  ]);
  expect(issues.at(-1)?.line).toBe(23 + STORED_PER_GROUP - 2);
  expect(Math.max(most.answered, most.asked)).toBeLessThanOrEqual(FEW);
  const files = await ctx.db.prisma.syncRunFile.findMany({ where: { runId: run.id } });
  const counted = files.map(({ fileName, rowsRejected, rowsAccepted, rowsUnchanged }) => [
    ...[fileName, rowsRejected, rowsAccepted - rowsUnchanged],
  ]);
  expect(counted).toContainEqual(['enrollments.csv', BAD, 0]);
  expect(counted).toContainEqual(['demographics.csv', 1, 0]);
});
