// What navigation counts is what the pages of each district list.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { listAttendanceRuns } from '../attendance/queries/runs';
import { getFeedBoard } from '../attendance/queries/feed-board';
import { listUnmappedCategories } from '../attendance/queries/mapping';
import { listNoticeLists } from '../attendance/queries/notices';
import { listReviews } from '../reviews/queries/queue';
import { countsForDistrict, countsForStaff } from './queries/attention-counts';

const TODAY = '2026-11-19';
/** After the cut-off, so that lists are held. */
const EVENING = '2026-11-20T01:00:00Z';
const staff = { userId: 0, role: 'IMPLEMENTATION' } as const;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: EVENING });
});
afterAll(() => ctx.close());

async function createWaitingDistrict(): Promise<{ tenantId: number; connectionId: number }> {
  const district = await createAttendanceDistrict(ctx);
  const rows = (category: string, students: readonly string[]) =>
    students.map((student, at) => ({
      student,
      school: `school-${(at % 2) + 1}`,
      date: TODAY,
      category,
    }));
  await district.send(
    'attendance.csv',
    attendanceCsv([
      ...rows('Unexcused Absence', ['s1', 's2', 's3']),
      ...rows('Gone fishing', ['s5', 's6']),
      ...rows('Asleep', ['s7']),
    ]),
  );
  await district.send('Attendance.csv', attendanceCsv(rows('Tardy', ['s9'])));
  return district;
}

async function holdReview(
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  snoozedUntil: Date | null = null,
): Promise<void> {
  const { prisma } = ctx.db;
  const now = ctx.clock.now();
  const run = await prisma.syncRun.create({
    data: { tenantId, connectionId, state: 'HELD', createdAt: now },
  });
  await prisma.circuitBreak.create({
    data: {
      tenantId,
      connectionId,
      kind: 'LIMITS',
      openedAt: now,
      snoozedUntil,
      versions: {
        create: {
          version: 1,
          run: { connect: { tenantId_id: { tenantId, id: run.id } } },
          fingerprint: 'f',
        },
      },
    },
  });
}

test('counts what the pages of a district list, and of all districts their sum', async () => {
  const one = await createWaitingDistrict();
  const other = await createWaitingDistrict();
  await holdReview(one);
  await holdReview(other, new Date('2026-11-21T01:00:00Z'));
  let sum = 0;
  for (const { tenantId } of [one, other]) {
    const board = await getFeedBoard(ctx, { tenantId, date: TODAY });
    const near = board.feeds.filter(({ state }) => state === 'NEAR');
    const lists = await listNoticeLists(ctx, { tenantId, date: TODAY });
    const words = await listUnmappedCategories(ctx, tenantId);
    const reviews = await listReviews(ctx, { isOpen: true, tenantId });
    const counts = await countsForDistrict(ctx, tenantId, staff);
    expect(counts).toEqual({
      reviews: reviews.length,
      heldNotices: lists.filter(({ state }) => state === 'HELD').length,
      nearNames: near.length,
      heldFiles: 0,
      unmappedWords: words.length,
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
    failedMails: 0,
  });
  expect(sum).toBe(10);
});

test('a list that is held waits on its own day alone, and an empty file until somebody decides', async () => {
  const district = await createWaitingDistrict();
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
  const { tenantId } = await createWaitingDistrict();
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
  const mine = await createWaitingDistrict();
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
