import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, without, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, type GivenFile } from '@/lib/testing/deliver';
import type { Actor } from '../app-context';
import { applySyncRun } from '../pipeline/apply-sync-run';
import { processSyncRun } from '../pipeline/process-sync-run';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { firstSyncGate, waiveCriterion } from './first-sync-gate';
import { limitInput, listLimits, resetLimit, setLimit } from './district-limits';
import { findPause, pauseDeliveries, resumeDeliveries } from './pauses';
import { savePlanningForm } from './planning-form';
import { simulateLimits } from './simulate-limits';
import { addWindow, endWindow, listWindows, windowInput } from './windows';

let ctx: TestContext;
let actor: Actor;
beforeAll(async () => {
  ctx = await createTestContext();
  const person = await createPerson(ctx, { role: 'ADMIN' });
  actor = { kind: 'person', userId: person.id, sourceAddress: null };
});
afterAll(() => ctx.close());

const limit = (ruleId: string, limitPercent: number, reason = 'small schools') => ({
  ...limitInput.parse({ ruleId, limitPercent }),
  reason,
});

async function district() {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  return { tenantId: tenant.id, connection };
}

async function receive(connection: { id: number; tenantId: number }, files: GivenFile[]) {
  const run = await deliverRun(ctx, connection, files);
  return { run, outcome: await processSyncRun(ctx, run) };
}

/** Applied, as if approved. */
async function apply(run: { id: number; tenantId: number }): Promise<void> {
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
  await ctx.db.prisma.circuitBreak.updateMany({
    where: { tenantId: run.tenantId },
    data: { state: 'APPROVED' },
  });
}

/** So many students leave: not the first, in whom the one line of enrollments.csv would be left without a student. */
const leaving =
  (count: number): DayOf['change'] =>
  (id, row) => {
    const number = id.startsWith('u') ? Number(id.slice(1)) : 0;
    return number > 1 && number <= count + 1 ? null : row;
  };

const audits = async (tenantId: number): Promise<string[]> => {
  const rows = await ctx.db.prisma.auditEvent.findMany({
    where: { tenantId, actorId: actor.userId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ action }) => action);
};

describe('limits', () => {
  test("a district's own limit decides, says who and why, and can be taken back", async () => {
    const { tenantId, connection } = await district();
    const of = { students: 1_000 };
    await apply((await receive(connection, districtFiles(of))).run);
    await ctx.db.pool.query(`UPDATE sync_run SET applied_at = applied_at - interval '40 days'`);
    expect(await setLimit(ctx, actor, tenantId, limit('students.REMOVE', 3))).toEqual({ ok: true });
    const rows = (await listLimits(ctx, tenantId))?.rows ?? [];
    expect(rows.find(({ ruleId }) => ruleId === 'students.REMOVE')).toMatchObject({
      limitPercent: 3,
      limitCount: 25,
      defaultPercent: 5,
      reason: 'small schools',
      setBy: expect.stringContaining('Person'),
    });
    const files = districtFiles(of, { change: without('u', 30) });
    expect((await receive(connection, files)).outcome).toBe('HELD');
    expect(await resetLimit(ctx, actor, tenantId, 'students.REMOVE')).toEqual({ ok: true });
    const other = districtFiles(of, { change: without('u', 31) });
    expect((await receive(connection, other)).outcome).toBe('DEFERRED');
    expect(await audits(tenantId)).toEqual(['limit.set', 'limit.reset']);
  });

  test('a new district lives with half of every percentage', async () => {
    const { tenantId } = await district();
    const limits = await listLimits(ctx, tenantId);
    expect(limits?.profile).toBe('STRICT');
    expect(limits?.rows.find(({ ruleId }) => ruleId === 'students.REMOVE')).toMatchObject({
      limitPercent: 2.5,
      limitCount: 25,
    });
  });

  test.each([
    ['NEVER_RELAXED', limit('reachability', 4)],
    ['NO_SUCH_RULE', limit('students.VANISH', 4)],
    ['REASON_REQUIRED', limit('students.REMOVE', 4, ' ')],
  ] as const)('refuses: %s', async (code, input) => {
    const { tenantId } = await district();
    expect(await setLimit(ctx, actor, tenantId, input)).toEqual({ ok: false, code });
    expect(await resetLimit(ctx, actor, tenantId, input.ruleId)).toEqual({
      ok: false,
      code: 'NO_OWN_LIMIT',
    });
  });

  test("another district's limit is its own", async () => {
    const [one, other] = [await district(), await district()];
    await setLimit(ctx, actor, one.tenantId, limit('students.REMOVE', 1));
    const rows = (await listLimits(ctx, other.tenantId))?.rows ?? [];
    expect(rows.every(({ setAt }) => setAt === null)).toBe(true);
  });
});

const transition = (startDate: string, endDate: string, more = {}) =>
  windowInput.parse({ kind: 'TRANSITION', startDate, endDate, reason: 'rollover', ...more });

