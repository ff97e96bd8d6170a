// What reviews, mails and the state of a district say after an undo, a pause and the district's answer: each sentence has
// to be true of what happened.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { queueRun, textFile } from '@/lib/testing/deliver';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf, type LiveDistrict } from '@/lib/testing/reviews';
import { processSyncRun } from '../pipeline/process-sync-run';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { limitsReached } from '@/lib/core/circuit-break/limits-reached';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import { findRun } from '../sync-runs/queries/get-run';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { getTenantBySlug } from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { preClearFollowUps } from './commands/after-approval';
import { approve } from './commands/approve';
import { reject } from './commands/reject';
import { findReview } from './queries/review-detail';
import { answerQuestion, askDistrict } from './commands/questions';
import { listReviews } from './queries/queue';
import { listReasons } from './queries/reasons';
import { listTimeline } from './queries/timeline';
import { escalateReviews } from './escalation';

const START = '2026-09-01T16:00:00Z';
const HOUR = 3_600_000;
const comment = 'looked at it';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
beforeEach(() => {
  ctx.clock.set(START);
});
afterAll(() => ctx.close());

async function liveDistrict(seed: string) {
  const district = await createLiveDistrict(ctx, { seed });
  const tenant = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: district.tenantId } });
  const contact = await createPerson(ctx, { role: 'DISTRICT_CONTACT', tenants: [tenant] });
  await ctx.db.prisma.sftpCredential.create({
    data: {
      tenantId: tenant.id,
      connectionId: district.connectionId,
      kind: 'PASSWORD',
      hash: seed,
    },
  });
  return { ...district, slug: tenant.slug, contact };
}
type District = LiveDistrict & { slug: string; contact: { id: number; email: string } };

const mailsTo = async ({ tenantId, contact }: District, kind: string, isContact: boolean) =>
  ctx.db.prisma.outboxMail.findMany({
    where: {
      tenantId,
      kind,
      toAddress: isContact ? contact.email : { not: contact.email },
    },
    orderBy: { id: 'asc' },
  });

const statusOf = async (district: District) =>
  tenantStatus(await getTenantBySlug(ctx, district.slug));

describe('after an undo', () => {
  test('of all of it: the state, the mails, the record and what follows', async () => {
    const district = await liveDistrict('undo-whole');
    const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
    const target = await targetOf(ctx, runId);
    await approve(ctx, district.actor, { ...target, comment });
    await workOnRuns(ctx);
    expect(await statusOf(district)).toBe('UP_TO_DATE');
    const run = { id: runId, tenantId: district.tenantId };
    // Whoever asks: a page, the command line, or another command.
    expect(await requestUndo(ctx, district.actor, run, '  ')).toEqual({
      ok: false,
      code: 'UNDO_REASON_REQUIRED',
    });
    expect(await statusOf(district)).toBe('UP_TO_DATE');
    await requestUndo(ctx, district.actor, run, ' It came too early. ');
    await workOnRuns(ctx);

    expect(await statusOf(district)).toBe('UNDONE');
    for (const isContact of [true, false]) {
      const [mail] = await mailsTo(district, 'update-undone', isContact);
      expect(mail?.text).toContain('The live roster is the one from before that update.');
      expect(mail?.text).not.toContain('too early');
    }
    const review = await findReview(ctx, target.breakId);
    expect(review).toMatchObject({
      runUndoReason: 'It came too early.',
      runUndoneAt: ctx.clock.now(),
    });
    expect(review?.runUndoneByName).toBeTruthy();
    const timeline = await listTimeline(ctx, district.tenantId, target.breakId);
    expect(timeline.find(({ kind }) => kind === 'UNDO_ASKED')?.text).toBe('It came too early.');

    await district.receiveDay(nextDay(district.day, { kind: 'churn', share: 0.02 }));
    expect(await statusOf(district)).toBe('UNDER_REVIEW');
    const [held] = (await mailsTo(district, 'update-held', true)).slice(-1);
    expect(held?.text).not.toMatch(/large change|more than usual/);
    const [told] = (await mailsTo(district, 'run-held', false)).slice(-1);
    expect(told?.text).not.toMatch(/more than its limits allow/);
  });

  test('of the first roster: there is none left, and nobody says that one stays', async () => {
    const district = await liveDistrict('undo-first');
    const run = { id: district.baselineRunId, tenantId: district.tenantId };
    await requestUndo(ctx, district.actor, run, 'wrong district');
    await workOnRuns(ctx);
    expect(await statusOf(district)).toBe('UNDONE');
    const [mail] = await mailsTo(district, 'update-undone', true);
    expect(mail?.text).toContain('No roster is live until another one is approved.');
    const [first] = await ctx.db.prisma.outboxMail.findMany({
      where: { tenantId: district.tenantId, kind: 'run-held' },
    });
    expect(first?.text).toContain('It goes live only when someone approves it.');
    expect(first?.text).not.toMatch(/in force|stays as it is/);
  });

  test('of the removals: the update stays, and follow-ups do not pass', async () => {
    const district = await liveDistrict('undo-part');
    const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
    const target = await targetOf(ctx, runId);
    await approve(ctx, district.actor, { ...target, comment });
    await workOnRuns(ctx);
    expect(await preClearFollowUps(ctx, district.actor, target)).toMatchObject({ ok: true });
    const run = { id: runId, tenantId: district.tenantId };
    expect(await requestUndo(ctx, district.actor, run, 'still here', 'REMOVALS')).toEqual({
      ok: true,
    });
    await workOnRuns(ctx);
    // The live roster is not what the last files say, and the next ones are held: nothing is up to date.
    expect(await statusOf(district)).toBe('REMOVALS_UNDONE');
    const found = await findRun(ctx, district.tenantId, runId);
    expect(found && runLabel(found)).toMatchObject({
      word: 'Applied, removals undone',
      explanation: expect.stringContaining('The removed records came back'),
    });
    const [mail] = await mailsTo(district, 'update-undone', true);
    expect(mail?.text).toContain(
      'The removed records are back in the live roster; additions and changes stay.',
    );
    expect(await preClearFollowUps(ctx, district.actor, target)).toEqual({
      ok: false,
      code: 'NOT_APPLIED',
    });
  });
});

