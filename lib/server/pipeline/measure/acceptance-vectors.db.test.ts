// The limits of docs/policy.md, "The limits", each just below and at it, with real files through the real steps: a roster is
// applied, a month passes, and the next files are decided about.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import {
  districtFiles,
  studentRow,
  without,
  type CountedDistrict,
  type DayOf,
} from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import { listFindings } from '../../policy/findings';
import { listSchoolsInNeed } from '../../policy/schools-in-need';
import { pauseDeliveries, resumeDeliveries } from '../../policy/pauses';
import { approve } from '../../reviews/commands/approve';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

interface Connection {
  id: number;
  tenantId: number;
}

type Run = { id: number; tenantId: number };

async function receive(connection: Connection, files: GivenFile[]) {
  const run = await deliverRun(ctx, connection, files);
  return { run, outcome: await processSyncRun(ctx, run) };
}

async function apply(run: Run): Promise<void> {
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
}

/** A district whose roster has been in force for over a month: the limits of a normal school week. */
async function live(of: CountedDistrict, day: DayOf = {}): Promise<Connection> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run, outcome } = await receive(connection, districtFiles(of, day));
  expect(outcome).toBe('HELD');
  await apply(run);
  await ctx.db.pool.query(
    `UPDATE sync_run SET applied_at = applied_at - interval '40 days' WHERE id = $1`,
    [run.id],
  );
  await ctx.db.prisma.circuitBreak.updateMany({
    where: { connectionId: connection.id },
    data: { state: 'APPROVED' },
  });
  return connection;
}

async function tripped(run: Run): Promise<string[]> {
  const rows = await ctx.db.prisma.ruleEvaluation.findMany({
    where: { runId: run.id, tripped: true, scope: 'district' },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.ruleId);
}

const state = async (run: Run): Promise<string> =>
  (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } })).state;

const blankLanguage =
  (count: number): DayOf['change'] =>
  (id, row, file) =>
    file === 'users.csv' && id.startsWith('u') && Number(id.slice(1)) <= count
      ? row.replace(/,es$/, ',')
      : row;

const losePhones =
  (count: number): DayOf['change'] =>
  (id, row) =>
    id.startsWith('g') && Number(id.slice(1)) <= count ? row.replace(/206-234-\d+/, '') : row;

const phonesBecome =
  (count: number, text: string): DayOf['change'] =>
  (id, row) =>
    id.startsWith('g') && Number(id.slice(1)) <= count
      ? row.replace(/206-234-\d+/, () => text)
      : row;

const newStudents = (count: number): DayOf => ({
  more: { 'users.csv': Array.from({ length: count }, (_, at) => studentRow(`n${at}`)) },
});

const withoutEnrollments =
  (count: number): DayOf['change'] =>
  (id, row) => {
    const [, student, nth] = /^e(\d+)-(\d)$/.exec(id) ?? [];
    return student && (Number(student) - 1) * 6 + Number(nth) <= count ? null : row;
  };

