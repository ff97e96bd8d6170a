// What held runs look like, with whole synthetic districts; and rules that cross entities.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, nextDay, type Change } from '@/lib/synthetic/district';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import {
  districtFiles,
  studentRow,
  type CountedDistrict,
  type DayOf,
} from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, type GivenFile } from '@/lib/testing/deliver';
import { listFindings } from '../../policy/findings';
import { firstSyncGate } from '../../policy/first-sync-gate';
import { listIssueGroups } from '../../sync-runs/queries/problems';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { applySyncRun } from '../apply-sync-run';
import { processSyncRun } from '../process-sync-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const small = createDistrict({ seed: 'findings', students: 600 });

async function receive(connection: { id: number; tenantId: number }, files: Iterable<GivenFile>) {
  const run = await deliverRun(ctx, connection, files);
  return { run, outcome: await processSyncRun(ctx, run) };
}

async function live(files: Iterable<GivenFile>) {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, files);
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  await ctx.db.pool.query(
    `UPDATE sync_run SET applied_at = applied_at - interval '40 days' WHERE id = $1`,
    [run.id],
  );
  return { connection, firstRun: run };
}

const kinds = async (run: { id: number; tenantId: number }): Promise<string[]> => {
  const found = await listFindings(ctx, run.tenantId, run.id, (id) => id);
  return found.map(({ kind, sentence }) => `${kind}: ${sentence}`);
};

const patternsOf = async (run: { id: number }): Promise<Record<string, string | null>> => {
  const rows = await ctx.db.prisma.ruleEvaluation.findMany({
    where: { runId: run.id, tripped: true, scope: 'district' },
    orderBy: { id: 'asc' },
  });
  return Object.fromEntries(rows.map(({ ruleId, pattern }) => [ruleId, pattern]));
};

describe('a synthetic district', () => {
  test.each<[Change['kind']]>([
    ['promotion'],
    ['termChange'],
    ['lostSchool'],
    ['rekeyed'],
    ['lostLeadingZeros'],
    ['truncated'],
    ['churn'],
  ])('%s', async (kind) => {
    const { connection } = await live(dayFiles(small));
    const { run, outcome } = await receive(connection, dayFiles(nextDay(small, kind)));
    expect({
      outcome,
      findings: await kinds(run),
      patterns: await patternsOf(run),
    }).toMatchSnapshot();
  });

  test('passes the gate of a first roster', async () => {
    const { firstRun } = await live(dayFiles(small));
    const { rows, isPassed } = await firstSyncGate(ctx, firstRun.tenantId, firstRun.id);
    expect(
      rows.map(({ criterion, outcome, sentence }) => `${criterion} ${outcome}: ${sentence}`),
    ).toMatchSnapshot();
    expect(isPassed).toBe(true);
  });
});