test('the first files after a pause are not called a large change', async () => {
  const district = await liveDistrict('after-pause');
  ctx.clock.advance(30 * 24 * HOUR);
  const runId = await district.receiveDay(nextDay(district.day, { kind: 'churn', share: 0.01 }));
  expect(await district.stateOf(runId)).toBe('HELD');
  const [contact] = await mailsTo(district, 'update-held', true);
  expect(contact?.text).toContain('The first files after a pause or a long gap');
  expect(`${contact?.subject}${contact?.text}`).not.toMatch(/large change|more than usual/);
  const [staff] = (await mailsTo(district, 'run-held', false)).slice(-1);
  expect(staff?.text).toContain('These are the first files after a pause or a long gap');
  expect(staff?.text).not.toMatch(/more than its limits allow/);
  await reject(ctx, district.actor, { ...(await targetOf(ctx, runId)), reason: 'a test' });

  // A blackout begins while the next set is checked: it is held, and no files are asked for.
  const { tenantId } = district;
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({ where: { tenantId } });
  const checkInBlackout = async (files: Parameters<typeof queueRun>[2]) => {
    const run = await queueRun(ctx, connection, files);
    await ctx.db.prisma.$transaction((tx) =>
      moveSyncRun(tx, run, 'PROCESSING', { now: ctx.clock.now() }),
    );
    return processSyncRun(ctx, run);
  };
  await ctx.db.prisma.policyWindow.create({
    data: {
      tenantId,
      kind: 'BLACKOUT',
      reason: 'a test',
      createdAt: ctx.clock.now(),
      startDate: new Date(ctx.clock.now().getTime() - 48 * HOUR),
      endDate: new Date(ctx.clock.now().getTime() + 48 * HOUR),
    },
  });
  expect(await checkInBlackout(dayFiles(nextDay(district.day, 'lostSchool')))).toBe('HELD');
  const [inBlackout] = (await mailsTo(district, 'update-held', true)).slice(-1);
  expect(inBlackout?.text).toContain('Roster updates are paused right now');
  expect(inBlackout?.text).not.toMatch(/nightly export|expires|an additional day/);
  // Beside it files of no use: the update under review is not what "nothing changes" is said of.
  expect(await checkInBlackout([textFile('users.csv', '')])).toBe('INVALID');
  const [unusable] = await mailsTo(district, 'run-invalid', true);
  expect(unusable?.text).toContain(
    'so nothing was changed. An earlier update is still under review.',
  );
});

