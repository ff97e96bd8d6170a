// Every school that is new, or comes back, shows the same of itself: however many, and with whom it already had.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { firstSyncGate } from '../../policy/first-sync-gate';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';
import { countClasses, countPeople } from './gates';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function district() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const receive = async (files: ReturnType<typeof districtFiles>) => {
    const run = await deliverRun(ctx, connection, files);
    expect(await processSyncRun(ctx, run)).toBe('HELD');
    const { rows } = await firstSyncGate(ctx, tenant.id, run.id);
    return { run, rows };
  };
  const apply = async ({ run }: { run: { id: number; tenantId: number } }): Promise<void> => {
    await ctx.db.prisma.circuitBreak.updateMany({
      where: { connectionId: connection.id, state: 'OPEN' },
      data: { state: 'APPROVED' },
    });
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
    );
    expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  };
  return { receive, apply };
}

test('a hundred new schools have a hundred gates', async () => {
  const { receive, apply } = await district();
  const of = { students: 300, staff: 3, enrollmentsPerStudent: 1, language: 'es' };
  await apply(await receive(districtFiles({ ...of, schools: 1 })));
  const { rows } = await receive(districtFiles({ ...of, schools: 101, students: 404 }));
  const schools = new Set(rows.map(({ schoolSourcedId }) => schoolSourcedId));
  expect(schools.size).toBe(100);
  const ofLast = rows.filter(({ schoolSourcedId }) => schoolSourcedId === 's101');
  expect(ofLast.map(({ criterion, count, base }) => [criterion, count, base])).toEqual([
    ['studentsInClass', 4, 4],
    ['classesWithTeacher', 0, 0],
    ['studentsReachable', 0, 4],
    ['languageFilled', 4, 4],
    ['staffMailUnique', 0, 0],
    ['sessionCurrent', 1, null],
  ]);
});

test('a school that comes back is counted with whom it kept', async () => {
  const { receive, apply } = await district();
  const of = {
    schools: 4,
    students: 400,
    staff: 8,
    classes: 8,
    enrollmentsPerStudent: 1,
    reachable: 200,
  };
  await apply(await receive(districtFiles(of)));
  // Only orgs.csv forgets it: its people cannot be used, so they stay as they are.
  const gone = districtFiles(of, { change: (id, row) => (id === 's4' ? null : row) });
  await apply(await receive(gone));
  // One of its hundred students is new on that day, one has left.
  const { rows } = await receive(
    districtFiles(of, {
      change: (id, row) => (id === 'u4' ? null : row),
      more: { 'users.csv': ['n1,,,true,s4,student,n1,,Ana,Example,,,,,,,05,,'] },
    }),
  );
  expect(rows.map((row) => [row.schoolSourcedId, row.criterion, row.count, row.base])).toEqual([
    ['s4', 'studentsInClass', 99, 100],
    ['s4', 'classesWithTeacher', 0, 2],
    ['s4', 'studentsReachable', 49, 100],
    ['s4', 'languageFilled', 0, 100],
    ['s4', 'staffMailUnique', 2, 2],
    ['s4', 'sessionCurrent', 1, null],
  ]);
});

describe('a first roster', () => {
  const of = {
    schools: 3,
    students: 60,
    staff: 6,
    classes: 9,
    enrollmentsPerStudent: 2,
    reachable: 20,
    secondContacts: 30,
    language: 'es',
  };
  const day: DayOf = {
    change: (id, row) => {
      // Two teachers share a mail, a student speaks another language, the last ten are in no class.
      if (id === 't2') return row.replace('t2@example.org', 'T1@example.org');
      if (id === 'u7') return row.replace(/es$/, 'Vietnamese');
      if (id === 'u8') return row.replace(/es$/, '');
      return /^e(5[1-9]|60)-/.test(id) ? null : row;
    },
    more: {
      'enrollments.csv': ['x1,,,k4,s1,t2,teacher,true,,', 'x2,,,k5,s1,t3,administrator,,,'],
      'users.csv': [
        // Named by the contact alone, who has a mail; and a relative of two who has nothing.
        'p1,,,true,s1,parent,p1,,Mar,Example,,,p1@example.org,,,u60,,,',
        'p2,,,true,s1,relative,p2,,Mar,Example,,,,,,"u59,u60",,,',
      ],
    },
  };
  const dangling: DayOf = {
    ...day,
    more: { ...day.more, 'enrollments.csv': ['x3,,,k99,s1,u1,student,,,'] },
  };

  test.each([
    ['is counted while it is read as the database counts it', day],
    ['is counted by the database where a reference leads nowhere', dangling],
  ])('%s', async (_, files) => {
    const { receive } = await district();
    const { run, rows } = await receive(districtFiles(of, files));
    const client = await ctx.db.pool.connect();
    try {
      const people = await countPeople(client, run);
      const classes = await countClasses(client, run, '2026-09-01');
      expect(people).toMatchObject({ students: 60, studentsReachable: 21, languages: 2, staff: 6 });
      const counts = new Map(rows.map(({ criterion, count }) => [criterion, count]));
      expect({
        studentsInClass: counts.get('studentsInClass'),
        classesWithTeacher: counts.get('classesWithTeacher'),
        studentsReachable: counts.get('studentsReachable'),
        studentsWithLanguage: counts.get('languageFilled'),
        languages: counts.get('languagesSeveral'),
        staffWithUniqueMail: counts.get('staffMailUnique'),
      }).toEqual({
        studentsInClass: classes.studentsInClass,
        classesWithTeacher: classes.classesWithTeacher,
        studentsReachable: people.studentsReachable,
        studentsWithLanguage: people.studentsWithLanguage,
        languages: people.languages,
        staffWithUniqueMail: people.staffWithUniqueMail,
      });
    } finally {
      client.release();
    }
  });
});
