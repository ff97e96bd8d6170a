// One list of what waits: of each kind what the pages of the districts say.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createWaitingDistrict, holdForReview } from '@/lib/testing/waiting-district';
import { getFeedBoard } from '../attendance/queries/feed-board';
import { sftpConnection } from '../connections/sftp-account';
import { listUnmappedCategories } from '../attendance/queries/mapping';
import { listNoticeLists } from '../attendance/queries/notices';
import { listInvitations } from '../invitations/queries/list-invitations';
import { assigneeText, unassignedText } from '@/lib/core/review/assignee';
import { findAssignee } from '../sync-runs/queries/review-assignee';
import { findReview } from '../reviews/queries/review-detail';
import { listReviews } from '../reviews/queries/queue';
import { listDistricts } from './queries/list-districts';
import { listNeedsAttention, type AttentionQuery } from './queries/needs-attention';

const TODAY = '2026-11-19';
/** After the cut-off, so that lists are held. */
const EVENING = '2026-11-20T01:00:00Z';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: EVENING });
});
afterAll(() => ctx.close());
beforeEach(async () => {
  ctx.clock.set(EVENING);
  // Those of other tests do not wait any more.
  await ctx.db.prisma.circuitBreak.updateMany({ data: { state: 'APPROVED' } });
});

const attention = (query: Partial<AttentionQuery> = {}) =>
  listNeedsAttention(ctx, { scope: null, limit: 100, ...query });
const of = (tenantId: number) => ({ scope: [tenantId] });

async function createSender(name: string, state: SyncRunState, at: string) {
  const tenant = await createTenant(ctx, { name });
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  await ctx.db.prisma.sftpCredential.create({ data: { ...key, kind: 'PASSWORD', hash: 'x' } });
  const run = await ctx.db.prisma.syncRun.create({
    data: { ...key, state, createdAt: at, lastArrivalAt: at, finishedAt: at },
  });
  return { ...key, slug: tenant.slug, number: run.number };
}

test('attendance that waits is listed as its pages list it', async () => {
  const { tenantId } = await createWaitingDistrict(ctx, TODAY);
  const { items, counts, total } = await attention(of(tenantId));
  const board = await getFeedBoard(ctx, { tenantId, date: TODAY });
  const lists = await listNoticeLists(ctx, { tenantId, date: TODAY });
  const words = await listUnmappedCategories(ctx, tenantId);
  expect(items).toMatchObject([
    {
      kind: 'HELD_NOTICES',
      count: lists.filter(({ state }) => state === 'HELD').length,
      owner: 'TalkingPoints',
    },
    { kind: 'NEAR_NAME', count: board.feeds.filter(({ state }) => state === 'NEAR').length },
    { kind: 'UNMAPPED_WORDS', count: words.length, since: new Date(EVENING) },
    // Its roster is live, and nothing is known of its site.
    { kind: 'SITE_TO_CREATE', count: 1 },
  ]);
  expect(items.map(({ count }) => count)).toEqual([2, 1, 2, 1]);
  expect(items.every(({ tenant }) => tenant?.id === tenantId)).toBe(true);
  // Of kinds the districts are counted: one line each.
  expect(counts).toMatchObject({ HELD_NOTICES: 1, NEAR_NAME: 1, UNMAPPED_WORDS: 1, LATE: 0 });
  expect(total).toBe(4);
});

