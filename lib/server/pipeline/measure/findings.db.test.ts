// What held runs look like, with whole synthetic districts; and rules that cross entities.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, nextDay, type Change } from '@/lib/synthetic/district';
import { createConnection, createTenant } from '@/lib/testing/builders';
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
