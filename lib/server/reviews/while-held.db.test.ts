import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { addWindow, endWindow, windowInput } from '../policy/windows';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { assignReview, commentOnReview } from './commands/triage';
import { approve } from './commands/approve';
import { reject } from './commands/reject';
import { listViewed, setViewed } from './presence';
import { compareVersions, findReview } from './queries/review-detail';
import { listReviews } from './queries/queue';
import { listTimeline } from './queries/timeline';
import { escalateReviews } from './escalation';

const START = '2026-09-01T15:00:00Z';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function held(seed: string) {
  ctx.clock.set(START);
  const district = await createLiveDistrict(ctx, { seed });
  const day = nextDay(district.day, 'promotion');
  const runId = await district.receiveDay(day);
  expect(await district.stateOf(runId)).toBe('HELD');
  const target = await targetOf(ctx, runId);
  return { district, day, runId, target };
}

const breakOf = (breakId: number) =>
  ctx.db.prisma.circuitBreak.findUniqueOrThrow({ where: { id: breakId } });

const mailsOf = async ({ tenantId }: { tenantId: number }, kind?: string) =>
  (
    await ctx.db.prisma.outboxMail.findMany({
      where: { tenantId, ...(kind ? { kind } : {}) },
      orderBy: { id: 'asc' },
    })
  ).map((mail) => mail.kind);

test('held v1, next files clean: applied, v1 superseded, and who was told hears that it is over', async () => {
  const { district, runId, target } = await held('clean');
  await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  const next = await district.receiveDay(nextDay(district.day, { kind: 'churn', share: 0.01 }));
  expect(await district.stateOf(next)).toBe('APPLIED');
  expect(await district.stateOf(runId)).toBe('SUPERSEDED');
  expect(await breakOf(target.breakId)).toMatchObject({ state: 'SUPERSEDED' });
  expect(await mailsOf(district, 'review-over')).not.toEqual([]);
  expect(await approve(ctx, district.actor, { ...target, comment })).toEqual({
    ok: false,
    code: 'NOT_OPEN',
  });
});

test('held, and next files that say what is live: over, and nobody says that they passed anything', async () => {
  const { district, runId } = await held('same-as-live');
  const contact = await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  expect(await district.stateOf(await district.receiveDay(district.day))).toBe('NO_CHANGE');
  expect(await district.stateOf(runId)).toBe('SUPERSEDED');
  const { text } = await ctx.db.prisma.outboxMail.findFirstOrThrow({
    where: { tenantId: district.tenantId, kind: 'review-over', toAddress: contact.email },
  });
  expect(text).toContain('Newer files match the live roster');
  expect(text).not.toContain('passed every check');
});

test('held v1, next files trip: version 2; v1 is stale; assignee and comments stay, a first yes does not', async () => {
  const { district, day, target } = await held('trips');
  const { tenantId, breakId } = target;
  const { id: assigneeId } = await createPerson(ctx);
  await assignReview(ctx, district.actor, { tenantId, breakId, assigneeId });
  await commentOnReview(ctx, district.actor, { tenantId, breakId, text: 'asked by phone' });
  const opened = (await breakOf(breakId)).openedAt;
  const mails = (await mailsOf(district, 'run-held')).length;
  ctx.clock.advance(DAY);
  const second = await district.receiveDay(nextDay(day, { kind: 'churn', share: 0.02 }));
  expect(await district.stateOf(second)).toBe('HELD');
  expect(await approve(ctx, district.actor, { ...target, comment })).toEqual({
    ok: false,
    code: 'STALE',
  });
  const newest = await targetOf(ctx, second);
  expect(newest).toMatchObject({ breakId, version: 2 });
  expect(await breakOf(breakId)).toMatchObject({ state: 'OPEN', assigneeId, openedAt: opened });
  expect((await mailsOf(district, 'run-held')).length).toBe(mails);
  const kinds = (await listTimeline(ctx, tenantId, breakId)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind !== 'MAIL')).toEqual([
    'OPENED',
    'ASSIGNED',
    'COMMENT',
    'NEW_VERSION',
  ]);
  // What changed between them can be asked for.
  const difference = await compareVersions(ctx, target, 1, 2);
  expect(difference.some(({ before, after }) => before !== after)).toBe(true);
  const review = await findReview(ctx, breakId);
  expect(review).toMatchObject({ version: 2, latestVersion: 2, runId: second });
  expect(await findReview(ctx, breakId, 1)).toMatchObject({ version: 1, latestVersion: 2 });
  expect(await approve(ctx, district.actor, { ...newest, comment })).toMatchObject({ ok: true });
});

