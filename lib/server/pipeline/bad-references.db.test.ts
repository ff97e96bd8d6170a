// Every reference of a row that leads nowhere is told, and the row is counted once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const of = { students: 20, staff: 1, enrollmentsPerStudent: 1 };

async function receive(connection: { id: number; tenantId: number }, day: DayOf) {
  const run = await deliverRun(ctx, connection, districtFiles(of, day));
  const outcome = await processSyncRun(ctx, run);
  const issues = await ctx.db.prisma.runIssue.findMany({
    where: {
      runId: run.id,
      group: { level: { not: 'notice' }, code: { startsWith: 'REFERENCE_' } },
    },
    include: { group: true },
    orderBy: [{ group: { fileName: 'asc' } }, { line: 'asc' }, { id: 'asc' }],
  });
  const files = await ctx.db.prisma.syncRunFile.findMany({ where: { runId: run.id } });
  for (const { rowsRead, rowsAccepted, rowsRejected, rowsIgnored } of files)
    expect(rowsAccepted + rowsRejected + rowsIgnored).toBe(rowsRead);
  const evaluated = await ctx.db.prisma.ruleEvaluation.findMany({
    where: { runId: run.id, ruleId: 'dangling', changeCount: { gt: 0 } },
    orderBy: { subject: 'asc' },
  });
  return {
    run,
    outcome,
    told: issues.map(
      ({ group, column, value }) =>
        `${group.code.replace('REFERENCE_', '')} ${column} ${value ?? ''}`,
    ),
    setAside: Object.fromEntries(
      files.flatMap(({ fileName, rowsRejected }) =>
        rowsRejected > 0 ? [[fileName, rowsRejected]] : [],
      ),
    ),
    dangling: Object.fromEntries(
      evaluated.map(({ subject, changeCount }) => [subject, changeCount]),
    ),
  };
}

async function started() {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, {});
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  return connection;
}

const classRow = (course: string, school: string, terms: string): string =>
  `k9,,,Chess,05,${course},R-9,scheduled,,${school},"${terms}",,,`;

const cases: [name: string, more: DayOf['more'], told: string[], setAside: number][] = [
  [
    'a class with two',
    { 'classes.csv': [classRow('c9', 's9', 'y1')] },
    ['MISSING courseSourcedId c9', 'MISSING schoolSourcedId s9'],
    1,
  ],
  [
    'a class with a term of several beside its course',
    { 'classes.csv': [classRow('c9', 's1', 'y1,y8,y9')] },
    ['MISSING courseSourcedId c9', 'MISSING termSourcedIds y8', 'MISSING termSourcedIds y9'],
    1,
  ],
  [
    'a class none of whose terms is there',
    { 'classes.csv': [classRow('c9', 's9', 'y8,y9')] },
    [
      'MISSING courseSourcedId c9',
      'MISSING schoolSourcedId s9',
      'MISSING termSourcedIds y8',
      'MISSING termSourcedIds y9',
    ],
    1,
  ],
  [
    'a class of which one term is there',
    { 'classes.csv': [classRow('c1', 's1', 'y8,y1,y9')] },
    ['ITEM_DROPPED termSourcedIds y8', 'ITEM_DROPPED termSourcedIds y9'],
    0,
  ],
  [
    'an enrollment with three',
    { 'enrollments.csv': ['x1,,,k8,s8,u99,student,,,'] },
    ['MISSING classSourcedId k8', 'MISSING schoolSourcedId s8', 'MISSING userSourcedId u99'],
    1,
  ],
  [
    'enrollments with two each',
    { 'enrollments.csv': ['x1,,,k8,s1,u98,student,,,', 'x2,,,k8,s1,u99,student,,,'] },
    [
      'MISSING classSourcedId k8',
      'MISSING userSourcedId u98',
      'MISSING classSourcedId k8',
      'MISSING userSourcedId u99',
    ],
    2,
  ],
  [
    'an enrollment of a class that was set aside and of nobody',
    {
      'classes.csv': [classRow('c9', 's1', 'y1')],
      'enrollments.csv': ['x1,,,k9,s1,u99,student,,,'],
    },
    ['MISSING courseSourcedId c9', 'SET_ASIDE classSourcedId k9', 'MISSING userSourcedId u99'],
    2,
  ],
  [
    'a course with two that may be empty',
    { 'courses.csv': ['c9,,,y9,Chess,C9,05,s9,,'] },
    ['CLEARED schoolYearSourcedId y9', 'CLEARED orgSourcedId s9'],
    0,
  ],
  [
    'somebody of two schools and with a contact that are not there',
    { 'users.csv': [studentRow('u99', { school: '"s8,s9"', agents: ['g99', 'u1'] })] },
    ['MISSING orgSourcedIds s8', 'MISSING orgSourcedIds s9', 'MISSING agentSourcedIds g99'],
    1,
  ],
  [
    'somebody with two contacts that are not there',
    { 'users.csv': [studentRow('u99', { agents: ['g98', 'g99'] })] },
    ['ITEM_DROPPED agentSourcedIds g98', 'ITEM_DROPPED agentSourcedIds g99'],
    0,
  ],
  [
    'two who name each other and a school that is not there',
    {
      'users.csv': [
        studentRow('u98', { school: 's9', agents: ['u99'] }),
        studentRow('u99', { school: 's9', agents: ['u98'] }),
      ],
    },
    ['MISSING orgSourcedIds s9', 'MISSING orgSourcedIds s9'],
    2,
  ],
  [
    'the same id twice in a list',
    { 'classes.csv': [classRow('c1', 's1', 'y9,y1,y9')] },
    ['ITEM_DROPPED termSourcedIds y9'],
    0,
  ],
];