test('a mail of many limits says how many it leaves out, and schools by name', async () => {
  const district = await liveDistrict('many-limits');
  const runId = await district.receiveDay(nextDay(district.day, 'lostSchool'));
  expect(await district.stateOf(runId)).toBe('HELD');
  const { limits } = limitsReached(await listReasons(ctx, district.tenantId, runId));
  const [mail] = (await mailsTo(district, 'run-held', false)).slice(-1);
  expect(limits.length).toBeGreaterThan(6);
  expect(mail?.text).toContain(
    `And ${limits.length - 5} more limits; the review page lists each one.`,
  );
  const { rows } = await listReviews(ctx, { isOpen: true, tenantId: district.tenantId });
  expect(rows[0]?.reason).toMatch(new RegExp(`And ${limits.length - 1} more limits\\.$`));
  const ids = await ctx.db.prisma.rosterOrg.findMany({ where: { tenantId: district.tenantId } });
  for (const { sourcedId } of ids) expect(mail?.text).not.toContain(`At ${sourcedId},`);
});

describe('the district answers', () => {
  async function asked(seed: string) {
    const district = await liveDistrict(seed);
    const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
    const target = await targetOf(ctx, runId);
    const question = await askDistrict(ctx, district.actor, { ...target, message: null });
    if (!question.ok) throw new Error(question.code);
    const say = (answer: 'EXPECTED' | 'STOP', questionId = question.questionId) =>
      answerQuestion(ctx, actorOf(district.contact), {
        tenantId: district.tenantId,
        questionId,
        contactId: district.contact.id,
        answer,
        comment: 'no promotion before June',
      });
    return { district, runId, target, say };
  }

  test('No: approving needs its own reason, words and a second person, and the timeline says it', async () => {
    const { district, runId, target, say } = await asked('says-no');
    expect(await say('STOP')).toEqual({ ok: true });
    for (const words of [
      { comment, reasonCode: null },
      { comment, reasonCode: 'district-confirmed' },
      { comment, reasonCode: 'planned-change' },
      { comment, reasonCode: 'other' },
      { comment: ' ', reasonCode: 'against-district' },
    ])
      expect((await approve(ctx, district.actor, { ...target, ...words })).ok).toBe(false);
    const against = { ...target, comment, reasonCode: 'against-district' };
    expect(await approve(ctx, district.actor, against)).toMatchObject({
      outcome: 'WAITS_FOR_SECOND',
      why: expect.arrayContaining(['district-said-stop']),
    });
    expect(await district.stateOf(runId)).toBe('HELD');
    const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
    expect(await approve(ctx, lead, against)).toMatchObject({ outcome: 'DECIDED' });
    const timeline = await listTimeline(ctx, district.tenantId, target.breakId);
    const line = timeline.find(({ kind }) => kind === 'ANSWERED');
    expect(line?.words).toBe('The district answered “No, stop”');
    expect(line?.text).toBe('no promotion before June');
  });

  test('Yes: one person is enough, and going against it is no reason', async () => {
    const { district, target, say } = await asked('says-yes');
    await say('EXPECTED');
    expect(
      await approve(ctx, district.actor, { ...target, comment, reasonCode: 'against-district' }),
    ).toEqual({ ok: false, code: 'NOT_AGAINST_DISTRICT' });
    const confirmed = { ...target, comment, reasonCode: 'district-confirmed' };
    expect(await approve(ctx, district.actor, confirmed)).toMatchObject({ outcome: 'DECIDED' });
    const timeline = await listTimeline(ctx, district.tenantId, target.breakId);
    expect(timeline.find(({ kind }) => kind === 'ANSWERED')?.words).toBe(
      'The district answered “Yes, we expect this”',
    );
  });

  test('No to other files binds nobody', async () => {
    const { district, target, say } = await asked('other-files');
    await say('STOP');
    const day = nextDay(nextDay(district.day, 'promotion'), { kind: 'churn', share: 0.02 });
    const newer = await targetOf(ctx, await district.receiveDay(day));
    expect(newer.breakId).toBe(target.breakId);
    expect(await approve(ctx, district.actor, { ...newer, comment })).toMatchObject({
      outcome: 'DECIDED',
    });
  });
});

test.each([0, 1, 3, 6])(
  'a question asked %i days after the files can be answered no longer than they are held',
  async (days) => {
    const district = await liveDistrict(`deadline-${days}`);
    const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
    const { lastArrivalAt } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
      where: { id: runId },
    });
    ctx.clock.advance(days * 24 * HOUR);
    await askDistrict(ctx, district.actor, await targetOf(ctx, runId));
    const question = await ctx.db.prisma.circuitBreakQuestion.findFirstOrThrow({
      where: { tenantId: district.tenantId },
    });
    expect(question.expiresAt).toEqual(new Date(lastArrivalAt.getTime() + 7 * 24 * HOUR));
    ctx.clock.set(question.expiresAt.toISOString());
    await escalateReviews(ctx);
    expect(await district.stateOf(runId)).toBe('EXPIRED');
  },
);
