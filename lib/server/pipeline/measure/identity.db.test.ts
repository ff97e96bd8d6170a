// Who people are, with real files through the real steps: the limits of names and birth dates (docs/policy.md, "The limits") and
// what is none of their business.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles, type CountedDistrict, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, type GivenFile } from '@/lib/testing/deliver';
import { listFindings } from '../../policy/findings';
import { listReasons } from '../../reviews/queries/reasons';
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

async function live(of: CountedDistrict, day: DayOf = {}, days = 40): Promise<Connection> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { run } = await receive(connection, districtFiles(of, day));
  await apply(run);
  await ctx.db.pool.query(
    `UPDATE sync_run SET applied_at = applied_at - make_interval(days => $2) WHERE id = $1`,
    [run.id, days],
  );
  await ctx.db.prisma.circuitBreak.updateMany({
    where: { connectionId: connection.id },
    data: { state: 'APPROVED' },
  });
  return connection;
}

async function tripped(run: Run): Promise<string[]> {
  const rows = await ctx.db.prisma.ruleEvaluation.findMany({
    where: { runId: run.id, tripped: true },
    orderBy: { ruleId: 'asc' },
  });
  return [
    ...new Set(
      rows.map(({ ruleId, scope, scopeSourcedId }) =>
        scope === 'school' ? `${ruleId} at ${scopeSourcedId}` : ruleId,
      ),
    ),
  ];
}

const findings = async (run: Run): Promise<string[]> =>
  (await listFindings(ctx, run.tenantId, run.id, (id) => id)).map(({ kind }) => kind);

/** Names as people have them: no two beside each other are alike. */
const FAMILIES = ['Alvarez', 'Nguyen', 'Washington', 'Okonkwo', 'Lindqvist', 'Petrov', 'Haddad'];
const GIVENS = ['Ana', 'Minh', 'Denzel', 'Chidi', 'Freja', 'Sergei', 'Layla', 'Tomas', 'Yuki'];
const familyOf = (n: number): string => FAMILIES[n % FAMILIES.length] ?? '';
const givenOf = (n: number): string => GIVENS[n % GIVENS.length] ?? '';
const birthOf = (n: number): string => `20${10 + (n % 7)}-0${1 + (n % 9)}-1${n % 10}`;

