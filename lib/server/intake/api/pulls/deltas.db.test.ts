// Changes alone, night after night: the roster is what the source holds, and everything is read wherever changes would not be enough.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '@/lib/core/calendar/plain-date';
import { ONEROSTER_COLLECTIONS } from '@/lib/core/oneroster-json/collections';
import { createDistrict, nextDay, type Day } from '@/lib/synthetic/district';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import {
  createApiDistrict,
  pullWorkerFor,
  reaching,
  type ApiDistrict,
} from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { checkHandedOver, goThrough, pullThrough } from '@/lib/testing/pull-through';
import { targetOf } from '@/lib/testing/reviews';
import { changePullRules } from '../../../connections/commands/change-api-account';
import { workOnRuns } from '../../../jobs/handlers/work-on-runs';
import { askForTest } from '../../../pulls/commands/ask-for-test';
import { approve } from '../../../reviews/commands/approve';
import { reject } from '../../../reviews/commands/reject';
import { planPulls } from './plan-pulls';

let ctx: TestContext;
let simulator: OneRosterSimulator;
let district: ApiDistrict;
let day: Day;

/** Tuesday, September 1, in the small hours of Los Angeles. */
const FIRST_NIGHT = '2026-09-01T08:00:00Z';

beforeAll(async () => {
  day = createDistrict({ students: 150, seed: 'deltas', date: '2026-09-01' });
  simulator = await startOneRosterSimulator({ day, goneRows: 'tobedeleted' });
  ctx = reaching(await createTestContext({ now: FIRST_NIGHT }), simulator.base);
  district = await createApiDistrict(ctx, simulator);
  const { tenantId, connectionId, actor } = district;
  await ctx.db.prisma.connection.updateMany({ data: { applySlot: 'ON_ARRIVAL' } });
  const asked = await askForTest(ctx, actor, tenantId, connectionId);
  if (!asked.ok) throw new Error(asked.code);
  const worker = pullWorkerFor(ctx);
  await worker.testConnections(ctx);
  await worker.stop();
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

/** The pull of a night and what became of it. */
async function night(date: string) {
  ctx.clock.set(`${date}T08:00:00Z`);
  expect(await planPulls(ctx)).toBe(1);
  expect(await planPulls(ctx)).toBe(0);
  const { tenantId } = district;
  const { number } = await ctx.db.prisma.pull.findFirstOrThrow({
    where: { tenantId },
    orderBy: { id: 'desc' },
  });
  const pull = await goThrough(ctx, { tenantId, number });
  await checkHandedOver(ctx);
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId },
    orderBy: { id: 'desc' },
  });
  return { pull, run };
}

/** The source's records change on a day; those that do not keep the time of their last change. */
function changeOn(date: string, share: number): void {
  while (day.date < date)
    day = nextDay(day, { kind: 'churn', share: day.date < dayBefore(date) ? 0 : share });
  simulator.setDay(day);
}

const dayBefore = (date: string): string => addDays(date, -1);

async function approveRun(runId: number) {
  await ctx.db.prisma.gateResult.updateMany({ where: { runId }, data: { outcome: 'passed' } });
  const target = await targetOf(ctx, runId);
  const approved = await approve(ctx, district.actor, { ...target, comment: 'looked at' });
  expect(approved).toMatchObject({ ok: true });
  await workOnRuns(ctx);
}

const TABLES = {
  orgs: 'roster_org',
  academicSessions: 'roster_academic_session',
  courses: 'roster_course',
  classes: 'roster_class',
  users: 'roster_user',
  enrollments: 'roster_enrollment',
  demographics: 'roster_demographics',
} as const;

/** Ids of active records, in the live roster and at the source. */
async function expectSameAsSource(): Promise<void> {
  const token = await fetch(simulator.tokenAddress, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${simulator.key}:${simulator.secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  for (const collection of ONEROSTER_COLLECTIONS) {
    const answer = await fetch(`${simulator.base}/${collection}?limit=100000`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    const body = (await answer.json()) as Record<string, { sourcedId: string; status: string }[]>;
    const there = (body[collection] ?? [])
      .filter(({ status }) => status !== 'tobedeleted')
      .map(({ sourcedId }) => sourcedId);
    const { rows } = await ctx.db.pool.query<{ id: string }>(
      `SELECT sourced_id AS id FROM ${TABLES[collection]} WHERE tenant_id = $1 AND removed_at IS NULL`,
      [district.tenantId],
    );
    expect(rows.map(({ id }) => id).sort(), collection).toEqual(there.sort());
  }
}

test('a week of nights', async () => {
  const first = await night('2026-09-01');
  expect(first.pull).toMatchObject({ extent: 'FULL', status: 'UPDATE' });
  await approveRun(first.run?.id ?? 0);
  await expectSameAsSource();

  // All of it is of the day before: it comes again, and changes nothing.
  const again = await night('2026-09-02');
  expect([again.pull.extent, again.run?.state]).toEqual(['DELTA', 'NO_CHANGE']);

  // Nothing changed: nothing is handed over, and no run begins.
  const same = await night('2026-09-03');
  expect(same.pull).toMatchObject({ extent: 'DELTA', status: 'NO_CHANGES', rowCount: 0 });
  expect(same.run?.id).toBe(again.run?.id);

  changeOn('2026-09-03', 0.02);
  const changed = await night('2026-09-04');
  expect(changed.pull).toMatchObject({ extent: 'DELTA', status: 'UPDATE' });
  expect(changed.pull.rowCount).toBeLessThan(first.pull.rowCount / 4);
  if (changed.run?.state === 'HELD') await approveRun(changed.run.id);
  await expectSameAsSource();

  // Rejected: its changes are not in force, and a delta would not bring them again.
  changeOn('2026-09-04', 0.3);
  const held = await night('2026-09-05');
  expect([held.pull.extent, held.run?.state]).toEqual(['DELTA', 'HELD']);
  const target = await targetOf(ctx, held.run?.id ?? 0);
  expect(await reject(ctx, district.actor, { ...target, reason: 'not now' })).toMatchObject({
    ok: true,
  });
  // Sunday would read everything anyway.
  const after = await night('2026-09-08');
  expect(after.pull.extent).toBe('FULL');
  if (after.run?.state === 'HELD') await approveRun(after.run.id);
  await expectSameAsSource();

  expect((await night('2026-09-09')).pull.extent).toBe('DELTA');
  expect((await night('2026-09-13')).pull.extent).toBe('FULL');
  expect((await night('2026-09-14')).pull.extent).toBe('DELTA');

  // Other settings may mean other rows.
  const { tenantId, connectionId, actor } = district;
  const settings = { userNameFrom: 'email' } as const;
  expect(await changePullRules(ctx, actor, tenantId, connectionId, { settings })).toEqual({
    ok: true,
  });
  expect((await night('2026-09-15')).pull.extent).toBe('FULL');
});

test('what changes were built on was taken back', async () => {
  const { tenantId } = district;
  const full = await night('2026-09-16');
  if (full.run?.state === 'HELD') await approveRun(full.run.id);
  expect((await night('2026-09-17')).pull.extent).toBe('DELTA');
  await ctx.db.prisma.syncRun.updateMany({
    where: { tenantId, state: 'APPLIED' },
    data: { undoneAt: ctx.clock.now() },
  });
  expect((await night('2026-09-18')).pull.extent).toBe('FULL');
});

test('asked for by a person, everything is read', async () => {
  expect((await pullThrough(ctx, district)).extent).toBe('FULL');
});
