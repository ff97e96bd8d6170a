// What somebody let through holds nothing a second time; what changed or grew does.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../../jobs/handlers/work-on-runs';
import { simulateLimits } from '../../policy/simulate-limits';
import { addWindow } from '../../policy/windows';
import { approve } from '../../reviews/commands/approve';
import { requestUndo } from '../../sync-runs/commands/request-undo';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const of = { students: 400, staff: 1, enrollmentsPerStudent: 1, reachable: 10 };
const comment = 'the district knows them';
const DAY = 86_400_000;

const range = <T>(from: number, to: number, row: (n: number) => T): T[] =>
  Array.from({ length: to - from + 1 }, (_, at) => row(from + at));
/** The same students once more, at another school. */
const twice = (from: number, to: number, grade = '06'): DayOf => ({
  more: { 'users.csv': range(from, to, (n) => studentRow(`u${n}`, { grade })) },
});
/** Word for word: students from the eleventh on have no contacts. */
const copies = (from: number, to: number): DayOf => ({
  more: { 'users.csv': range(from, to, (n) => studentRow(`u${n}`)) },
});
const leadingNowhere = (from: number, to: number, to_ = 'k99'): DayOf => ({
  more: {
    'enrollments.csv': range(from, to, (n) => `x${n},,,${to_},s1,u${n},student,,,`),
  },
});
const unreadable = (from: number, to: number, role = 'robot'): DayOf => ({
  more: {
    'users.csv': range(from, to, (n) => studentRow(`x${n}`).replace('student', role)),
  },
});
/** The same values with blanks and quotes around them. */
const padded = (day: DayOf): DayOf => ({
  ...day,
  more: Object.fromEntries(
    Object.entries(day.more ?? {}).map(([name, rows]) => [
      name,
      rows.map((row) => row.replace(/(?<=^|,)([^,"]+)(?=,)/g, '" $1 "')),
    ]),
  ),
});
const beginningLong = (end: string): string => `${'robot '.repeat(12)}${end}`;
const withMore = (from: number, to: number, more = 'x'): DayOf => ({
  more: { 'users.csv': range(from, to, (n) => `${studentRow(`x${n}`)},${more},${n}`) },
});
const ofNobody = (from: number, to: number, grade = '05'): DayOf => ({
  more: {
    'users.csv': range(from, to, (n) => studentRow('', { grade }).replace('Example', `Long ${n}`)),
  },
});
const overlong = (from: number, to: number, end = 'end'): DayOf => ({
  more: {
    // The first of them is longer than what is read of a file at once.
    'users.csv': range(from, to, (n) =>
      studentRow(`x${n}`).replace('Ana', `${'a'.repeat(n === 1 ? 200_000 : 70_000)} ${end}`),
    ),
  },
});
const unclear = (from: number, to: number, grade = '07'): DayOf => ({
  delta: ['users.csv'],
  more: {
    'users.csv': range(from, to, (n) =>
      ['06', grade].map((each) =>
        studentRow(`u${n}`, { grade: each }).replace(',,', ',active,2026-09-01T00:00:00Z'),
      ),
    ).flat(),
  },
});
const brokenQuote = (from: number, to: number, name = 'An"a'): DayOf => ({
  more: { 'users.csv': range(from, to, (n) => studentRow(`x${n}`).replace('Ana', name)) },
});

/** Makes the day differ from the one before by a change of no weight. */
const named = (name: string, day: DayOf): DayOf => ({
  ...day,
  change: (id, row, file) => {
    const kept = day.change ? day.change(id, row, file) : row;
    return id === 't1' && kept ? kept.replace('Cher', name) : kept;
  },
});

async function live(first: DayOf = {}) {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, { applySlot: 'ON_ARRIVAL' });
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const stateOf = async (id: number): Promise<string> =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } })).state;
  let day = 0;
  const receive = async (given: DayOf): Promise<{ id: number; state: string }> => {
    day += 1;
    ctx.clock.advance(DAY);
    const { id } = await queueRun(ctx, connection, districtFiles(of, named(`Cher${day}`, given)));
    await workOnRuns(ctx);
    return { id, state: await stateOf(id) };
  };
  const accept = async (id: number, more: { preClear?: boolean } = {}): Promise<void> => {
    const done = await approve(ctx, lead, { ...(await targetOf(ctx, id)), comment, ...more });
    expect(done).toMatchObject({ ok: true });
    await workOnRuns(ctx);
    expect(await stateOf(id)).toBe('APPLIED');
  };
  const one = await receive(first);
  await ctx.db.prisma.gateResult.updateMany({
    where: { runId: one.id },
    data: { outcome: 'passed' },
  });
  await accept(one.id);
  await ctx.db.pool.query(
    `UPDATE sync_run SET applied_at = applied_at - interval '40 days' WHERE id = $1`,
    [one.id],
  );
  return { tenantId: tenant.id, lead, receive, accept, stateOf, first: one };
}