describe('a transition', () => {
  test('widens the limits for its days and ends by itself', async () => {
    const { tenantId, connection } = await district();
    const of = { students: 1_000 };
    await apply((await receive(connection, districtFiles(of))).run);
    const today = transition('2026-08-20', '2026-09-01', { expectedStudents: 800 });
    expect(await addWindow(ctx, actor, tenantId, today)).toMatchObject({ ok: true });
    const many = await receive(connection, districtFiles(of, { change: without('u', 200) }));
    expect(many.outcome).toBe('DEFERRED');
    const off = await receive(connection, districtFiles(of, { change: without('u', 79) }));
    expect(off.outcome, '921 are more than 15 % over 800').toBe('HELD');
    const start = ctx.clock.now();
    ctx.clock.advance(86_400_000);
    const late = await receive(connection, districtFiles(of, { change: without('u', 201) }));
    expect(late.outcome).toBe('HELD');
    ctx.clock.set(start);
  });

  test.each([
    ['TOO_LONG', '2026-08-01', '2026-08-22'],
    ['DATES_REVERSED', '2026-08-02', '2026-08-01'],
    ['OVERLAPS', '2026-10-20', '2026-10-25'],
    // End to end they would be one of 42 days.
    ['TOO_LONG', '2026-10-22', '2026-11-11'],
    ['TOO_LONG', '2026-09-30', '2026-09-30'],
  ])('refuses: %s', async (code, startDate, endDate) => {
    const { tenantId } = await district();
    const input = transition('2026-10-01', '2026-10-21');
    expect(await addWindow(ctx, actor, tenantId, input)).toMatchObject({ ok: true });
    expect(await addWindow(ctx, actor, tenantId, transition(startDate, endDate))).toEqual({
      ok: false,
      code,
    });
  });

  test('can be ended early, once, by its own district', async () => {
    const [one, other] = [await district(), await district()];
    await addWindow(ctx, actor, one.tenantId, transition('2026-09-01', '2026-09-10'));
    const [window] = await listWindows(ctx, one.tenantId);
    const refused = { ok: false, code: 'NO_SUCH_WINDOW' };
    const id = window?.id ?? 0;
    expect(await endWindow(ctx, actor, other.tenantId, id)).toEqual(refused);
    expect(await endWindow(ctx, actor, one.tenantId, id)).toEqual({ ok: true });
    expect(await endWindow(ctx, actor, one.tenantId, id)).toEqual(refused);
    expect((await listLimits(ctx, one.tenantId))?.profile).toBe('STRICT');
    // It never lasted a day, so the next one may be as long as any.
    const again = transition('2026-09-01', '2026-09-21');
    expect(await addWindow(ctx, actor, one.tenantId, again)).toMatchObject({ ok: true });
    expect((await listLimits(ctx, one.tenantId))?.profile).toBe('TRANSITION');
  });

  test('stored end to end it ends all the same', async () => {
    const { tenantId } = await district();
    const days = [
      { startDate: '2026-08-11', endDate: '2026-08-31' },
      { startDate: '2026-09-01', endDate: '2026-09-21' },
    ].map(({ startDate, endDate }) => ({
      tenantId,
      kind: 'TRANSITION' as const,
      reason: 'rollover',
      createdAt: ctx.clock.now(),
      startDate: new Date(startDate),
      endDate: new Date(endDate),
    }));
    await ctx.db.prisma.policyWindow.createMany({ data: days });
    expect(await listLimits(ctx, tenantId)).toMatchObject({
      profile: 'STRICT',
      transitionEndDate: null,
    });
  });
});

describe('a pause', () => {
  test('is opened and ended once', async () => {
    const { tenantId, connection } = await district();
    expect(await findPause(ctx, tenantId)).toBeNull();
    expect(await pauseDeliveries(ctx, actor, tenantId, 'summer')).toEqual({ ok: true });
    expect(await findPause(ctx, tenantId)).toMatchObject({ reason: 'summer' });
    expect(await pauseDeliveries(ctx, actor, tenantId, 'summer')).toEqual({
      ok: false,
      code: 'ALREADY_PAUSED',
    });
    expect(await resumeDeliveries(ctx, actor, tenantId)).toEqual({ ok: true });
    expect(await resumeDeliveries(ctx, actor, tenantId)).toEqual({ ok: false, code: 'NOT_PAUSED' });
    const pauses = await ctx.db.prisma.connectionPause.findMany({
      where: { connectionId: connection.id },
    });
    expect(pauses).toEqual([
      expect.objectContaining({ reason: 'summer', endedById: actor.userId }),
    ]);
  });

  test('holds the first files after it, however short it was', async () => {
    const { tenantId, connection } = await district();
    const of = { students: 400 };
    await apply((await receive(connection, districtFiles(of))).run);
    const start = ctx.clock.now();
    ctx.clock.advance(3_600_000);
    await pauseDeliveries(ctx, actor, tenantId, 'moving servers');
    ctx.clock.advance(3_600_000);
    await resumeDeliveries(ctx, actor, tenantId);
    const first = await receive(connection, districtFiles(of, { change: leaving(1) }));
    expect(first.outcome).toBe('HELD');
    await apply(first.run);
    const next = await receive(connection, districtFiles(of, { change: leaving(2) }));
    expect(next.outcome).toBe('DEFERRED');
    ctx.clock.set(start);
  });

  test('a blackout holds the first files after it', async () => {
    const { tenantId, connection } = await district();
    const of = { students: 400 };
    await apply((await receive(connection, districtFiles(of))).run);
    const blackout = { kind: 'BLACKOUT', startDate: '2026-09-01', endDate: '2026-09-02' };
    await addWindow(ctx, actor, tenantId, windowInput.parse({ ...blackout, reason: 'move' }));
    const start = ctx.clock.now();
    ctx.clock.advance(3 * 86_400_000);
    const { run, outcome } = await receive(connection, districtFiles(of, { change: leaving(1) }));
    expect(outcome).toBe('HELD');
    await apply(run);
    const next = await receive(connection, districtFiles(of, { change: leaving(2) }));
    expect(next.outcome).toBe('DEFERRED');
    ctx.clock.set(start);
  });
});