test('a tick stays where the next version has the same group, change for change', async () => {
  const { district, day, target } = await held('ticks');
  const userId = district.actor.userId ?? 0;
  const tick = (version: number, entity: 'orgs' | 'students', action: 'REMOVE' | 'UPDATE') =>
    setViewed(ctx, { ...target, version, userId, entity, action, isViewed: true });
  expect(await tick(1, 'students', 'REMOVE')).toBe(true);
  expect(await tick(1, 'students', 'UPDATE')).toBe(true);
  expect(await tick(1, 'orgs', 'REMOVE')).toBe(false);
  const second = await district.receiveDay(nextDay(day, { kind: 'churn', share: 0.02 }));
  expect((await targetOf(ctx, second)).version).toBe(2);
  const difference = await compareVersions(ctx, target, 1, 2);
  const same = difference
    .filter(({ isSame }) => isSame)
    .map(({ entity, action }) => `${entity} ${action}`);
  const { viewed, groups } = await listViewed(ctx, { ...target, version: 2, userId });
  const ticked = ['students REMOVE', 'students UPDATE'];
  expect(viewed).toEqual(ticked.filter((key) => same.includes(key)));
  expect(groups).toBeGreaterThan(2);
  expect((await listViewed(ctx, { ...target, userId })).viewed).toEqual(ticked);
  expect(same.length).toBeGreaterThan(0);
  expect(same.length).toBeLessThan(groups);
});

test('the same changes as those turned down: held without new mail for a day, then with', async () => {
  const { district, day, target } = await held('rejected');
  expect(
    await reject(ctx, district.actor, { ...target, reason: 'wrong', reasonCode: 'wrong-year' }),
  ).toMatchObject({ ok: true });
  const mails = await mailsOf(district);
  ctx.clock.advance(2 * HOUR);
  const again = await district.receiveDay(day);
  expect(await district.stateOf(again)).toBe('HELD');
  const next = await targetOf(ctx, again);
  expect(next.fingerprint).toBe(target.fingerprint);
  expect(next.breakId).not.toBe(target.breakId);
  const [row] = (await listReviews(ctx, { isOpen: true, tenantId: district.tenantId })).rows;
  expect(row?.tags).toEqual(['same-as-rejected']);
  const before = async (id: number) => (await findReview(ctx, id))?.rejectedBeforeId;
  expect(await before(next.breakId)).toBe(target.breakId);
  expect(await before(target.breakId)).toBeNull();
  await escalateReviews(ctx);
  expect(await mailsOf(district)).toEqual(mails);
  ctx.clock.advance(23 * HOUR);
  await escalateReviews(ctx);
  expect((await mailsOf(district)).filter((kind) => kind === 'run-held').length).toBeGreaterThan(
    mails.filter((kind) => kind === 'run-held').length,
  );
  const after = await mailsOf(district, 'run-held');
  await escalateReviews(ctx);
  expect(await mailsOf(district, 'run-held')).toEqual(after);
});

test('changes turned down are held also where no limit stops them', async () => {
  const { district } = await held('rejected-small');
  const small = nextDay(district.day, { kind: 'churn', share: 0.01 });
  // Held because the update before was undone; turned down; then the undo is no reason any more.
  const first = await district.receiveDay(small);
  await requestUndo(ctx, district.actor, { id: first, tenantId: district.tenantId }, 'Not meant.');
  await workOnRuns(ctx);
  const second = await district.receiveDay(small);
  expect(await district.stateOf(second)).toBe('HELD');
  await reject(ctx, district.actor, { ...(await targetOf(ctx, second)), reason: 'no' });
  await ctx.db.prisma.syncRun.updateMany({ where: { id: first }, data: { undoneAt: null } });
  const third = await district.receiveDay(small);
  expect(await district.stateOf(third)).toBe('HELD');
  const { tags } = await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId: third },
  });
  expect(tags).toEqual(['same-as-rejected']);
});