/** Each day in turn is compared with what was accepted first: what is held in between is not. */
test.each<[kind: string, accepted: DayOf, days: [name: string, day: DayOf, outcome: string][]]>([
  [
    'rows twice',
    twice(1, 15),
    [
      ['the same', twice(1, 15), 'APPLIED'],
      ['the same in another order', reversed(twice(1, 15)), 'APPLIED'],
      ['one more', twice(1, 16), 'HELD'],
      ['as many others', twice(21, 35), 'HELD'],
      ['one in place of another', twice(2, 16), 'HELD'],
      ['a third row of each', both(twice(1, 15), twice(1, 15)), 'HELD'],
      ['that differ in something else', otherName(1, 15), 'HELD'],
      ['that differ in the same, by other values', twice(1, 15, '07'), 'HELD'],
      ['the same in another hand', padded(twice(1, 15)), 'APPLIED'],
      ['beside rows that cannot be used', both(twice(1, 15), unreadable(1, 30)), 'HELD'],
      ['the same again', twice(1, 15), 'APPLIED'],
      ['fewer', twice(1, 12), 'APPLIED'],
      ['one that was gone', twice(1, 13), 'HELD'],
    ],
  ],
  [
    'copies of rows',
    copies(11, 25),
    [
      ['the same', copies(11, 25), 'APPLIED'],
      ['one more', copies(11, 26), 'HELD'],
      ['that became others', twice(11, 25), 'HELD'],
    ],
  ],
  [
    'rows that lead nowhere',
    leadingNowhere(1, 30),
    [
      ['the same', leadingNowhere(1, 30), 'APPLIED'],
      ['that lead elsewhere', leadingNowhere(1, 30, 'k98'), 'HELD'],
      ['one more', leadingNowhere(1, 31), 'HELD'],
      ['others', leadingNowhere(31, 60), 'HELD'],
    ],
  ],
  [
    'rows that cannot be used',
    unreadable(1, 30),
    [
      ['the same', unreadable(1, 30), 'APPLIED'],
      ['for another reason', unreadable(1, 30, 'pilot'), 'HELD'],
      ['others', unreadable(31, 60), 'HELD'],
      ['the same in another hand', padded(unreadable(1, 30)), 'APPLIED'],
    ],
  ],
  [
    'values that begin alike',
    unreadable(1, 30, beginningLong('one')),
    [
      ['the same', padded(reversed(unreadable(1, 30, beginningLong('one')))), 'APPLIED'],
      ['with another end', unreadable(1, 30, beginningLong('two')), 'HELD'],
    ],
  ],
  [
    'values that are as long',
    unreadable(1, 30, 'a@example.org'),
    [
      ['the same', padded(reversed(unreadable(1, 30, 'a@example.org'))), 'APPLIED'],
      ['others', unreadable(1, 30, 'b@example.org'), 'HELD'],
    ],
  ],
  [
    'rows with too many values',
    withMore(1, 30),
    [
      ['the same', padded(reversed(withMore(1, 30))), 'APPLIED'],
      ['with others', withMore(1, 30, 'y'), 'HELD'],
    ],
  ],
  [
    'rows of nobody',
    ofNobody(1, 30),
    [
      ['the same', padded(reversed(ofNobody(1, 30))), 'APPLIED'],
      ['with another value', ofNobody(1, 30, '06'), 'HELD'],
    ],
  ],
  [
    'records that are too long',
    overlong(1, 30),
    [
      ['the same', padded(reversed(overlong(1, 30))), 'APPLIED'],
      ['with another end', overlong(1, 30, 'and'), 'HELD'],
      ['one more', overlong(1, 31), 'HELD'],
    ],
  ],
  [
    'lines with a quote too many',
    brokenQuote(1, 30),
    [
      ['the same', reversed(brokenQuote(1, 30)), 'APPLIED'],
      ['with another name', brokenQuote(1, 30, 'An"na'), 'HELD'],
    ],
  ],
  [
    'states of which none is the newest',
    unclear(1, 30),
    [
      ['the same', padded(reversed(unclear(1, 30))), 'APPLIED'],
      ['another state', unclear(1, 30, '08'), 'HELD'],
    ],
  ],
])('%s, once accepted', async (_, accepted, days) => {
  const { receive, accept } = await live();
  const held = await receive(accepted);
  expect(held.state).toBe('HELD');
  await accept(held.id);
  const outcomes: string[] = [];
  for (const [name, day] of days) outcomes.push(`${name}: ${(await receive(day)).state}`);
  expect(outcomes).toEqual(days.map(([name, , outcome]) => `${name}: ${outcome}`));
});

