// Whatever tells of a school tells its name, also where no roster has it yet or ever.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { processSyncRun } from '../../pipeline/process-sync-run';
import { dropStaging } from '../../db/roster-tables';
import { applySyncRun } from '../../pipeline/apply-sync-run';
import { listReasons } from '../../reviews/queries/reasons';
import { listChanges } from './changes';
import { moveSyncRun } from '../move-sync-run';
import { listIssueGroups, listIssues, listIssueSchools, streamProblems } from './problems';
import { getSchoolNames } from './school-names';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

type Run = { id: number; tenantId: number };
const of = { students: 20, schools: 2 };
const bad: DayOf = {
  more: { 'users.csv': [studentRow('x1', { school: 's2' }).replace('student', 'robot')] },
};
const newSchool: DayOf = {
  more: {
    'orgs.csv': ['s9,,,School 9,school,,d1'],
    'users.csv': [
      studentRow('x1', { school: 's9' }).replace('student', 'robot'),
      studentRow('x2', { school: 's9' }),
    ],
  },
};
const cut = (files: GivenFile[], name: string): GivenFile[] =>
  files.map((file) =>
    file.name === name
      ? textFile(
          name,
          `${
            Buffer.concat([...file.chunks])
              .toString()
              .split('\n')[0]
          }\n`,
        )
      : file,
  );

async function receive(connection: { id: number; tenantId: number }, files: GivenFile[]) {
  const run = await deliverRun(ctx, connection, files);
  return { run, outcome: await processSyncRun(ctx, run) };
}

async function live() {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, districtFiles(of));
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  return connection;
}

/** As the list of problems, one group's lines, and the file to download name the school. */
async function namesIn(run: Run): Promise<unknown[]> {
  const schools = await listIssueSchools(ctx, run.tenantId, run.id);
  const group = (await listIssueGroups(ctx, run.tenantId, run.id)).find(
    ({ code }) => code === 'ROLE_UNKNOWN',
  );
  if (!group) throw new Error('the row was read');
  const { rows } = await listIssues(ctx, run.tenantId, group, { offset: 0, limit: 5 });
  const downloaded: (string | null)[] = [];
  for await (const { code, school } of streamProblems(ctx, run.tenantId, run.id))
    if (code === 'ROLE_UNKNOWN') downloaded.push(school);
  return [schools.map(({ name }) => name), rows.map(({ schoolName }) => schoolName), downloaded];
}
const all = (name: string) => [[name], [name], [name]];

test('a first roster that waits', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run, outcome } = await receive(connection, districtFiles(of, bad));
  expect(outcome).toBe('HELD');
  expect(await namesIn(run)).toEqual(all('School 2'));
});

test.each(['classes.csv', 'enrollments.csv'])(
  'a first roster that cannot be used, for want of rows in %s',
  async (name) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const { run, outcome } = await receive(connection, cut(districtFiles(of, bad), name));
    expect(outcome).toBe('INVALID');
    expect(await namesIn(run)).toEqual(all('School 2'));
  },
);

test('a first roster of which most rows cannot be used', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const more = {
    'users.csv': Array.from({ length: 150 }, (_, at) =>
      studentRow(`x${at}`, { school: 's2' }).replace('student', 'robot'),
    ),
  };
  const { run, outcome } = await receive(connection, districtFiles(of, { more }));
  expect(outcome).toBe('INVALID');
  const [schools] = await namesIn(run);
  expect(schools).toEqual(['School 2']);
});

test('a first roster that was turned down', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, districtFiles(of, bad));
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'REJECTED', { now: ctx.clock.now() }),
  );
  await dropStaging(ctx.db.pool, run);
  expect(await namesIn(run)).toEqual(all('School 2'));
});

test('a school that comes with the files of a live district', async () => {
  const connection = await live();
  const { run, outcome } = await receive(connection, districtFiles(of, newSchool));
  expect(outcome).toBe('HELD');
  expect(await namesIn(run)).toEqual(all('School 9'));
  const names = await getSchoolNames(ctx, run.tenantId, run.id, ['s1', 's9', 's99']);
  expect([...names]).toEqual([
    ['s1', 'School 1'],
    ['s9', 'School 9'],
  ]);
  const filter = { entity: null, action: null, school: null };
  const request = { after: null, before: null, size: 50, withNames: false };
  const { rows } = await listChanges(ctx, run.tenantId, run.id, filter, request);
  const added = rows.find(({ sourcedId }) => sourcedId === 'x2');
  expect(added?.schoolName).toBe('School 9');
  for (const { sentence } of await listReasons(ctx, run.tenantId, run.id))
    expect(sentence).not.toMatch(/\bs9\b/);
});

test('the same files again', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, districtFiles(of, bad));
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  await applySyncRun(ctx, run);
  const again = await receive(connection, districtFiles(of, bad));
  expect(again.outcome).toBe('NO_CHANGE');
  expect(await namesIn(again.run)).toEqual(all('School 2'));
});

test('a school that a live district has, in files that cannot be used', async () => {
  const connection = await live();
  const { run, outcome } = await receive(connection, cut(districtFiles(of, bad), 'orgs.csv'));
  expect(outcome).toBe('INVALID');
  expect(await namesIn(run)).toEqual(all('School 2'));
});