test('reviews come first, by when the queue says they are due; an answer and a question are said', async () => {
  const districts = [
    await createSender('Aspen', 'APPLIED', EVENING),
    await createSender('Birch', 'APPLIED', EVENING),
    await createSender('Cedar', 'APPLIED', EVENING),
    await createSender('Doum', 'INVALID', EVENING),
  ];
  const scope = districts.map(({ tenantId }) => tenantId);
  const [aspen, birch, cedar] = districts;
  if (!aspen || !birch || !cedar) throw new Error('no districts');
  await holdForReview(ctx, aspen, { openedAt: new Date('2026-11-19T17:00:00Z') });
  const answered = await holdForReview(ctx, birch, { openedAt: new Date('2026-11-17T17:00:00Z') });
  const asked = await holdForReview(ctx, cedar, { openedAt: new Date('2026-11-18T17:00:00Z') });
  const question = { version: 1, askedAt: ctx.clock.now(), expiresAt: ctx.clock.now() };
  await ctx.db.prisma.circuitBreakQuestion.createMany({
    data: [
      {
        ...question,
        tenantId: birch.tenantId,
        breakId: answered,
        answer: 'EXPECTED',
        answeredAt: ctx.clock.now(),
      },
      { ...question, tenantId: cedar.tenantId, breakId: asked },
    ],
  });
  const { items } = await attention({ scope });
  const { rows: queue } = await listReviews(ctx, { isOpen: true, tenantIds: scope });
  const listed = items.filter(({ breakId }) => breakId !== null);
  for (const { breakId, dueAt, due } of listed) {
    const review = queue.find((each) => each.breakId === breakId);
    expect({ dueAt, due }).toEqual({ dueAt: review?.clock.decisionDueAt, due: review?.due });
  }
  expect(queue).toHaveLength(listed.length);
  expect(items).toMatchObject([
    { kind: 'DISTRICT_ANSWERED', tenant: { name: 'Birch' }, owner: 'TalkingPoints' },
    { kind: 'REVIEW', tenant: { name: 'Cedar' }, owner: 'TalkingPoints', isAsked: true },
    { kind: 'REVIEW', tenant: { name: 'Aspen' }, owner: 'TalkingPoints', isAsked: false },
    { kind: 'NEEDS_FIX', tenant: { name: 'Doum' }, owner: 'district' },
  ]);
});

test('runs that failed, files to correct and files that are late are the districts’ own words', async () => {
  const failed = await createSender('Failed', 'FAILED', EVENING);
  const retried = await createSender('Tried again', 'FAILED', EVENING);
  await ctx.db.prisma.syncRun.updateMany({
    where: { tenantId: retried.tenantId },
    data: { retryAt: new Date('2026-11-20T02:00:00Z') },
  });
  const invalid = await createSender('Fix', 'INVALID', EVENING);
  const late = await createSender('Late', 'APPLIED', '2026-11-10T10:00:00Z');
  const scope = [failed, retried, invalid, late].map(({ tenantId }) => tenantId);
  const { items } = await attention({ scope });
  expect(items).toMatchObject([
    { kind: 'FAILED_RUN', tenant: { name: 'Failed' }, runNumber: failed.number },
    { kind: 'LATE', tenant: { name: 'Late' }, owner: 'district' },
    { kind: 'NEEDS_FIX', tenant: { name: 'Fix' }, runNumber: invalid.number },
  ]);
  const list = await listDistricts(ctx, {
    scope,
    sort: 'name',
    direction: 'asc',
    page: 1,
    pageSize: 50,
  });
  expect(list.counts).toMatchObject({ DELAYED: 2, LATE: 1, NEEDS_YOUR_FIX: 1 });
});

test('a failed run that newer files replaced is not to be tried again', async () => {
  const { tenantId, connectionId } = await createSender('Replaced', 'FAILED', EVENING);
  await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId,
      state: 'APPLIED',
      createdAt: '2026-11-19T20:00:00Z',
      lastArrivalAt: '2026-11-19T20:00:00Z',
      finishedAt: EVENING,
    },
  });
  const { items, counts } = await attention(of(tenantId));
  expect([items, counts.FAILED_RUN]).toEqual([[], 0]);
});

test('a run of a connection that no longer brings the roster hides nothing', async () => {
  const failed = await createSender('Before the move', 'FAILED', '2026-11-19T09:00:00Z');
  const { tenantId, number } = failed;
  const earlier = await ctx.db.prisma.connection.create({
    data: {
      tenantId,
      ...sftpConnection({ userName: 'before-the-move', quietSeconds: 600 }, []),
      ...{ applySlot: 'ON_ARRIVAL', createdAt: ctx.clock.now() },
    },
  });
  await ctx.db.prisma.syncRun.create({
    data: {
      ...{ tenantId, connectionId: earlier.id, state: 'APPLIED' },
      ...{ createdAt: EVENING, lastArrivalAt: EVENING, finishedAt: EVENING },
    },
  });
  const { items } = await attention(of(tenantId));
  expect(items).toMatchObject([{ kind: 'FAILED_RUN', runNumber: number }]);
});

test('what the district has to send again says why', async () => {
  const senders = await Promise.all(
    (['INVALID', 'INCOMPLETE', 'REJECTED', 'EXPIRED'] as const).map((state) =>
      createSender(state, state, EVENING),
    ),
  );
  const { items } = await attention({ scope: senders.map(({ tenantId }) => tenantId) });
  expect(items).toHaveLength(4);
  for (const { kind, tenant, fixState, isAllMeantEmpty } of items)
    expect([kind, fixState, isAllMeantEmpty]).toEqual(['NEEDS_FIX', tenant?.name, false]);
});