describe('one rule in isolation: one below the limit passes, the limit holds', () => {
  const vectors: [
    name: string,
    rule: string,
    of: CountedDistrict,
    passing: DayOf,
    holding: DayOf,
  ][] = [
    [
      '10,000 students, 499 or 500 removed',
      'students.REMOVE',
      { students: 10_000 },
      { change: without('u', 499) },
      { change: without('u', 500) },
    ],
    [
      '400 students, 20 or 25 removed',
      'students.REMOVE',
      { students: 400 },
      { change: without('u', 20) },
      { change: without('u', 25) },
    ],
    [
      '60 students, 24 or 25 removed',
      'students.REMOVE',
      { students: 60, schools: 3 },
      { change: without('u', 24) },
      { change: without('u', 25) },
    ],
    [
      '12 staff, 5 or 6 removed',
      'staff.REMOVE',
      { students: 30, staff: 12, schools: 3 },
      // The teacher of the only class stays in both.
      { change: (id, row) => (/^t[2-6]$/.test(id) ? null : row) },
      { change: (id, row) => (/^t[2-7]$/.test(id) ? null : row) },
    ],
    [
      '40,000 students, 999 or 1,000 removed',
      'students.REMOVE',
      { students: 40_000 },
      { change: without('u', 999) },
      { change: without('u', 1_000) },
    ],
    [
      '1,000 classes, 99 or 100 removed',
      'classes.REMOVE',
      { students: 2_000, classes: 1_000 },
      { change: (id, row) => (/^k([2-9]\d?|1\d|100)$/.test(id) ? null : row) },
      { change: (id, row) => (/^k([2-9]\d?|1\d|100|101)$/.test(id) ? null : row) },
    ],
    [
      '30,000 student enrollments, 4,499 or 4,500 removed',
      'studentEnrollments.REMOVE',
      { students: 5_000, enrollmentsPerStudent: 6, classes: 100, reachable: 5_000, staff: 1 },
      { change: withoutEnrollments(4_499) },
      { change: withoutEnrollments(4_500) },
    ],
    [
      '5,000 students, 499 or 500 added',
      'students.ADD',
      { students: 5_000 },
      newStudents(499),
      newStudents(500),
    ],
    [
      '8,000 users with language, 159 or 160 turned blank',
      'students.UPDATE.languageBlanked',
      { students: 8_000, language: 'es' },
      { change: blankLanguage(159) },
      { change: blankLanguage(160) },
    ],
    [
      '2,000 students, reachable 95.0 % to 92.1 % or 92.0 %',
      'reachability',
      { students: 2_000, reachable: 1_900 },
      { change: losePhones(58) },
      { change: losePhones(60) },
    ],
    ...['N/A', 'none', '999-999-9999', '000-0000', '-'].map((text): (typeof vectors)[number] => [
      `500 contacts, 24 or 26 phones become ${text}`,
      'blankOut',
      { students: 2_000, reachable: 500 },
      { change: phonesBecome(24, text) },
      { change: phonesBecome(26, text) },
    ]),
    [
      '2,000 students, reachable 95.0 % to 92.1 % or 92.0 %, by numbers of nobody',
      'reachability',
      { students: 2_000, reachable: 1_900 },
      { change: phonesBecome(58, '(999) 999-9999') },
      { change: phonesBecome(60, 'donotcall') },
    ],
  ];

  test.each(vectors)('%s', async (_name, rule, of, passing, holding) => {
    const connection = await live(of);
    const held = await receive(connection, districtFiles(of, holding));
    expect(await tripped(held.run)).toEqual([rule]);
    expect(held.outcome).toBe('HELD');
    const passed = await receive(connection, districtFiles(of, passing));
    expect(await tripped(passed.run)).toEqual([]);
    expect(passed.outcome).toBe('DEFERRED');
    // Held v1, the next batch clean: it goes in and v1 is superseded.
    expect(await state(held.run)).toBe('SUPERSEDED');
    await apply(passed.run);
  });
});

describe('a text that is no number is as none', () => {
  const of = { students: 600, reachable: 600 };
  const quiet: [name: string, before: DayOf['change'], after: DayOf['change']][] = [
    ['N/A that becomes empty', phonesBecome(60, 'N/A'), phonesBecome(60, '')],
    ['empty that becomes none', phonesBecome(60, ''), phonesBecome(60, 'none')],
    [
      'one word that becomes another',
      phonesBecome(60, 'refused'),
      phonesBecome(60, '000-000-0000'),
    ],
    ['none that becomes a number', phonesBecome(60, 'none'), phonesBecome(0, '')],
    [
      'the same number written in another way',
      phonesBecome(0, ''),
      (id, row) => (id.startsWith('g') ? row.replace(/206-234-(\d+)/, '(206) 234 $1') : row),
    ],
  ];
  test.each(quiet)('%s', async (_name, before, after) => {
    const connection = await live(of, { change: before });
    const { run, outcome } = await receive(connection, districtFiles(of, { change: after }));
    expect(await tripped(run)).toEqual([]);
    expect(outcome).toBe('DEFERRED');
  });

  test('an email address that becomes one of nobody', async () => {
    const byMail =
      (mail: (n: number) => string): DayOf['change'] =>
      (id, row) =>
        id.startsWith('g')
          ? row.replace(/,,206-234-0*(\d+)/, (_, n) => `${mail(Number(n))},,`)
          : row;
    const connection = await live(of, { change: byMail((n) => `g${n}@example.org`) });
    const { run } = await receive(
      connection,
      districtFiles(of, {
        change: byMail((n) => (n <= 60 ? 'noemail@example.org' : `g${n}@example.org`)),
      }),
    );
    expect(await tripped(run)).toEqual(['contacts.UPDATE.phoneMail', 'reachability', 'blankOut']);
  });

  test('identifiers that become N/A', async () => {
    const numbered =
      (blank: number): DayOf['change'] =>
      (id, row) =>
        id.startsWith('u')
          ? row.replace(
              ',,,,,,"',
              `,,${Number(id.slice(1)) <= blank ? 'N/A' : `10${id.slice(1)}`},,,,"`,
            )
          : row;
    const connection = await live(of, { change: numbered(0) });
    const { run } = await receive(connection, districtFiles(of, { change: numbered(30) }));
    expect(await tripped(run)).toEqual(['blankOut']);
  });
});