describe('the gate of a first roster', () => {
  test('names what failed; a waiver holds for exactly these changes', async () => {
    const { tenantId, connection } = await district();
    await savePlanningForm(ctx, actor, tenantId, { declaredStudents: 200, declaredSchools: 1 });
    const of = {
      students: 100,
      enrollmentsPerStudent: 1,
      reachable: 100,
      language: 'es',
      staff: 1,
    };
    const { run } = await receive(connection, districtFiles(of));
    const gate = await firstSyncGate(ctx, tenantId, run.id);
    expect(gate.isPassed).toBe(false);
    const failed = gate.rows.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ sentence }) => sentence)).toEqual([
      '100 students; the district declared 200, and up to 15\u00a0% more or fewer is fine.',
    ]);
    const target = { tenantId, runId: run.id, criterion: 'studentCount' as const };
    expect(await waiveCriterion(ctx, actor, { ...target, comment: ' ' })).toEqual({
      ok: false,
      code: 'REASON_REQUIRED',
    });
    expect(
      await waiveCriterion(ctx, actor, { ...target, criterion: 'duplicates', comment: 'fine' }),
    ).toEqual({ ok: false, code: 'NOT_FAILED' });
    const comment = 'the second school comes in January';
    expect(await waiveCriterion(ctx, actor, { ...target, comment })).toEqual({ ok: true });
    const after = await firstSyncGate(ctx, tenantId, run.id);
    expect(after.isPassed).toBe(true);
    expect(after.rows.find(({ waiver }) => waiver)?.waiver).toMatchObject({ comment });
    const again = await receive(connection, districtFiles({ ...of, students: 101 }));
    expect((await firstSyncGate(ctx, tenantId, again.run.id)).isPassed).toBe(false);
  });

  test('a new school shows the same of itself', async () => {
    const { connection, tenantId } = await district();
    const of = { students: 400, schools: 2 };
    await apply((await receive(connection, districtFiles(of))).run);
    const { run, outcome } = await receive(connection, districtFiles({ ...of, schools: 3 }));
    expect(outcome).toBe('HELD');
    const { rows, isPassed } = await firstSyncGate(ctx, tenantId, run.id);
    expect(isPassed).toBe(false);
    expect(new Set(rows.map(({ schoolSourcedId }) => schoolSourcedId))).toEqual(new Set(['s3']));
    expect(rows.find(({ criterion }) => criterion === 'studentsInClass')).toMatchObject({
      outcome: 'failed',
      count: 0,
      base: 133,
    });
  });
});

test('the simulator compares what was kept with other limits', async () => {
  const { tenantId, connection } = await district();
  const of = { students: 1_000 };
  const first = await receive(connection, districtFiles(of));
  await apply(first.run);
  await ctx.db.pool.query(`UPDATE sync_run SET applied_at = applied_at - interval '40 days'`);
  const held = await receive(connection, districtFiles(of, { change: without('u', 60) }));
  const passed = await receive(connection, districtFiles(of, { change: without('u', 40) }));
  expect([held.outcome, passed.outcome]).toEqual(['HELD', 'DEFERRED']);
  const proposed = (limitPercent: number) => [
    limitInput.parse({ ruleId: 'students.REMOVE', limitPercent }),
  ];
  const outcomes = async (percent: number) => {
    const result = await simulateLimits(ctx, tenantId, proposed(percent));
    if (!result.ok) throw new Error(result.code);
    const { rows, wereHeld, wouldBeHeld, passingNow, heldNow } = result.simulation;
    return [rows.map((row) => row.wouldBeHeld), wereHeld, wouldBeHeld, passingNow, heldNow];
  };
  // Newest first: 40 of 1,000, 60 of 1,000, the first roster.
  expect(await outcomes(5)).toEqual([[false, true, true], 2, 2, 0, 0]);
  expect(await outcomes(7)).toEqual([[false, false, true], 2, 1, 1, 0]);
  expect(await outcomes(4)).toEqual([[true, true, true], 2, 3, 0, 1]);
  expect(
    await simulateLimits(ctx, tenantId, [limitInput.parse({ ruleId: 'rekey2', limitPercent: 1 })]),
  ).toEqual({
    ok: false,
    code: 'NO_SUCH_RULE',
    ruleId: 'rekey2',
  });
});