test('files that are of no use neither replace nor clear a break', async () => {
  const { district, runId, target } = await held('invalid');
  const invalid = await district.receiveDay(nextDay(district.day, 'emptyUsers'));
  expect(await district.stateOf(invalid)).toBe('INVALID');
  expect(await district.stateOf(runId)).toBe('HELD');
  expect(await breakOf(target.breakId)).toMatchObject({ state: 'OPEN' });
  expect(await approve(ctx, district.actor, { ...target, comment })).toMatchObject({ ok: true });
});

test('a checked run that waits for its slot outlives files of no use and gives way to usable ones', async () => {
  ctx.clock.set(START);
  const district = await createLiveDistrict(ctx, {
    seed: 'deferred',
    connection: { applySlot: 'OVERNIGHT' },
  });
  const small = nextDay(district.day, { kind: 'churn', share: 0.01 });
  const waiting = await district.receiveDay(small);
  expect(await district.stateOf(waiting)).toBe('DEFERRED');
  // A newer set is queued while the slot comes: it goes first, and proves of no use.
  ctx.clock.advance(DAY);
  const connection = { id: district.connectionId, tenantId: district.tenantId };
  const invalid = await queueRun(ctx, connection, dayFiles(nextDay(small, 'emptyUsers')));
  expect(await district.stateOf(waiting)).toBe('DEFERRED');
  await workOnRuns(ctx);
  expect(await district.stateOf(invalid.id)).toBe('INVALID');
  expect(await district.stateOf(waiting)).toBe('APPLIED');

  const older = await district.receiveDay(nextDay(small, { kind: 'churn', share: 0.01 }));
  const newer = await district.receiveDay(nextDay(small, { kind: 'churn', share: 0.02 }));
  expect(await district.stateOf(older)).toBe('SUPERSEDED');
  expect(await district.stateOf(newer)).toBe('DEFERRED');
  const tripping = await district.receiveDay(nextDay(small, 'promotion'));
  expect(await district.stateOf(tripping)).toBe('HELD');
  expect(await district.stateOf(newer)).toBe('SUPERSEDED');
});

test('held, no files for seven days: expired, nothing applied; a decision then is refused', async () => {
  const { district, runId, target } = await held('expiry');
  await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  ctx.clock.advance(7 * DAY - 1000);
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  ctx.clock.advance(1000);
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('EXPIRED');
  expect(await breakOf(target.breakId)).toMatchObject({ state: 'EXPIRED' });
  const mails = await mailsOf(district, 'review-expired');
  expect(mails.length).toBeGreaterThan(0);
  await escalateReviews(ctx);
  expect(await mailsOf(district, 'review-expired')).toEqual(mails);
  const { baselineRunId } = await ctx.db.prisma.connection.findFirstOrThrow({
    where: { tenantId: district.tenantId },
  });
  expect(baselineRunId).toBe(district.baselineRunId);
  expect(await approve(ctx, district.actor, { ...target, comment })).toEqual({
    ok: false,
    code: 'NOT_OPEN',
  });
});

test('a blackout does not count to the seven days, also where it was called off', async () => {
  const { district, runId } = await held('blackout');
  const contact = await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  const { tenantId, actor } = district;
  const plan = (startDate: string, endDate: string) =>
    addWindow(
      ctx,
      actor,
      tenantId,
      windowInput.parse({ kind: 'BLACKOUT', startDate, endDate, reason: 'fall break' }),
    );
  await plan('2026-09-02', '2026-09-11');
  const second = await plan('2026-09-13', '2026-09-30');
  if (!second.ok) throw new Error(second.code);
  ctx.clock.set('2026-09-11T15:00:00Z');
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  const [late] = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: 'review-late', toAddress: contact.email },
  });
  expect(late?.text).toContain('Nothing for you to do now.');
  expect(late?.text).not.toMatch(/expires|Keep sending/);
  ctx.clock.set('2026-09-15T15:00:00Z');
  await endWindow(ctx, actor, tenantId, second.id);
  // Of the seven days, 16 hours had gone by before the first, one day between the two, and the rest comes now.
  const expiresAt = new Date('2026-09-20T23:00:00Z').getTime();
  ctx.clock.set(new Date(expiresAt - 1000).toISOString());
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  ctx.clock.set(new Date(expiresAt).toISOString());
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('EXPIRED');
});