const numberOf = (id: string): number => Number(id.slice(1));
const cells = (row: string): string[] =>
  row.match(/("[^"]*"|[^,]*)(?:,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];

/** The row of users.csv with other cells. */
function withCells(
  row: string,
  change: Partial<
    Record<'given' | 'family' | 'middle' | 'email' | 'username' | 'language', string>
  >,
): string {
  const places = { username: 6, given: 8, family: 9, middle: 10, email: 12, language: 18 } as const;
  const values = cells(row).slice(0, 19);
  for (const [name, value] of Object.entries(change))
    values[places[name as keyof typeof places]] = value;
  return values.join(',');
}

interface Who {
  name?: (n: number) => { given: string; family: string; middle?: string };
  email?: (n: number) => string;
  username?: (n: number) => string;
  birth?: (n: number) => string;
  language?: (n: number) => string;
}

const usual = (n: number) => ({ given: givenOf(n), family: familyOf(n) });

/** The district with people of these names; `letter` is the kind of person that differs today. */
function day(
  of: CountedDistrict,
  letter = '',
  who: Who = {},
  without: (id: string) => boolean = () => false,
): DayOf {
  const { students = 0 } = of;
  return {
    change: (id, row, file) => {
      if (file !== 'users.csv') return row;
      if (without(id)) return null;
      const n = numberOf(id);
      const other = id.startsWith(letter) && letter !== '' ? who : {};
      return withCells(row, {
        ...(other.name ?? usual)(n),
        ...(id.startsWith('u')
          ? { email: (other.email ?? ((m) => `kid${m}@example.org`))(n) }
          : {}),
        ...(id.startsWith('u') ? { username: (other.username ?? ((m) => `user${m}`))(n) } : {}),
        language: (other.language ?? (() => 'Spanish'))(n),
      });
    },
    more: {
      'demographics.csv': Array.from({ length: students }, (_, at) => at + 1)
        .filter((n) => !without(`u${n}`))
        .map((n) => `u${n},,,${(letter === 'u' && who.birth ? who.birth : birthOf)(n)},`),
    },
  };
}

const upTo =
  <T>(count: number, changed: (n: number) => T, kept: (n: number) => T) =>
  (n: number): T =>
    n <= count ? changed(n) : kept(n);

const otherFamily = (n: number) => ({ given: givenOf(n), family: familyOf(n + 1) });
const otherName = (n: number) => ({ given: givenOf(n + 1), family: familyOf(n + 1) });

describe('one below the limit passes, the limit holds', () => {
  const vectors: [
    name: string,
    rules: string[],
    of: CountedDistrict,
    letter: string,
    (count: number) => Who,
    passing: number,
    holding: number,
  ][] = [
    [
      '2,000 students, family names of 99 or 100',
      ['students.UPDATE.name', 'students.UPDATE.name at s1'],
      { students: 2_000 },
      'u',
      (count) => ({ name: upTo(count, otherFamily, usual) }),
      99,
      100,
    ],
    [
      '2,000 students, name and birth date of 19 or 20',
      ['students.UPDATE.nameAndBirthDate'],
      { students: 2_000 },
      'u',
      (count) => ({
        name: upTo(count, otherName, usual),
        birth: upTo(count, (n) => birthOf(n + 1), birthOf),
      }),
      19,
      20,
    ],
    [
      '2,000 students, birth dates of 39 or 40',
      ['students.UPDATE.birthDate', 'students.UPDATE.birthDate at s1'],
      { students: 2_000 },
      'u',
      (count) => ({ birth: upTo(count, (n) => birthOf(n + 1), birthOf) }),
      39,
      40,
    ],
    [
      '1,000 students, mails of 99 or 100',
      ['students.UPDATE.mail', 'students.UPDATE.mail at s1'],
      { students: 1_000 },
      'u',
      (count) => ({
        email: upTo(
          count,
          (n) => `kid${n + 1}@example.org`,
          (n) => `kid${n}@example.org`,
        ),
      }),
      99,
      100,
    ],
    [
      '1,000 students, user names of 99 or 100',
      ['students.UPDATE.username', 'students.UPDATE.username at s1'],
      { students: 1_000 },
      'u',
      (count) => ({
        username: upTo(
          count,
          (n) => `user${n + 1}`,
          (n) => `user${n}`,
        ),
      }),
      99,
      100,
    ],
    [
      '3,000 contacts, languages of 149 or 150',
      ['contacts.UPDATE.languageReplaced', 'contacts.UPDATE.languageReplaced at s1'],
      { students: 3_000, reachable: 3_000 },
      'g',
      (count) => ({
        language: upTo(
          count,
          () => 'Somali',
          () => 'Spanish',
        ),
      }),
      149,
      150,
    ],
    [
      '1,000 contacts, names of 49 or 50',
      ['contacts.UPDATE.name', 'contacts.UPDATE.name at s1'],
      { students: 1_000, reachable: 1_000 },
      'g',
      (count) => ({ name: upTo(count, otherName, usual) }),
      49,
      50,
    ],
    [
      '100 staff, names of 9 or 10',
      ['staff.UPDATE.name', 'staff.UPDATE.name at s1'],
      { students: 30, staff: 100 },
      't',
      (count) => ({ name: upTo(count, otherName, usual) }),
      9,
      10,
    ],
    [
      '60 students, names of 24 or 25',
      ['students.UPDATE.name'],
      { students: 60, schools: 30 },
      'u',
      (count) => ({ name: upTo(count, otherName, usual) }),
      24,
      25,
    ],
  ];

  test.each(vectors)('%s', async (_name, rules, of, letter, who, passing, holding) => {
    const connection = await live(of, day(of));
    const held = await receive(connection, districtFiles(of, day(of, letter, who(holding))));
    expect(await tripped(held.run)).toEqual(rules);
    expect(held.outcome).toBe('HELD');
    const passed = await receive(connection, districtFiles(of, day(of, letter, who(passing))));
    expect(await tripped(passed.run)).toEqual([]);
    expect(passed.outcome).toBe('DEFERRED');
  });

  test('a school of 60 where names of 11 or 12 differ, in a district of 6,000: that school is named', async () => {
    const of = { students: 6_000, schools: 100 };
    const connection = await live(of, day(of));
    // Every hundredth student is of s1.
    const who = (count: number): Who => ({
      name: (n) => (n % 100 === 1 && n <= count * 100 ? otherName(n) : usual(n)),
    });
    const held = await receive(connection, districtFiles(of, day(of, 'u', who(12))));
    expect(await tripped(held.run)).toEqual(['school.students.name at s1']);
    const [reason] = await listReasons(ctx, connection.tenantId, held.run.id);
    expect(reason?.sentence).toMatch(
      /^At School 1, 12 of 60 students would get a name that differs in more than spelling, 20\s%\. The limit is 20\s%\.$/,
    );
    const passed = await receive(connection, districtFiles(of, day(of, 'u', who(11))));
    expect(passed.outcome).toBe('DEFERRED');
  });
});

describe('whole columns', () => {
  const of: CountedDistrict = { students: 120, schools: 2, reachable: 120, staff: 20 };
  const next = (n: number): number => (n % 120) + 1;
  const accented = (n: number) => ({
    given: n % 2 === 0 ? 'José' : 'María',
    family: `${familyOf(n)} Núñez`,
  });
  const twice = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
  const lost = (text: string): string => text.replace(/[^ -~]/g, '\uFFFD');
  const both = (change: (text: string) => string) => (n: number) => {
    const { given, family } = accented(n);
    return { given: change(given), family: change(family) };
  };

  test.each<[string, string, Who, Who, 'HELD' | 'DEFERRED']>([
    [
      'names sorted by themselves',
      'u',
      {},
      { name: (n) => usual(Math.floor(((n - 1) * 7) / 120) + ((n * 7) % 120)) },
      'HELD',
    ],
    ['names moved by one row', 'u', {}, { name: (n) => usual(next(n)) }, 'HELD'],
    [
      'family names alone',
      'u',
      {},
      { name: (n) => ({ given: givenOf(n), family: familyOf(n + 1) }) },
      'HELD',
    ],
    ['birth dates moved by one row', 'u', {}, { birth: (n) => birthOf(next(n)) }, 'HELD'],
    ['birth dates that all become one', 'u', {}, { birth: () => '1900-01-01' }, 'HELD'],
    ['birth dates that go', 'u', {}, { birth: () => '' }, 'HELD'],
    ['mails moved by one row', 'u', {}, { email: (n) => `kid${next(n)}@example.org` }, 'HELD'],
    ['mails that go', 'u', {}, { email: () => '' }, 'HELD'],
    ['user names moved by one row', 'u', {}, { username: (n) => `user${next(n)}` }, 'HELD'],
    ['names of contacts moved by one row', 'g', {}, { name: (n) => usual(next(n)) }, 'HELD'],
    ['languages of contacts', 'g', {}, { language: () => 'Vietnamese' }, 'HELD'],
    ['names of staff', 't', {}, { name: (n) => usual(n + 1) }, 'HELD'],
    ['names encoded twice', 'u', { name: accented }, { name: both(twice) }, 'HELD'],
    ['names with lost letters', 'u', { name: accented }, { name: both(lost) }, 'HELD'],
    ['names that become marks', 'u', {}, { name: () => ({ given: '.', family: '-' }) }, 'HELD'],
    [
      'names of contacts that become Unknown',
      'g',
      {},
      { name: () => ({ given: 'Unknown', family: 'Unknown' }) },
      'HELD',
    ],
    [
      'names that come where there were none',
      'u',
      { name: () => ({ given: 'FNU', family: 'LNU' }) },
      {},
      'DEFERRED',
    ],
    [
      'two names swapped',
      'u',
      {},
      { name: (n) => usual(n === 1 ? 2 : n === 2 ? 1 : n) },
      'DEFERRED',
    ],
    ['names that are mended', 'u', { name: both(twice) }, { name: accented }, 'DEFERRED'],
    [
      'accents that go',
      'u',
      { name: accented },
      { name: (n) => ({ given: n % 2 === 0 ? 'Jose' : 'Maria', family: `${familyOf(n)} Nunez` }) },
      'DEFERRED',
    ],
    [
      'a middle initial for all',
      'u',
      {},
      { name: (n) => ({ ...usual(n), given: `${givenOf(n)} M.` }) },
      'DEFERRED',
    ],
    [
      'a middle name for all',
      'u',
      {},
      { name: (n) => ({ ...usual(n), middle: 'Guadalupe' }) },
      'DEFERRED',
    ],
    [
      'capitals',
      'u',
      {},
      { name: (n) => ({ given: givenOf(n).toUpperCase(), family: familyOf(n).toUpperCase() }) },
      'DEFERRED',
    ],
    [
      'given and family names swapped',
      'u',
      {},
      { name: (n) => ({ given: familyOf(n), family: givenOf(n) }) },
      'DEFERRED',
    ],
    [
      'a second family name for all',
      'u',
      {},
      { name: (n) => ({ given: givenOf(n), family: `${familyOf(n)}-Ramos` }) },
      'DEFERRED',
    ],
    ['mails in capitals', 'u', {}, { email: (n) => `KID${n}@EXAMPLE.ORG` }, 'DEFERRED'],
  ])('%s', async (_name, letter, first, second, expected) => {
    const connection = await live(of, day(of, letter, first));
    const { run, outcome } = await receive(connection, districtFiles(of, day(of, letter, second)));
    expect([outcome, await tripped(run)]).toEqual([
      expected,
      expected === 'HELD' ? expect.arrayContaining([expect.anything()]) : [],
    ]);
  });

  test('names and birth dates of all: other children, and two people decide', async () => {
    const connection = await live(of, day(of));
    const { run } = await receive(
      connection,
      districtFiles(
        of,
        day(of, 'u', { name: (n) => usual(next(n)), birth: (n) => birthOf(next(n)) }),
      ),
    );
    expect(await tripped(run)).toContain('students.UPDATE.nameAndBirthDate');
    expect(await findings(run)).toContain('otherPeople');
    const [first] = await listReasons(ctx, connection.tenantId, run.id);
    expect(first?.sentence).toMatch(/^\d+ of 120 students would get/);
    const never = await ctx.db.prisma.ruleEvaluation.count({
      where: { runId: run.id, tripped: true, neverRelaxed: true },
    });
    expect(never).toBeGreaterThan(0);
  });

  test('names that only lost letters say so', async () => {
    const connection = await live(of, day(of, 'u', { name: accented }));
    const { run } = await receive(
      connection,
      districtFiles(of, day(of, 'u', { name: both(twice) })),
    );
    expect(await findings(run)).toEqual(['namesGarbled']);
  });
});

describe('an id that was removed comes back', () => {
  const of: CountedDistrict = { students: 300 };
  const leave = (count: number) => (id: string) => id.startsWith('u') && numberOf(id) <= count;

  async function comeBack(
    count: number,
    who: Who,
    days = 40,
    more: (dayOf: DayOf) => DayOf = (same) => same,
  ) {
    const connection = await live(of, more(day(of)), days);
    const gone = await receive(connection, districtFiles(of, more(day(of, '', {}, leave(count)))));
    expect(gone.outcome).toBe('DEFERRED');
    await apply(gone.run);
    return receive(connection, districtFiles(of, more(day(of, 'u', who))));
  }

  const somebodyElse = (count: number): Who => ({
    name: upTo(count, otherName, usual),
    birth: upTo(count, (n) => birthOf(n + 1), birthOf),
  });
  const told = (run: Run) =>
    ctx.db.prisma.runIssueGroup.findMany({
      where: { runId: run.id, code: 'ID_USED_AGAIN' },
      include: { issues: true },
    });

  test('five of somebody else are held, four pass and are told', async () => {
    const held = await comeBack(5, somebodyElse(5));
    expect([held.outcome, await tripped(held.run)]).toEqual(['HELD', ['idUsedAgain']]);
    expect(await findings(held.run)).toEqual(['idUsedAgain']);
    const passed = await comeBack(4, somebodyElse(4));
    expect(passed.outcome).toBe('DEFERRED');
    const [group] = await told(passed.run);
    expect(group).toMatchObject({ count: 4, fileName: 'users.csv', level: 'warning' });
    expect(group?.issues.map(({ value, line }) => ({ value, line }))).toEqual(
      [1, 2, 3, 4].map((n) => ({ value: `u${n}`, line: n + 1 })),
    );
  });

  test('one is enough in the first weeks', async () => {
    const held = await comeBack(1, somebodyElse(1), 0);
    expect([held.outcome, await tripped(held.run)]).toEqual(['HELD', ['idUsedAgain']]);
  });

  test.each<[string, Who]>([
    ['the same children', {}],
    ['with another family name', { name: upTo(6, otherFamily, usual) }],
    ['with a mended birth date', { birth: upTo(6, (n) => birthOf(n + 1), birthOf) }],
  ])('%s come back without a word', async (_name, who) => {
    const { run, outcome } = await comeBack(6, who);
    expect([outcome, await tripped(run), await told(run)]).toEqual(['DEFERRED', [], []]);
  });

  test('without demographics the given name decides', async () => {
    const noBirths = (dayOf: DayOf): DayOf => ({ ...dayOf, more: {} });
    const held = await comeBack(5, { name: upTo(5, otherName, usual) }, 40, noBirths);
    expect([held.outcome, await tripped(held.run)]).toEqual(['HELD', ['idUsedAgain']]);
    const passed = await comeBack(5, { name: upTo(5, otherFamily, usual) }, 40, noBirths);
    expect([passed.outcome, await told(passed.run)]).toEqual(['DEFERRED', []]);
  });
});
