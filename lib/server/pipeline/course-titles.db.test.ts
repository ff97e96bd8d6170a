// Classes that have no title of their own, in a district that asks for the title of the course.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { issueFix } from '@/lib/core/issues';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applySyncRun } from './apply-sync-run';
import { processSyncRun } from './process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

type Connection = Awaited<ReturnType<typeof createConnection>>;

const CLASSES = 240;
const NAMELESS = 120;

interface Day {
  courses?: Record<string, string>;
  /** Titles of classes by number; the first 120 have none. */
  titles?: Record<number, string>;
  courseOf?: Record<number, string>;
  modes?: Record<string, string>;
  only?: (id: number) => boolean;
}

function files({
  courses = { k1: 'Grade 3', k2: 'Grade 4' },
  titles = {},
  courseOf = {},
  modes = {},
  only,
}: Day = {}) {
  const numbers = Array.from({ length: CLASSES }, (_, at) => at + 1);
  const manifest = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...['academicSessions', 'classes', 'courses', 'enrollments', 'orgs', 'users'].map(
      (name) => `file.${name},${modes[name] ?? 'bulk'}`,
    ),
    ...[
      'categories',
      'classResources',
      'courseResources',
      'demographics',
      'lineItems',
      'resources',
      'results',
    ].map((name) => `file.${name},absent`),
  ];
  const stamp = (name: string) => (modes[name] === 'delta' ? 'active,2026-11-27T00:00:00Z' : ',');
  const contents: Record<string, string[]> = {
    orgs: [
      'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
      'd1,,,Example District,district,,',
      's1,,,Example School,school,0001,d1',
    ],
    academicSessions: [
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
      'y1,,,2026-2027,schoolYear,2026-08-17,2027-06-11,,2027',
    ],
    courses: [
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
      ...Object.entries(courses).map(
        ([id, title]) => `${id},${stamp('courses')},y1,${title},,,s1,,`,
      ),
    ],
    classes: [
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
      ...numbers
        .filter((id) => only?.(id) ?? true)
        .map(
          (id) =>
            `c${id},${stamp('classes')},${titles[id] ?? (id <= NAMELESS ? '' : `Room ${id}`)},03,${courseOf[id] ?? 'k1'},,homeroom,,s1,y1,,,`,
        ),
    ],
    users: [
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      'u1,,,true,s1,student,u1,,Ana,Example,,1,,,,g1,03,',
      'g1,,,true,s1,guardian,g1,,Mar,Example,,,,,206-555-0100,u1,,',
    ],
    enrollments: [
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      ...numbers.map((id) => `e${id},,,c${id},s1,u1,student,false,,`),
    ],
  };
  return [
    textFile('manifest.csv', manifest.join('\r\n')),
    ...Object.entries(contents)
      .filter(([name]) => modes[name] !== 'absent')
      .map(([name, rows]) => textFile(`${name}.csv`, `${rows.join('\r\n')}\r\n`)),
  ];
}

async function process(connection: Connection, day: Day = {}) {
  const run = await deliverRun(ctx, connection, files(day));
  const outcome = await processSyncRun(ctx, run);
  const groups = await ctx.db.prisma.runIssueGroup.findMany({
    where: { runId: run.id, level: { not: 'notice' } },
    include: { issues: true },
    orderBy: [{ fileName: 'asc' }, { code: 'asc' }],
  });
  const changes = await ctx.db.prisma.change.findMany({
    where: { runId: run.id, entity: { in: ['class', 'course'] } },
    orderBy: { seq: 'asc' },
  });
  return {
    run,
    outcome,
    groups,
    issues: groups.map(({ fileName, code, count }) => `${fileName} ${code} ${count}`),
    counted: changes
      .filter(({ isCascade }) => !isCascade)
      .map((change) => `${change.action} ${change.sourcedId}`),
    following: changes.filter(({ isCascade }) => isCascade).length,
  };
}

async function apply(run: { id: number; tenantId: number }): Promise<void> {
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
}

async function district(showsCourseTitles: boolean): Promise<Connection> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  await setting(connection, showsCourseTitles);
  return connection;
}

async function setting({ tenantId }: Connection, showsCourseTitles: boolean): Promise<void> {
  await ctx.db.prisma.tenant.update({ where: { id: tenantId }, data: { showsCourseTitles } });
}