describe('whole cases', () => {
  test('1 of 30 schools gone from orgs: held, and somebody has to look after it', async () => {
    const of = { schools: 30, students: 300 };
    const connection = await live(of);
    const { run, outcome } = await receive(
      connection,
      districtFiles(of, { change: (id, row) => (id === 's30' ? null : row) }),
    );
    expect(outcome).toBe('HELD');
    expect(await tripped(run)).toEqual(['orgs.REMOVE']);
    expect(await listSchoolsInNeed(ctx, connection.tenantId)).toEqual([
      { schoolSourcedId: 's30', schoolName: 'School 30', runNumber: 2 },
    ]);
    const [finding] = await listFindings(ctx, connection.tenantId, run.id, () => 'School 30');
    expect(finding?.sentence).toBe(
      'School 30 is missing from orgs.csv while 10 of its 10 students stay: it was probably left out of the export. Its people are kept.',
    );
    const target = await breakOf(run);
    const approver = await createPerson(ctx, { role: 'ADMIN' });
    const actor = { kind: 'person', userId: approver.id, sourceAddress: null } as const;
    await approve(ctx, actor, { ...target, comment: 'it closed' });
    expect(await state(run), 'one person is not enough').toBe('HELD');
  });

  test('100 students removed with their 600 enrollments and 180 links: only the 100 count', async () => {
    const of = {
      students: 3_000,
      enrollmentsPerStudent: 6,
      classes: 50,
      reachable: 3_000,
      secondContacts: 80,
      staff: 1,
    };
    const connection = await live(of);
    const { run, outcome } = await receive(
      connection,
      districtFiles(of, {
        change: (id, row) => {
          const [, student] = /^(?:u|e)(\d+)(?:-\d)?$/.exec(id) ?? [];
          return student && id !== 'e0' && Number(student) <= 100 ? null : row;
        },
      }),
    );
    expect(await tripped(run)).toEqual([]);
    expect(outcome).toBe('DEFERRED');
    const removed = await ctx.db.prisma.changeCount.findMany({
      where: { runId: run.id, action: 'REMOVE' },
      select: { entity: true, count: true, cascadeCount: true },
      orderBy: { entity: 'asc' },
    });
    expect(removed).toEqual([
      { entity: 'links', count: 180, cascadeCount: 180 },
      { entity: 'studentEnrollments', count: 600, cascadeCount: 600 },
      { entity: 'students', count: 100, cascadeCount: 0 },
    ]);
    const counted = await ctx.db.prisma.ruleEvaluation.findFirstOrThrow({
      where: { runId: run.id, ruleId: 'studentEnrollments.REMOVE', scope: 'district' },
    });
    expect(counted.changeCount).toBe(0);
  });

  test('users.csv header only: needs a new file, the roster stays', async () => {
    const of = { students: 30 };
    const connection = await live(of);
    const { run, outcome } = await receive(
      connection,
      districtFiles(of, { change: (_id, row, file) => (file === 'users.csv' ? null : row) }),
    );
    expect(outcome).toBe('INVALID');
    expect(await ctx.db.prisma.change.count({ where: { runId: run.id } })).toBe(0);
    const { tenantId } = connection;
    expect(await ctx.db.prisma.rosterUser.count({ where: { tenantId, removedAt: null } })).toBe(30);
  });

  test('demographics.csv missing, manifest absent: applied, demographics untouched', async () => {
    const of = { students: 30 };
    const births = Array.from({ length: 30 }, (_, at) => `u${at + 1},,,2015-03-0${(at % 9) + 1},`);
    const connection = await live(of, { more: { 'demographics.csv': births } });
    const { run, outcome } = await receive(connection, districtFiles(of, newStudents(1)));
    expect(outcome).toBe('DEFERRED');
    // Said once: the live roster was made with this file, and grows old without it.
    const gone = { code: 'FILE_DISAPPEARED', fileName: 'demographics.csv', level: 'warning' };
    const notes = (runId: number) =>
      ctx.db.prisma.runIssueGroup.findMany({ where: { runId, code: 'FILE_DISAPPEARED' } });
    expect(await notes(run.id)).toMatchObject([gone]);
    await apply(run);
    const next = await receive(connection, districtFiles(of, newStudents(2)));
    expect(await notes(next.run.id)).toEqual([]);
    const { tenantId } = connection;
    expect(
      await ctx.db.prisma.rosterDemographics.count({ where: { tenantId, removedAt: null } }),
    ).toBe(30);
  });

  test('a manifest that cannot be read says nothing of the files it does not name', async () => {
    const of = { students: 30 };
    const births = Array.from({ length: 30 }, (_, at) => `u${at + 1},,,2015-03-0${(at % 9) + 1},`);
    const connection = await live(of, { more: { 'demographics.csv': births } });
    const files = districtFiles(of, { more: { 'demographics.csv': births } });
    const broken = ['x'.repeat(70_000), 'propertyName\r\nmanifest.version'].map((text) =>
      files.map((file) => (file.name === 'manifest.csv' ? textFile(file.name, text) : file)),
    );
    for (const set of broken) {
      const { run, outcome } = await receive(connection, set);
      expect(outcome).toBe('INVALID');
      const groups = await ctx.db.prisma.runIssueGroup.findMany({ where: { runId: run.id } });
      expect(groups.map(({ code }) => code)).not.toContain('FILE_DISAPPEARED');
      expect(groups.map(({ fileName }) => fileName)).toContain('manifest.csv');
    }
  });

  test('held v1, the next batch trips: v1 is stale, v2 must be reviewed', async () => {
    const of = { students: 400 };
    const connection = await live(of);
    const first = await receive(connection, districtFiles(of, { change: without('u', 30) }));
    const seen = await breakOf(first.run);
    const second = await receive(connection, districtFiles(of, { change: without('u', 31) }));
    expect([first.outcome, second.outcome]).toEqual(['HELD', 'HELD']);
    const person = await createPerson(ctx);
    const actor = { kind: 'person', userId: person.id, sourceAddress: null } as const;
    expect(await approve(ctx, actor, { ...seen, comment: 'as planned' })).toEqual({
      ok: false,
      code: 'STALE',
    });
    expect(await breakOf(second.run)).toMatchObject({ breakId: seen.breakId, version: 2 });
  });

  test('first batch ever, 12,000 students: an onboarding review, percent rules not run', async () => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const { run, outcome } = await receive(connection, districtFiles({ students: 12_000 }));
    expect(outcome).toBe('HELD');
    expect(await tripped(run)).toEqual(['onboarding']);
    expect(
      await ctx.db.prisma.ruleEvaluation.count({ where: { runId: run.id, entity: 'students' } }),
    ).toBe(0);
  });

  test('first batch after a 40-day pause, 3 rows changed: held once', async () => {
    const of = { students: 400 };
    const connection = await live(of);
    const person = await createPerson(ctx);
    const actor = { kind: 'person', userId: person.id, sourceAddress: null } as const;
    const { tenantId } = connection;
    const start = ctx.clock.now();
    expect(await pauseDeliveries(ctx, actor, tenantId, 'summer')).toEqual({ ok: true });
    ctx.clock.advance(40 * 86_400_000);
    expect(await resumeDeliveries(ctx, actor, tenantId)).toEqual({ ok: true });
    const { run, outcome } = await receive(connection, districtFiles(of, newStudents(3)));
    expect(await tripped(run)).toEqual(['resume']);
    expect(outcome).toBe('HELD');
    const again = await receive(connection, districtFiles(of, newStudents(4)));
    expect(again.outcome, 'nobody has looked yet').toBe('HELD');
    await apply(again.run);
    const next = await receive(connection, districtFiles(of, newStudents(5)));
    expect(next.outcome, 'then the profile applies').toBe('DEFERRED');
    ctx.clock.set(start);
  });

  test('14 days of silence are a pause too', async () => {
    const of = { students: 400 };
    const connection = await live(of);
    const start = ctx.clock.now();
    ctx.clock.advance(14 * 86_400_000);
    const { run } = await receive(connection, districtFiles(of, newStudents(1)));
    expect(await tripped(run)).toEqual(['resume']);
    ctx.clock.set(start);
  });
});

async function breakOf(run: Run) {
  const { tenantId, breakId, version, fingerprint } =
    await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId: run.id } });
  return { tenantId, breakId, version, fingerprint };
}