describe('rules that look across entities', () => {
  const of: CountedDistrict = {
    students: 600,
    staff: 1,
    classes: 5,
    enrollmentsPerStudent: 1,
    reachable: 600,
    language: 'es',
  };
  const first = (letter: string, count: number, id: string): boolean =>
    id.startsWith(letter) && Number(id.slice(1)) <= count;
  const cases: [name: string, day: DayOf, outcome: string, rules: string[]][] = [
    [
      'phones that become empty',
      { change: (id, row) => (first('g', 60, id) ? row.replace(/206-234-\d+/, '') : row) },
      'HELD',
      ['contacts.UPDATE.phoneMail', 'reachability', 'blankOut'],
    ],
    [
      'ids that stand twice',
      {
        more: {
          'users.csv': Array.from({ length: 20 }, (_, at) =>
            studentRow(`u${at + 1}`, { grade: '06' }),
          ),
        },
        change: (id, row) => (id === 'u600' ? row.replace('Ana', 'Anna') : row),
      },
      'HELD',
      ['duplicates'],
    ],
    [
      'rows that lead nowhere',
      {
        change: (id, row, file) =>
          file === 'enrollments.csv' && /^e\d{1,2}-1$/.test(id)
            ? row.replace(/,k\d+,/, ',gone,')
            : row.replace('Example u600', 'Other u600'),
      },
      'HELD',
      ['dangling'],
    ],
    [
      'rows that cannot be used',
      {
        change: (id, row) =>
          first('u', 70, id)
            ? row.replace(',student,', ',pupil,')
            : row.replace('Example u600', 'Other u600'),
      },
      'HELD',
      ['invalidRows'],
    ],
    [
      'so many of them that nobody could approve it',
      { change: (id, row) => (first('u', 260, id) ? row.replace(',student,', ',pupil,') : row) },
      'INVALID',
      ['invalidRows', 'invalidRows.unusable'],
    ],
    [
      'six contacts warn and hold nothing',
      {
        change: (id, row) =>
          first('u', 10, id) ? row.replace(/"g\d+"/, '"g1,g2,g3,g4,g5,g6,g7"') : row,
      },
      'DEFERRED',
      [],
    ],
  ];

  test.each(cases)('%s', async (_name, day, expected, rules) => {
    const { connection } = await live(districtFiles(of));
    const { run, outcome } = await receive(connection, districtFiles(of, day));
    expect(Object.keys(await patternsOf(run)).sort()).toEqual([...rules].sort());
    expect(outcome).toBe(expected);
    const warned = await ctx.db.prisma.ruleEvaluation.findMany({
      where: { runId: run.id, warned: true },
    });
    expect(warned.map(({ ruleId }) => ruleId)).toEqual(
      expected === 'DEFERRED' ? ['manyContacts'] : [],
    );
  });

  test('an update that cannot be used leaves no plan and says which file', async () => {
    const { connection } = await live(districtFiles(of));
    const { run } = await receive(
      connection,
      districtFiles(of, {
        change: (id, row) => (first('u', 260, id) ? row.replace(',student,', ',pupil,') : row),
      }),
    );
    expect(await ctx.db.prisma.changeCount.count({ where: { runId: run.id } })).toBe(0);
    const group = await ctx.db.prisma.runIssueGroup.findFirst({
      where: { runId: run.id, code: 'ROWS_MOSTLY_UNUSABLE' },
    });
    expect(group).toMatchObject({ fileName: 'users.csv', effect: 'set' });
  });
});