function both(a: DayOf, b: DayOf): DayOf {
  const more = { ...a.more };
  for (const name of ['users.csv', 'enrollments.csv'] as const)
    more[name] = [...(a.more?.[name] ?? []), ...(b.more?.[name] ?? [])];
  return { more };
}

function reversed(day: DayOf): DayOf {
  return { ...day, more: { 'users.csv': [...(day.more?.['users.csv'] ?? [])].reverse() } };
}

function otherName(from: number, to: number): DayOf {
  const rows = twice(from, to, '05').more?.['users.csv'] ?? [];
  return { more: { 'users.csv': rows.map((row) => row.replace('Ana', 'Anabel')) } };
}

describe('what was accepted', () => {
  test('stays so day after day, and no limit asks again', async () => {
    const { tenantId, receive, accept } = await live();
    await accept((await receive(twice(1, 15))).id);
    for (let day = 0; day < 3; day += 1)
      expect((await receive(twice(1, 15))).state).toBe('APPLIED');
    // What did not hold is no reason that other limits would have held it.
    const result = await simulateLimits(ctx, tenantId, []);
    expect(result.ok && result.simulation.heldNow).toBe(0);
  });

  test('comes with a first roster too', async () => {
    const { receive } = await live(twice(1, 15));
    expect((await receive(twice(1, 15))).state).toBe('APPLIED');
    expect((await receive(twice(1, 16))).state).toBe('HELD');
  });

  test('is no longer, once it was gone', async () => {
    const { receive, accept } = await live();
    await accept((await receive(twice(1, 15))).id);
    expect((await receive({})).state).toBe('APPLIED');
    expect((await receive(twice(1, 15))).state).toBe('HELD');
  });

  test('outlives a day on which the file is not sent', async () => {
    const { receive, accept } = await live();
    const births = (year: number) => range(1, 15, (n) => `u${n},,,${year}-01-01,`);
    const repeated = { more: { 'demographics.csv': [...births(2015), ...births(2016)] } };
    await accept((await receive(repeated)).id);
    expect((await receive({})).state).toBe('APPLIED');
    expect((await receive(repeated)).state).toBe('APPLIED');
  });

  test('is a total beside the announced one, as far as it is off', async () => {
    const { tenantId, lead, receive, accept } = await live();
    const today = localDate(ctx.clock.now(), 'UTC');
    const added = await addWindow(ctx, lead, tenantId, {
      kind: 'TRANSITION',
      startDate: today,
      endDate: addDays(today, 20),
      reason: 'new year',
      expectedStudents: 300,
      expectedStaff: null,
      expectedContacts: null,
      expectedClasses: null,
    });
    expect(added).toMatchObject({ ok: true });
    const leaving = (count: number): DayOf => ({
      change: (id, row) => (Number(/^[ue](\d+)/.exec(id)?.[1] ?? 1_000) <= count ? null : row),
    });
    const held = await receive(leaving(30));
    expect(held.state).toBe('HELD');
    await accept(held.id);
    expect((await receive({ ...leaving(30), more: copies(31, 32).more ?? {} })).state).toBe(
      'APPLIED',
    );
    // Nearer to the number, then further from it again.
    expect((await receive(leaving(35))).state).toBe('APPLIED');
    expect((await receive(leaving(20))).state).toBe('HELD');
  });

  test('is what somebody looked at, not what follow-ups brought', async () => {
    const { receive, accept } = await live();
    await accept((await receive(twice(1, 15))).id, { preClear: true });
    // Of the size that may follow.
    expect((await receive(twice(2, 16))).state).toBe('APPLIED');
    ctx.clock.advance(3 * DAY);
    expect((await receive(twice(2, 16))).state).toBe('HELD');
  });

  test('holds nothing when the days of an approval are over', async () => {
    const { receive, accept } = await live();
    await accept((await receive(twice(1, 15))).id, { preClear: true });
    expect((await receive(twice(1, 15))).state).toBe('APPLIED');
    ctx.clock.advance(4 * DAY);
    expect((await receive(twice(1, 15))).state).toBe('APPLIED');
  });

  test('is taken back with the run', async () => {
    const { tenantId, lead, receive, accept } = await live();
    const held = await receive(twice(1, 15));
    await accept(held.id);
    await requestUndo(ctx, lead, { id: held.id, tenantId }, 'not meant');
    await workOnRuns(ctx);
    const again = await receive(twice(1, 15));
    expect(again.state).toBe('HELD');
    const reached = await ctx.db.prisma.ruleEvaluation.findMany({
      where: { runId: again.id, tripped: true },
    });
    expect(reached.map(({ ruleId }) => ruleId)).toEqual(['duplicates']);
  });
});