/** Titles in the live roster, and how many classes have each; rooms are one kind. */
async function shown({ tenantId }: Connection): Promise<Record<string, number>> {
  const classes = await ctx.db.prisma.rosterClass.findMany({
    where: { tenantId, removedAt: null },
  });
  const counts: Record<string, number> = {};
  for (const { title } of classes) {
    const kind = title.replace(/^Room \d+$/, 'Room');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function started(day: Day = {}): Promise<Connection> {
  const connection = await district(true);
  await apply((await process(connection, day)).run);
  return connection;
}

test('the same files pass once it is on', async () => {
  const connection = await district(false);
  const before = await process(connection);
  expect(before.outcome).toBe('INVALID');
  expect(before.issues).toContain(`classes.csv VALUE_MISSING ${NAMELESS}`);
  const whole = before.groups.find(
    ({ code, fileName }) => code === 'ROWS_MOSTLY_UNUSABLE' && fileName === 'classes.csv',
  );
  expect(
    issueFix({
      code: 'ROWS_MOSTLY_UNUSABLE',
      file: 'classes.csv',
      line: null,
      column: null,
      value: null,
      params: whole?.issues[0]?.params as Record<string, string>,
    }),
  ).toContain('Use the course title where a class has none');

  await setting(connection, true);
  const { run, outcome, issues } = await process(connection);
  expect(outcome).toBe('HELD');
  expect(issues.filter((issue) => issue.startsWith('classes.csv'))).toEqual([
    `classes.csv COURSE_TITLE_SHOWN ${NAMELESS}`,
  ]);
  await apply(run);
  expect(await shown(connection)).toEqual({ 'Grade 3': NAMELESS, Room: CLASSES - NAMELESS });
  expect((await process(connection)).outcome).toBe('NO_CHANGE');
});

describe('the title follows the course', () => {
  const RENAMED = { k1: 'Third grade', k2: 'Grade 4' };

  test('when only the course is renamed, counted at the course', async () => {
    const connection = await started();
    const next = await process(connection, { courses: RENAMED });
    expect(next.counted).toEqual(['UPDATE k1']);
    expect(next.following).toBe(NAMELESS);
    await apply(next.run);
    expect(await shown(connection)).toEqual({ 'Third grade': NAMELESS, Room: CLASSES - NAMELESS });
    expect((await process(connection, { courses: RENAMED })).outcome).toBe('NO_CHANGE');
  });

  test('in a delta of courses alone', async () => {
    const connection = await started();
    const modes = {
      ...Object.fromEntries(
        ['academicSessions', 'classes', 'enrollments', 'orgs', 'users'].map((name) => [
          name,
          'absent',
        ]),
      ),
      courses: 'delta',
    };
    const next = await process(connection, { courses: { k1: 'Third grade' }, modes });
    expect(next.issues).toEqual([]);
    await apply(next.run);
    expect(await shown(connection)).toEqual({ 'Third grade': NAMELESS, Room: CLASSES - NAMELESS });
  });

  test('to another course, and away once the class has a title', async () => {
    const connection = await started();
    const day: Day = { courseOf: { 1: 'k2' }, titles: { 2: 'Ms. Lee', 3: 'Grade 3' } };
    const next = await process(connection, day);
    expect(next.counted).toEqual(['UPDATE c1', 'UPDATE c2']);
    await apply(next.run);
    expect(await shown(connection)).toEqual({
      'Grade 3': NAMELESS - 2,
      'Grade 4': 1,
      'Ms. Lee': 1,
      Room: CLASSES - NAMELESS,
    });
    const renamed = await process(connection, { ...day, courses: RENAMED });
    expect(renamed.counted).toEqual(['UPDATE k1']);
    expect(renamed.following).toBe(NAMELESS - 3);
  });

  test('but not into none, and a class that leaves stays away', async () => {
    const connection = await started();
    const next = await process(connection, {
      courses: { k1: 'N/A', k2: 'Grade 4' },
      only: (id) => id !== 1,
    });
    expect(next.counted).toEqual(['UPDATE k1', 'REMOVE c1']);
    await apply(next.run);
    expect(await shown(connection)).toEqual({
      'Grade 3': NAMELESS - 1,
      Room: CLASSES - NAMELESS,
    });
  });

  test('also on the day of the new name, of a class that leaves', async () => {
    const connection = await started();
    const next = await process(connection, { courses: RENAMED, only: (id) => id !== 1 });
    expect(next.counted).toEqual(['UPDATE k1', 'REMOVE c1']);
    expect(next.following).toBe(NAMELESS - 1);
  });
});

describe('turning it on and off', () => {
  const marked: Day = {
    titles: Object.fromEntries(Array.from({ length: NAMELESS }, (_, at) => [at + 1, 'N/A'])),
  };

  test('reads the same bytes again, and counts nothing of what it does', async () => {
    const connection = await district(false);
    await apply((await process(connection, marked)).run);
    expect(await shown(connection)).toEqual({ 'N/A': NAMELESS, Room: CLASSES - NAMELESS });
    for (const [isOn, title] of [
      [true, 'Grade 3'],
      [false, 'N/A'],
    ] as const) {
      await setting(connection, isOn);
      const next = await process(connection, marked);
      expect(next.outcome).toBe('DEFERRED');
      expect(next.counted).toEqual([]);
      expect(next.following).toBe(NAMELESS);
      await apply(next.run);
      expect(await shown(connection)).toEqual({ [title]: NAMELESS, Room: CLASSES - NAMELESS });
    }
  });

  test('off, empty titles are told again and change nothing', async () => {
    const connection = await started();
    await setting(connection, false);
    const next = await process(connection);
    expect(next.outcome).toBe('INVALID');
    expect(next.issues).toContain(`classes.csv VALUE_MISSING ${NAMELESS}`);
    expect(await shown(connection)).toEqual({ 'Grade 3': NAMELESS, Room: CLASSES - NAMELESS });
  });

  test('a class that loses its own title is counted', async () => {
    const connection = await started();
    const next = await process(connection, { titles: { 200: '' } });
    expect(next.counted).toEqual(['UPDATE c200']);
  });
});
