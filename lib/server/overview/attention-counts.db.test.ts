// What navigation counts is what the pages of each district list.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createWaitingDistrict, holdForReview } from '@/lib/testing/waiting-district';
import { listAttendanceRuns } from '../attendance/queries/runs';
import { getFeedBoard } from '../attendance/queries/feed-board';
import { listUnmappedCategories } from '../attendance/queries/mapping';
import { listNoticeLists } from '../attendance/queries/notices';
import { listReviews } from '../reviews/queries/queue';
import { countsForDistrict, countsForStaff } from './queries/attention-counts';
import { refreshStatuses } from './refresh-statuses';

const TODAY = '2026-11-19';
/** After the cut-off, so that lists are held. */
const EVENING = '2026-11-20T01:00:00Z';
const staff = { userId: 0, role: 'IMPLEMENTATION' } as const;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: EVENING });
});
afterAll(() => ctx.close());

test('counts what the pages of a district list, and of all districts their sum', async () => {
  const one = await createWaitingDistrict(ctx, TODAY);
  const other = await createWaitingDistrict(ctx, TODAY);
  await holdForReview(ctx, one);
  await holdForReview(ctx, other, { snoozedUntil: new Date('2026-11-21T01:00:00Z') });
  let sum = 0;
  for (const { tenantId } of [one, other]) {
    const board = await getFeedBoard(ctx, { tenantId, date: TODAY });
    const near = board.feeds.filter(({ state }) => state === 'NEAR');
    const lists = await listNoticeLists(ctx, { tenantId, date: TODAY });
    const words = await listUnmappedCategories(ctx, tenantId);
    const { rows: reviews } = await listReviews(ctx, { isOpen: true, tenantId });
    const counts = await countsForDistrict(ctx, tenantId, staff);
    expect(counts).toEqual({
      reviews: reviews.length,
      heldNotices: lists.filter(({ state }) => state === 'HELD').length,
      nearNames: near.length,
      heldFiles: 0,
      unmappedWords: words.length,
      lateFeeds: 0,
      questions: 0,
      attendance: 2 + 1 + 2,
    });
    expect(reviews).toHaveLength(tenantId === one.tenantId ? 1 : 0);
    sum += counts.attendance;
  }
  expect(await countsForStaff(ctx, staff)).toEqual({
    reviews: 1,
    heldNotices: 4,
    nearNames: 2,
    heldFiles: 0,
    unmappedWords: 4,
    lateFeeds: 0,
    failedMails: 0,
    questions: 0,
  });
  expect(sum).toBe(10);
});

test('a list that is held waits on its own day alone, and an empty file until somebody decides', async () => {
  const district = await createWaitingDistrict(ctx, TODAY);
  const { tenantId } = district;
  const counts = () => countsForDistrict(ctx, tenantId, staff);
  expect((await counts()).heldNotices).toBe(2);
  ctx.clock.set('2026-11-20T20:00:00Z');
  expect((await counts()).heldNotices).toBe(0);
  await ctx.db.prisma.attendanceRun.updateMany({
    where: { tenantId, fileName: 'attendance.csv' },
    data: { state: 'HELD', holdCode: 'EMPTY_ON_SCHOOL_DAY' },
  });
  const held = await listAttendanceRuns(ctx, {
    tenantId,
    state: 'HELD',
    fileName: null,
    page: 1,
    pageSize: 50,
  });
  // The other one waits for an answer about its name, and is counted there.
  expect(held.rows).toHaveLength(2);
  expect(await counts()).toMatchObject({ heldFiles: 1, nearNames: 1 });
  ctx.clock.set(EVENING);
});

test('mail that failed is counted for a week', async () => {
  const { tenantId } = await createWaitingDistrict(ctx, TODAY);
  const mail = (failedAt: string | null) => ({
    tenantId,
    kind: 'run-held',
    toAddress: 'contact@example.org',
    subject: 'Held',
    text: '',
    html: '',
    failedAt,
  });
  await ctx.db.prisma.outboxMail.createMany({
    data: [mail(null), mail('2026-11-19T20:00:00Z'), mail('2026-11-12T20:00:00Z')],
  });
  expect((await countsForStaff(ctx, staff)).failedMails).toBe(1);
});

test('nobody counts what they may not see', async () => {
  const mine = await createWaitingDistrict(ctx, TODAY);
  const psm = await createPerson(ctx, { role: 'PSM' });
  await ctx.db.prisma.tenant.update({ where: { id: mine.tenantId }, data: { psmId: psm.id } });
  const limited = { ...ctx, settings: { ...ctx.settings, isPsmLimited: true } };
  const person = { userId: psm.id, role: 'PSM' } as const;
  expect(await countsForStaff(limited, person)).toMatchObject({ unmappedWords: 2, nearNames: 1 });
  const contact = { role: 'DISTRICT_CONTACT' } as const;
  expect(await countsForDistrict(ctx, mine.tenantId, contact)).toMatchObject({
    reviews: 0,
    heldNotices: 0,
    attendance: 3,
  });
});

test('a question that a district has not answered counts for it, until it is answered or over', async () => {
  const district = await createWaitingDistrict(ctx, TODAY);
  const { tenantId } = district;
  const breakId = await holdForReview(ctx, district);
  const question = await ctx.db.prisma.circuitBreakQuestion.create({
    data: {
      ...{ tenantId, breakId, version: 1, askedAt: ctx.clock.now() },
      expiresAt: new Date(ctx.clock.now().getTime() + 86_400_000),
    },
  });
  const count = async () => {
    await refreshStatuses(ctx);
    return (await countsForDistrict(ctx, tenantId, { role: 'DISTRICT_CONTACT' })).questions;
  };
  expect(await count()).toBe(1);
  await ctx.db.prisma.circuitBreakQuestion.update({
    where: { id: question.id },
    data: { answeredAt: ctx.clock.now(), answer: 'EXPECTED' },
  });
  expect(await count()).toBe(0);
});