test('a first roster is told from an update', async () => {
  const first = await createSender('First', 'APPLIED', EVENING);
  const later = await createSender('Later', 'APPLIED', EVENING);
  const breakId = await holdForReview(ctx, first, {});
  await holdForReview(ctx, later, {});
  await ctx.db.prisma.circuitBreak.update({ where: { id: breakId }, data: { kind: 'ONBOARDING' } });
  const { items } = await attention({ scope: [first.tenantId, later.tenantId] });
  expect(items.map(({ tenant, isOnboarding }) => [tenant?.name, isOnboarding])).toEqual([
    ['First', true],
    ['Later', false],
  ]);
});

test('a category waits since its first row, in whatever order rows were written', async () => {
  const { tenantId } = await createWaitingDistrict(ctx, TODAY);
  const { id: _id, ...row } = await ctx.db.prisma.attendanceKeptRow.findFirstOrThrow({
    where: { tenantId, because: 'UNMAPPED_CATEGORY' },
  });
  const earlier = new Date('2026-11-18T01:00:00Z');
  await ctx.db.prisma.attendanceKeptRow.create({
    data: { ...row, line: row.line + 10_000, receivedAt: earlier },
  });
  const { items } = await attention({ ...of(tenantId), kind: 'UNMAPPED_WORDS' });
  expect(items).toMatchObject([{ since: earlier }]);
});

test('mail that failed and invitations that end stand by district, staff’s own by themselves', async () => {
  const { id: tenantId } = await createTenant(ctx, { name: 'Mail' });
  const mail = (id: number | null, failedAt: string) => ({
    tenantId: id,
    kind: 'run-held',
    toAddress: 'contact@example.org',
    subject: 'Held',
    text: '',
    html: '',
    failedAt,
  });
  await ctx.db.prisma.outboxMail.createMany({
    data: [
      mail(tenantId, '2026-11-19T20:00:00Z'),
      mail(tenantId, '2026-11-19T21:00:00Z'),
      mail(null, '2026-11-19T22:00:00Z'),
    ],
  });
  const invitation = (
    email: string,
    expiresAt: string,
    values: { verifiedAt?: string; revokedAt?: string } = {},
  ) => ({
    tenantId,
    email: `${email}@example.org`,
    name: 'A contact',
    role: 'DISTRICT_CONTACT' as const,
    tokenHash: `${email} ${expiresAt}`,
    expiresAt,
    ...values,
  });
  await ctx.db.prisma.invitation.createMany({
    data: [
      invitation('ends-soon', '2026-11-21T01:00:00Z'),
      invitation('ended', '2026-11-18T01:00:00Z'),
      invitation('asked-again', '2026-11-18T01:00:00Z'),
      invitation('asked-again', '2026-11-26T01:00:00Z'),
      invitation('came', '2026-11-18T01:00:00Z', { verifiedAt: '2026-11-17T01:00:00Z' }),
      invitation('taken-back', '2026-11-18T01:00:00Z', { revokedAt: '2026-11-17T01:00:00Z' }),
      invitation('long-ago', '2026-08-18T01:00:00Z'),
    ],
  });
  const { items } = await attention(of(tenantId));
  expect(items).toMatchObject([
    { kind: 'FAILED_MAIL', count: 2, tenant: { id: tenantId } },
    { kind: 'INVITATION', count: 2, dueAt: new Date('2026-11-18T01:00:00Z') },
  ]);
  const states = new Map(
    (await listInvitations(ctx, tenantId)).map(({ email, state }) => [email, state]),
  );
  expect(states.get('ends-soon@example.org')).toBe('sent');
  expect(states.get('ended@example.org')).toBe('expired');
  const own = (await attention({ kind: 'FAILED_MAIL' })).items.filter(
    ({ tenant }) => tenant === null,
  );
  expect(own).toMatchObject([{ count: 1 }]);
});