describe.each(['a first roster', 'a next roster'])('of %s', (roster) => {
  test('each is told', async () => {
    const found: unknown[] = [];
    const live = roster === 'a next roster' ? await started() : null;
    for (const [name, more] of cases) {
      const connection = live ?? (await createConnection(ctx, await createTenant(ctx)));
      const { told, setAside, dangling } = await receive(connection, { more });
      // Rows, not problems, are held beside the limits.
      expect({ name, dangling }).toEqual({ name, dangling: setAside });
      const rows = Object.values(setAside).reduce((sum, each) => sum + each, 0);
      found.push([name, [...told].sort(), rows]);
      await ctx.db.prisma.syncRun.updateMany({
        where: { tenantId: connection.tenantId, state: { in: ['HELD', 'DEFERRED', 'PROCESSING'] } },
        data: { state: 'SUPERSEDED' },
      });
    }
    expect(found).toEqual(cases.map(([name, , told, rows]) => [name, [...told].sort(), rows]));
  });
});

test('an enrollment that stays while its student, class and school go tells all three', async () => {
  const more = {
    'orgs.csv': ['s9,,,School 9,school,,d1'],
    'classes.csv': [classRow('c1', 's9', 'y1')],
    'users.csv': [studentRow('u99', { school: 's9' })],
    'enrollments.csv': ['x1,,,k9,s9,u99,student,,,'],
  };
  const connection = await createConnection(ctx, await createTenant(ctx));
  const first = await receive(connection, { more });
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, first.run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, first.run)).toEqual({ ok: true });
  const { told, setAside } = await receive(connection, {
    more: { 'enrollments.csv': more['enrollments.csv'] },
  });
  expect([...told].sort()).toEqual([
    'MISSING classSourcedId k9',
    'MISSING schoolSourcedId s9',
    'MISSING userSourcedId u99',
  ]);
  expect(setAside).toEqual({ 'enrollments.csv': 1 });
});

describe('rows that need a file of which nothing can be used', () => {
  const header = (files: GivenFile[], ...names: string[]): GivenFile[] =>
    files.map((file) => {
      const text = Buffer.concat([...file.chunks]).toString();
      return textFile(file.name, names.includes(file.name) ? `${text.split('\n')[0]}\n` : text);
    });
  const without = (files: GivenFile[], name: string): GivenFile[] =>
    files.filter((file) => file.name !== name);
  /** What is set aside of each file, and what the others are told. */
  const all: [name: string, cut: (files: GivenFile[]) => GivenFile[], setAside: string[]][] = [
    ['classes.csv', (files) => header(files, 'classes.csv'), ['enrollments.csv 21 classes.csv']],
    [
      'courses.csv',
      (files) => header(files, 'courses.csv'),
      ['classes.csv 1 courses.csv', 'enrollments.csv 21 courses.csv'],
    ],
    ['users.csv', (files) => header(files, 'users.csv'), ['enrollments.csv 21 users.csv']],
    [
      'orgs.csv',
      (files) => header(files, 'orgs.csv'),
      ['classes.csv 1 orgs.csv', 'enrollments.csv 21 orgs.csv', 'users.csv 21 orgs.csv'],
    ],
    [
      'classes.csv and users.csv',
      (files) => header(files, 'classes.csv', 'users.csv'),
      ['enrollments.csv 21 classes.csv and users.csv'],
    ],
    ['enrollments.csv', (files) => header(files, 'enrollments.csv'), []],
    [
      'users.csv, which is no text',
      (files) => [...without(files, 'users.csv'), textFile('users.csv', 'PK\u0003\u0004')],
      ['enrollments.csv 21 users.csv'],
    ],
  ];

  test.each(['first', 'next'])('are not accepted: a %s roster', async (roster) => {
    const live = roster === 'next' ? await started() : null;
    for (const [name, cut, expected] of all) {
      const connection = live ?? (await createConnection(ctx, await createTenant(ctx)));
      const run = await deliverRun(ctx, connection, cut(districtFiles(of)));
      expect({ name, outcome: await processSyncRun(ctx, run) }).toEqual({
        name,
        outcome: 'INVALID',
      });
      const files = await ctx.db.prisma.syncRunFile.findMany({ where: { runId: run.id } });
      for (const { rowsRead, rowsAccepted, rowsRejected, rowsIgnored, rowsUnchanged } of files) {
        expect(rowsAccepted + rowsRejected + rowsIgnored).toBe(rowsRead);
        expect(rowsUnchanged).toBeLessThanOrEqual(rowsAccepted);
      }
      const issues = await ctx.db.prisma.runIssue.findMany({
        where: { runId: run.id, group: { code: 'ROWS_NEED_OTHER_FILE' } },
        include: { group: true },
        orderBy: { group: { fileName: 'asc' } },
      });
      const told = issues.map(({ group, params }) => {
        const { count, files: needed } = params as { count: number; files: string };
        const file = files.find(({ fileName }) => fileName === group.fileName);
        expect([file?.rowsRejected, file?.rowsAccepted]).toEqual([count, 0]);
        return `${group.fileName} ${count} ${needed}`;
      });
      expect({ name, told }).toEqual({ name, told: expected });
    }
  });
});