test('while files keep coming it stays open past seven days, and asks daily after the third', async () => {
  const { district, day, target } = await held('reminder');
  let files = day;
  for (let passed = 1; passed <= 9; passed += 1) {
    ctx.clock.advance(DAY);
    files = nextDay(files, { kind: 'churn', share: 0.01 });
    await district.receiveDay(files);
    await escalateReviews(ctx);
    await escalateReviews(ctx);
  }
  expect(await breakOf(target.breakId)).toMatchObject({ state: 'OPEN' });
  const reminders = await ctx.db.prisma.circuitBreakEvent.count({
    where: { breakId: target.breakId, kind: 'STAFF_REMINDED' },
  });
  expect(reminders).toBe(7);
});

test('the leads after one business day, the district after two, each once; over when it is decided', async () => {
  const { district, target } = await held('clock');
  const lead = await createPerson(ctx, { role: 'ADMIN' });
  const contact = await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
  // Opened on a Tuesday at 08:00 in Los Angeles: due that day at 17:00, promised for the next.
  const to = async (kind: string) =>
    (await ctx.db.prisma.outboxMail.findMany({ where: { tenantId: district.tenantId, kind } })).map(
      ({ toAddress }) => toAddress,
    );
  ctx.clock.set('2026-09-01T23:59:59Z');
  await escalateReviews(ctx);
  expect(await to('review-overdue')).toEqual([]);
  ctx.clock.set('2026-09-02T00:00:00Z');
  await escalateReviews(ctx);
  await escalateReviews(ctx);
  expect(await to('review-overdue')).toEqual([lead.email]);
  expect(await to('review-late')).toEqual([]);
  ctx.clock.set('2026-09-03T00:00:00Z');
  await escalateReviews(ctx);
  await escalateReviews(ctx);
  expect(await to('review-late')).toEqual([contact.email]);
  expect(await to('review-overdue')).toEqual([lead.email]);
  const [row] = (await listReviews(ctx, { isOpen: true, tenantId: district.tenantId })).rows;
  expect(row).toMatchObject({ due: 'breached' });
  await approve(ctx, district.actor, { ...target, comment });
  expect((await to('review-over')).sort()).toEqual([contact.email, lead.email].sort());
});

async function pause({ tenantId }: LiveDistrict, pausedAt: Date | null): Promise<void> {
  await ctx.db.prisma.connection.updateMany({ where: { tenantId }, data: { pausedAt } });
}

test('a pause stops the clock and every decision; going on works the held files out again', async () => {
  const { district, runId, target } = await held('pause');
  const { breakId } = target;
  await pause(district, ctx.clock.now());
  await escalateReviews(ctx);
  expect(await approve(ctx, district.actor, { ...target, comment })).toEqual({
    ok: false,
    code: 'PAUSED',
  });
  ctx.clock.advance(20 * DAY);
  await escalateReviews(ctx);
  expect(await breakOf(breakId)).toMatchObject({ state: 'OPEN', escalatedAt: null });
  expect((await findReview(ctx, breakId))?.due).toBe('stopped');
  await pause(district, null);
  await escalateReviews(ctx);
  expect(await district.stateOf(runId)).toBe('QUEUED');
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  expect(await targetOf(ctx, runId)).toEqual(target);
  expect((await findReview(ctx, breakId))?.due).toBe('in-time');
  expect(await approve(ctx, district.actor, { ...target, comment })).toMatchObject({ ok: true });
});

test('an undo plans what is held again: another change set is another version', async () => {
  ctx.clock.set(START);
  const district = await createLiveDistrict(ctx, { seed: 'replanned' });
  const small = nextDay(district.day, { kind: 'churn', share: 0.02 });
  const applied = await district.receiveDay(small);
  expect(await district.stateOf(applied)).toBe('APPLIED');
  const runId = await district.receiveDay(nextDay(small, 'promotion'));
  const before = await targetOf(ctx, runId);
  await requestUndo(
    ctx,
    district.actor,
    { id: applied, tenantId: district.tenantId },
    'Not meant.',
  );
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  const after = await targetOf(ctx, runId);
  expect(after).toMatchObject({ breakId: before.breakId, version: 2 });
  expect(after.fingerprint).not.toBe(before.fingerprint);
  expect(await approve(ctx, district.actor, { ...before, comment })).toEqual({
    ok: false,
    code: 'STALE',
  });
  const admin = await createPerson(ctx, { role: 'ADMIN' });
  expect(await approve(ctx, actorOf(admin), { ...after, comment })).toMatchObject({ ok: true });
});