test('mine is what I look after, and what I was asked to decide elsewhere', async () => {
  const me = await createPerson(ctx);
  const other = await createPerson(ctx);
  const mine = await createSender('Mine', 'INVALID', EVENING);
  const theirs = await createSender('Theirs', 'INVALID', EVENING);
  const assign = (tenantId: number, implementerId: number) =>
    ctx.db.prisma.tenant.update({ where: { id: tenantId }, data: { implementerId } });
  await assign(mine.tenantId, me.id);
  await assign(theirs.tenantId, other.id);
  const asked = await holdForReview(ctx, theirs, { assigneeId: me.id });
  await holdForReview(ctx, mine, { assigneeId: other.id });
  const { items } = await attention({ mine: me.id });
  expect(items.map(({ kind, breakId, tenant }) => [kind, breakId, tenant?.name])).toEqual([
    ['REVIEW', asked, 'Theirs'],
  ]);
});

test('every list and page of a review says the same of who has it', async () => {
  const implementer = await createPerson(ctx);
  const other = await createPerson(ctx);
  const ours = await createSender('Ours', 'APPLIED', EVENING);
  const breakId = await holdForReview(ctx, ours, {});
  const told = async () => {
    const { items } = await attention(of(ours.tenantId));
    const { rows } = await listReviews(ctx, { isOpen: true, tenantIds: [ours.tenantId] });
    const review = await findReview(ctx, breakId);
    const mail = await findAssignee(ctx.db.prisma, ours.tenantId, breakId);
    return [items[0], rows[0], review, mail].map((each) => each && assigneeText(each));
  };
  const offered = async () =>
    unassignedText((await findReview(ctx, breakId))?.hasImplementer ?? false);
  expect(await told()).toEqual(Array(4).fill('No one'));
  expect(await offered()).toBe('No one');
  await ctx.db.prisma.tenant.update({
    where: { id: ours.tenantId },
    data: { implementerId: implementer.id },
  });
  expect(await told()).toEqual(Array(4).fill(`${implementer.name} (by default)`));
  const listOf = async (assigneeId: number) =>
    (await listReviews(ctx, { isOpen: true, tenantIds: [ours.tenantId], assigneeId })).total;
  expect([await listOf(implementer.id), await listOf(0)]).toEqual([1, 0]);
  await ctx.db.prisma.circuitBreak.update({
    where: { id: breakId },
    data: { assigneeId: other.id },
  });
  expect(await told()).toEqual(Array(4).fill(other.name));
  // What would take this assignment back.
  expect(await offered()).toBe('The district’s implementer (by default)');
  expect([await listOf(implementer.id), await listOf(other.id)]).toEqual([0, 1]);
});

test('a review says how large it is and what it looks like; nothing else does', async () => {
  const sized = await createSender('Sized', 'APPLIED', EVENING);
  const { tenantId } = sized;
  const invalid = await createSender('To correct', 'INVALID', EVENING);
  const breakId = await holdForReview(ctx, sized, {});
  const { runId } = await ctx.db.prisma.circuitBreakVersion.findFirstOrThrow({
    where: { tenantId, breakId },
  });
  const key = { tenantId, runId };
  await ctx.db.prisma.changeCount.createMany({
    data: [
      { ...key, entity: 'students', action: 'REMOVE', schoolSourcedId: 'east', count: 50 },
      { ...key, entity: 'students', action: 'REMOVE', schoolSourcedId: 'west', count: 3 },
      { ...key, entity: 'classes', action: 'ADD', schoolSourcedId: 'west', count: 900 },
    ],
  });
  await ctx.db.prisma.rosterCount.create({
    data: { tenantId, entity: 'students', facet: '', value: '', count: 700 },
  });
  await ctx.db.prisma.runFinding.createMany({
    data: [
      { ...key, kind: 'termRoll', position: 1, params: {} },
      { ...key, kind: 'newYear', position: 0, params: {} },
    ],
  });
  const { items } = await attention({ scope: [tenantId, invalid.tenantId] });
  expect(items).toMatchObject([
    { kind: 'REVIEW', note: '53 students removed, 7.6\u00a0% · New school year' },
    { kind: 'NEEDS_FIX', note: null },
  ]);
});

test('the list is cut after the most urgent, and the counts are not', async () => {
  const senders = await Promise.all(
    ['One', 'Two', 'Three'].map((name) => createSender(name, 'INVALID', EVENING)),
  );
  const scope = senders.map(({ tenantId }) => tenantId);
  const { items, counts, total } = await attention({ scope, limit: 2 });
  expect([items.length, counts.NEEDS_FIX, total]).toEqual([2, 3, 3]);
  expect(await attention({ scope, kind: 'LATE' })).toMatchObject({ items: [], total: 3 });
});