describe('a year that moves under the same ids', () => {
  const of: CountedDistrict = { students: 60, staff: 1, classes: 12, enrollmentsPerStudent: 1 };
  const dated = (row: string, years: number): string =>
    row.replace(/,,,$/, `,,${2026 + years}-08-17,${2027 + years}-06-11`);
  /** Terms, the terms that classes are in, and enrollments with dates, so many years on. */
  const year = (
    years: number,
    what: { terms?: number; ids?: boolean; months?: number; label?: boolean } = {},
  ): DayOf => {
    const { terms = years, months = 0, label = true } = what;
    const day = (y: number, m: number, d: string) =>
      `${y + terms}-${String(m + months).padStart(2, '0')}-${d}`;
    const term = (id: string, year: number) =>
      `${id},,,${label ? `${2026 + terms}-${2027 + terms}` : 'School year'},schoolYear,${day(2026, 7, '01')},${day(2027, 6, '30')},,${label ? 2027 + terms : year}`;
    return {
      change: (id, row, file) => {
        if (file === 'academicSessions.csv') return what.ids ? row : term(id, 2027);
        if (file === 'enrollments.csv') return dated(row, years);
        if (file === 'classes.csv' && what.ids) return row.replace(',y1,', ',y2,');
        return row;
      },
      ...(what.ids
        ? {
            more: {
              'academicSessions.csv': [`y2,,,2027-2028,schoolYear,2027-07-01,2028-06-30,,2028`],
            },
          }
        : {}),
    };
  };
  const ofYear = (sentences: readonly string[]): string[] =>
    sentences.filter((each) => /^(?:newYear|pastYear)/.test(each));

  test.each<[name: string, day: DayOf, found: RegExp | null, explained: string[]]>([
    [
      'all of it',
      year(1),
      /^newYear: 1 of 1 term or school year whose dates change and 60 of 60 enrollments whose dates change keep their ids and move on by about a year, to Jul 1, 2027 through Jun 30, 2028:/,
      ['sessions.UPDATE.currentDates'],
    ],
    [
      'the dates alone, and not the name of the year',
      year(0, { terms: 1, label: false }),
      /^newYear: 1 of 1 term or school year whose dates change keeps its id/,
      ['sessions.UPDATE.currentDates'],
    ],
    [
      'classes that go to the terms of the next year, which have ids of their own',
      year(1, { ids: true }),
      /^newYear: 12 of 12 classes whose terms change and 60 of 60 enrollments/,
      [],
    ],
    [
      'back',
      year(-1),
      /^pastYear: 1 of 1 term or school year.* move back by about a year/,
      ['sessions.UPDATE.currentDates'],
    ],
    ['by some months', year(0, { terms: 0, months: 5 }), null, []],
  ])('%s', async (_, day, found, explained) => {
    const { connection } = await live(districtFiles(of, year(0)));
    // Held in any case: what it looks like is told of what is held.
    const more = { ...day.more, 'orgs.csv': ['s8,,,School 8,school,,d1'] };
    const { run, outcome } = await receive(connection, districtFiles(of, { ...day, more }));
    expect(outcome).toBe('HELD');
    const told = ofYear(await kinds(run));
    expect(told).toHaveLength(found ? 1 : 0);
    if (found) expect(told[0]).toMatch(found);
    const patterns = await patternsOf(run);
    for (const rule of explained)
      expect(patterns[rule]).toBe(/\w+/.exec(found?.source ?? '')?.[0] ?? null);
  });
});

test('people who come once per school are told so where the update waits', async () => {
  const of: CountedDistrict = { students: 300, schools: 2, staff: 1 };
  const { connection } = await live(districtFiles(of));
  const implementer = await createPerson(ctx);
  await ctx.db.prisma.tenant.update({
    where: { id: connection.tenantId },
    data: { implementerId: implementer.id },
  });
  // The first roster's own review is over.
  await ctx.db.prisma.circuitBreak.updateMany({
    where: { tenantId: connection.tenantId },
    data: { state: 'APPROVED', decidedAt: ctx.clock.now() },
  });
  const { run, outcome } = await receive(
    connection,
    districtFiles(of, {
      more: {
        'users.csv': Array.from({ length: 15 }, (_, at) =>
          studentRow(`u${2 * at + 1}`, { school: 's2' }),
        ),
      },
      change: (id, row) => (id === 'u300' ? row.replace('Ana', 'Anna') : row),
    }),
  );
  expect(outcome).toBe('HELD');
  const said =
    '15 of 15 rows of users.csv that repeat an id differ in orgSourcedIds. Send one row for the person: name both schools in orgSourcedIds, the main one first.';
  expect(await kinds(run)).toEqual([`repeatedRows: ${said}`]);
  expect(await patternsOf(run)).toEqual({ duplicates: 'repeatedRows' });
  const groups = await listIssueGroups(ctx, run.tenantId, run.id);
  expect(groups.find(({ code }) => code === 'DUPLICATE_ID_DIFFERENT')).toMatchObject({
    sentence: expect.stringMatching(
      /differ in orgSourcedIds\. The row that matches the live roster was kept\.$/,
    ),
    fix: 'Send one row for the person: name both schools in orgSourcedIds, the main one first.',
  });
  const mails = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId: run.tenantId, kind: 'run-held' },
  });
  expect(mails.some(({ text }) => text.replaceAll(/\s+/g, ' ').includes(said))).toBe(true);
});
