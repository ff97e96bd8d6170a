import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formatNumber } from '@/lib/core/format/numbers';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { findSecondPersonReasons, previewPart } from './queries/approval-effect';
import { assignReview, commentOnReview, recordFirstLook, snoozeReview } from './commands/triage';
import { approve, approveAdditions, approveSlice } from './commands/approve';
import { reject } from './commands/reject';
import { notePresence } from './presence';
import { findReview } from './queries/review-detail';
import { listReviews } from './queries/queue';
import { answerQuestion, askDistrict, findQuestionByToken } from './commands/questions';
import { listApprovals, listQuestions, listTimeline } from './queries/timeline';
import { escalateReviews } from './escalation';

const START = '2026-09-01T16:00:00Z';
const HOUR = 3_600_000;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: START });
});
beforeEach(() => {
  ctx.clock.set(START);
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function held(seed: string, kind: 'promotion' | 'lostSchool' = 'promotion') {
  const district = await createLiveDistrict(ctx, { seed });
  const day = nextDay(district.day, kind);
  const runId = await district.receiveDay(day);
  expect(await district.stateOf(runId)).toBe('HELD');
  return { district, day, runId, target: await targetOf(ctx, runId) };
}

test('a school that goes needs two people, one of them a lead; nothing is applied before', async () => {
  const { district, day, runId, target } = await held('two-people', 'lostSchool');
  const staff = district.actor;
  const colleague = actorOf(await createPerson(ctx));
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const psm = actorOf(await createPerson(ctx, { role: 'PSM' }));
  const why = await findSecondPersonReasons(ctx, { id: runId, tenantId: target.tenantId }, null);
  expect(why).toContain('school-removed');
  // Whoever asks, on a page or the command line: a very large removal names its number, and that of these changes.
  const number = Number(target.typedNumber);
  expect(number).toBeGreaterThan(0);
  for (const typedNumber of [
    undefined,
    '',
    ' ',
    '0',
    'all',
    `${number}x`,
    `-${number}`,
    `${number}0`,
  ])
    expect(await approve(ctx, lead, { ...target, comment, typedNumber })).toEqual({
      ok: false,
      code: 'NUMBER_REQUIRED',
      asked: number,
    });
  const commandLine = { kind: 'command-line', userId: null, sourceAddress: null } as const;
  for (const actor of [commandLine, psm]) {
    expect(await approve(ctx, actor, { ...target, comment })).toEqual({
      ok: false,
      code: 'PERSON_REQUIRED',
    });
  }
  expect(await approve(ctx, staff, { ...target, comment })).toEqual({
    ok: true,
    runId,
    outcome: 'WAITS_FOR_SECOND',
    why,
  });
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('HELD');
  expect(await approve(ctx, staff, { ...target, comment })).toEqual({
    ok: false,
    code: 'SECOND_PERSON_REQUIRED',
  });
  expect(await approve(ctx, colleague, { ...target, comment })).toEqual({
    ok: false,
    code: 'LEAD_REQUIRED',
  });
  const [row] = (await listReviews(ctx, { isOpen: true, tenantId: target.tenantId })).rows;
  expect(row?.approvedByName).toBeTruthy();
  const mails = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId: target.tenantId, kind: 'review-second-person' },
  });
  expect(mails.length).toBeGreaterThan(0);

  // The same set again is the next version of the same changes: the first yes still stands.
  const again = await district.receiveDay(day);
  const same = await targetOf(ctx, again);
  expect(same).toEqual({ ...target, version: 2 });
  expect(await approve(ctx, lead, { ...target, comment })).toEqual({ ok: false, code: 'STALE' });
  // Other changes are another matter: both have to look again.
  const other = await district.receiveDay(nextDay(day, { kind: 'churn', share: 0.02 }));
  const third = await targetOf(ctx, other);
  expect(third.fingerprint).not.toBe(target.fingerprint);
  const ofTheOther = { ...third, comment, typedNumber: target.typedNumber };
  expect(third.typedNumber).not.toBe(target.typedNumber);
  expect(await approve(ctx, lead, ofTheOther)).toMatchObject({ code: 'NUMBER_REQUIRED' });
  expect(await approve(ctx, lead, { ...third, comment })).toMatchObject({
    outcome: 'WAITS_FOR_SECOND',
  });
  // A yes to the whole is no yes to a part, nor the other way round.
  const key = { id: other, tenantId: target.tenantId };
  const groups = [{ entity: 'orgs', action: 'REMOVE', schoolSourcedId: null }] as const;
  const slice = await previewPart(ctx, key, { scope: 'SLICE', groups });
  if (!slice.ok) throw new Error(slice.code);
  const asked = { ...third, comment, groups, applyCount: slice.effect.applyCount };
  const refused = await approveSlice(ctx, colleague, asked);
  if (refused.ok || refused.code !== 'NUMBER_REQUIRED')
    throw new Error('the whole has another number');
  asked.typedNumber = ` ${formatNumber(refused.asked)} `;
  expect(await approveSlice(ctx, colleague, asked)).toMatchObject({ outcome: 'WAITS_FOR_SECOND' });
  const preview = await previewPart(
    ctx,
    { id: other, tenantId: target.tenantId },
    { scope: 'ADDITIONS' },
  );
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount } = preview.effect;
  const additions = { ...third, comment, applyCount };
  const setNeverRelaxed = (neverRelaxed: boolean) =>
    ctx.db.prisma.ruleEvaluation.updateMany({
      where: { runId: other, tripped: true },
      data: { neverRelaxed },
    });
  await setNeverRelaxed(true);
  expect(await approveAdditions(ctx, colleague, additions)).toMatchObject({
    outcome: 'WAITS_FOR_SECOND',
    why: ['never-relaxed'],
  });
  // Nobody goes and no such limit is reached: one person is enough.
  await setNeverRelaxed(false);
  expect(await approveAdditions(ctx, colleague, additions)).toMatchObject({ outcome: 'DECIDED' });
});

test('the first yes counts for identical changes that came again', async () => {
  const { district, day, target } = await held('carried', 'lostSchool');
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  await approve(ctx, district.actor, { ...target, comment });
  const again = await district.receiveDay(day);
  const same = await targetOf(ctx, again);
  expect(await approve(ctx, lead, { ...same, comment })).toMatchObject({ outcome: 'DECIDED' });
  await workOnRuns(ctx);
  expect(await district.stateOf(again)).toBe('APPLIED');
  const approvals = await listApprovals(ctx, target.tenantId, target.breakId);
  expect(approvals.map(({ userId, version }) => [userId, version])).toEqual([
    [district.actor.userId, 1],
    [lead.userId, 2],
  ]);
  expect(await findReview(ctx, target.breakId)).toMatchObject({
    state: 'APPROVED',
    decidedScope: 'ALL',
    reason: comment,
  });
});

test('two leads at once: one yes waits, the other decides, whoever is first', async () => {
  const { runId, target, district } = await held('at-once', 'lostSchool');
  const leads = [
    actorOf(await createPerson(ctx, { role: 'ADMIN' })),
    actorOf(await createPerson(ctx, { role: 'ADMIN' })),
  ];
  const answers = await Promise.all(
    leads.map((lead) => approve(ctx, lead, { ...target, comment })),
  );
  expect(answers.map((answer) => answer.ok && answer.outcome).sort()).toEqual([
    'DECIDED',
    'WAITS_FOR_SECOND',
  ]);
  expect(await district.stateOf(runId)).toBe('APPLYING');
});

test('records that go need a reason, also where only additions are applied', async () => {
  const { target, district } = await held('reason');
  const empty = { ...target, comment: '  ' };
  expect(await approve(ctx, district.actor, empty)).toEqual({
    ok: false,
    code: 'REASON_REQUIRED',
  });
});

test('a gate that was failed keeps an approval back, until what failed is waived', async () => {
  const { target, district } = await held('gate');
  const runId = await ctx.db.prisma.gateResult
    .create({
      data: {
        tenantId: target.tenantId,
        runId: (await findReview(ctx, target.breakId))?.runId ?? 0,
        criterion: 'duplicates',
        outcome: 'failed',
        count: 3,
      },
    })
    .then((row) => row.runId);
  const asked = { ...target, comment };
  expect(await approve(ctx, district.actor, asked)).toEqual({ ok: false, code: 'GATE_NOT_PASSED' });
  await ctx.db.prisma.gateWaiver.create({
    data: {
      tenantId: target.tenantId,
      fingerprint: target.fingerprint,
      criterion: 'duplicates',
      comment: 'known',
      waivedAt: ctx.clock.now(),
    },
  });
  expect(await approve(ctx, district.actor, asked)).toMatchObject({ ok: true, runId });
});

test('the district is asked by a signed link, reminded once, and what it says decides nothing', async () => {
  const { district, runId, target } = await held('asked');
  const { tenantId, breakId } = target;
  const asked = { ...target, message: 'Did your seniors leave?' };
  expect(await askDistrict(ctx, district.actor, asked)).toEqual({ ok: false, code: 'NO_CONTACTS' });
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const question = await askDistrict(ctx, district.actor, asked);
  if (!question.ok) throw new Error(question.code);
  const token = question.url.split('/').at(-1) ?? '';
  const [mail] = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: 'review-question' },
  });
  expect(mail?.toAddress).toBe(contact.email);
  expect(mail?.text).toContain(question.url);
  expect(mail?.text).not.toContain('seniors');
  const people = await ctx.db.prisma.rosterUser.findMany({ where: { tenantId }, take: 300 });
  for (const { familyName } of people) expect(mail?.text).not.toContain(` ${familyName} `);
  const state = async () =>
    (await listReviews(ctx, { isOpen: true, tenantId })).rows.map((row) => row.asked);
  expect(await state()).toEqual(['waiting']);

  // Looking changes nothing, and a link that was altered is nobody's.
  expect(await findQuestionByToken(ctx, token)).toMatchObject({ state: 'open', runId, version: 1 });
  const altered = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
  for (const wrong of [altered, `9${token}`, 'x', token.replace(/^\d+/, '999999')]) {
    expect(await findQuestionByToken(ctx, wrong)).toBeNull();
  }

  ctx.clock.advance(4 * HOUR - 1000);
  await escalateReviews(ctx);
  const reminders = () =>
    ctx.db.prisma.outboxMail.count({ where: { tenantId, kind: 'review-question-reminder' } });
  expect(await reminders()).toBe(0);
  ctx.clock.advance(1000);
  await escalateReviews(ctx);
  await escalateReviews(ctx);
  expect(await reminders()).toBe(1);
  const [reminder] = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: 'review-question-reminder' },
  });
  expect(reminder?.text).toContain(question.url);

  const { questionId } = question;
  const answer = { tenantId, questionId, answer: 'EXPECTED', comment: 'graduation' } as const;
  const stranger = await createPerson(ctx, { tenants: [await createTenant(ctx)] });
  for (const person of [stranger, { id: district.actor.userId ?? 0 }]) {
    expect(await answerQuestion(ctx, actorOf(person), { ...answer, contactId: person.id })).toEqual(
      { ok: false, code: 'NOT_A_CONTACT' },
    );
  }
  const elsewhere = await createTenant(ctx);
  expect(
    await answerQuestion(ctx, actorOf(contact), {
      ...answer,
      tenantId: elsewhere.id,
      contactId: contact.id,
    }),
  ).toEqual({ ok: false, code: 'QUESTION_NOT_FOUND' });
  const own = { ...answer, contactId: contact.id };
  const twice = await Promise.all([
    answerQuestion(ctx, actorOf(contact), own),
    answerQuestion(ctx, actorOf(contact), { ...own, answer: 'STOP' }),
  ]);
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
  expect(twice).toContainEqual({ ok: false, code: 'ALREADY_ANSWERED' });
  expect(['expected', 'stop']).toContain((await state())[0]);
  expect(await district.stateOf(runId)).toBe('HELD');
  const seen = () => findQuestionByToken(ctx, token);
  expect(await seen()).toMatchObject({ state: 'answered', isPast: false });
  expect(await listQuestions(ctx, tenantId, breakId)).toMatchObject([
    { comment: 'graduation', answeredByName: contact.name },
  ]);
  const told = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, kind: 'review-answered' },
  });
  expect(told).toHaveLength(1);
  expect(told[0]?.text).not.toContain('graduation');
  const newer = await district.receiveDay(nextDay(district.day, 'lostSchool'));
  expect(await targetOf(ctx, newer)).toMatchObject({ breakId, version: 2 });
  expect(await seen()).toMatchObject({ state: 'answered', isPast: true });
});

test('a link runs out, and is of no use once the review is decided or asked about anew', async () => {
  const { district, target } = await held('link');
  const { tenantId } = target;
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const ask = async () => {
    const question = await askDistrict(ctx, district.actor, target);
    if (!question.ok) throw new Error(question.code);
    return { ...question, token: question.url.split('/').at(-1) ?? '' };
  };
  const first = await ask();
  const second = await ask();
  expect(await findQuestionByToken(ctx, first.token)).toMatchObject({ state: 'closed' });
  ctx.clock.advance(7 * 24 * HOUR);
  expect(await findQuestionByToken(ctx, second.token)).toMatchObject({ state: 'expired' });
  const answer = { tenantId, contactId: contact.id, answer: 'STOP', comment: '' } as const;
  expect(
    await answerQuestion(ctx, actorOf(contact), { ...answer, questionId: second.questionId }),
  ).toEqual({ ok: false, code: 'QUESTION_EXPIRED' });
  const third = await ask();
  await reject(ctx, district.actor, { ...target, reason: 'no' });
  expect(
    await answerQuestion(ctx, actorOf(contact), { ...answer, questionId: third.questionId }),
  ).toEqual({ ok: false, code: 'QUESTION_CLOSED' });
  const [row] = (await listReviews(ctx, { isOpen: false, tenantId })).rows;
  expect(row?.asked).toBe('no-answer');
});

test('pre-cleared: a follow-up of that size passes for three days, a larger one and a later one do not', async () => {
  const { district, runId, target, day } = await held('pre-clear');
  await approve(ctx, district.actor, { ...target, comment, preClear: true });
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('APPLIED');
  // Take it back and send the same again: held, because an undo always is; then without that reason.
  await requestUndo(ctx, district.actor, { id: runId, tenantId: district.tenantId }, 'Not meant.');
  await workOnRuns(ctx);
  const afterUndo = await district.receiveDay(day);
  expect(await district.stateOf(afterUndo)).toBe('HELD');
  const ended = await ctx.db.prisma.preClear.findMany({ where: { breakId: target.breakId } });
  expect(ended.map(({ endedAt }) => endedAt)).toEqual([ctx.clock.now()]);
  await ctx.db.prisma.preClear.updateMany({ data: { endedAt: null } });
  await ctx.db.prisma.syncRun.updateMany({ where: { id: runId }, data: { undoneAt: null } });

  const followUp = await district.receiveDay(day);
  expect(await district.stateOf(followUp)).toBe('APPLIED');
  await requestUndo(
    ctx,
    district.actor,
    { id: followUp, tenantId: district.tenantId },
    'Not meant.',
  );
  await workOnRuns(ctx);
  await ctx.db.prisma.preClear.updateMany({ data: { endedAt: null } });
  await ctx.db.prisma.syncRun.updateMany({ where: { id: followUp }, data: { undoneAt: null } });
  const larger = await district.receiveDay(nextDay(nextDay(day, 'promotion'), 'rekeyed'));
  expect(await district.stateOf(larger)).toBe('HELD');
  ctx.clock.advance(3 * 24 * HOUR);
  const late = await district.receiveDay(day);
  expect(await district.stateOf(late)).toBe('HELD');
});

test('who takes it, what is said, put aside, first look, who is here', async () => {
  const { district, target } = await held('triage');
  const { tenantId, breakId } = target;
  const review = { tenantId, breakId };
  const person = await createPerson(ctx);
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const assign = (assigneeId: number | null) =>
    assignReview(ctx, district.actor, { ...review, assigneeId });
  expect(await assign(contact.id)).toEqual({ ok: false, code: 'NOT_STAFF' });
  expect(await assign(person.id)).toEqual({ ok: true });
  expect(await commentOnReview(ctx, district.actor, { ...review, text: ' ' })).toEqual({
    ok: false,
    code: 'TEXT_REQUIRED',
  });
  expect(await commentOnReview(ctx, district.actor, { ...review, text: 'called them' })).toEqual({
    ok: true,
  });
  await recordFirstLook(ctx, actorOf(person), review);
  await recordFirstLook(ctx, district.actor, review);
  const until = new Date(ctx.clock.now().getTime() + HOUR);
  const snooze = (at: Date | null) => snoozeReview(ctx, district.actor, { ...review, until: at });
  expect(await snooze(ctx.clock.now())).toEqual({ ok: false, code: 'PAST' });
  expect(await snooze(until)).toEqual({ ok: true });
  const list = async (more = {}) =>
    (await listReviews(ctx, { isOpen: true, tenantId, ...more })).rows;
  expect(await list()).toEqual([]);
  expect(await list({ withSnoozed: true })).toMatchObject([
    { assigneeName: person.name, firstLookAt: ctx.clock.now(), snoozedUntil: until },
  ]);
  ctx.clock.advance(HOUR);
  expect(await list({ assigneeId: person.id })).toHaveLength(1);
  expect(await list({ assigneeId: 0 })).toEqual([]);
  expect(await list({ due: 'breached' })).toEqual([]);

  const here = (userId: number) => notePresence(ctx, { ...review, userId });
  expect(await here(person.id)).toEqual([]);
  expect(await here(contact.id)).toMatchObject([{ name: person.name }]);
  ctx.clock.advance(61_000);
  expect(await here(contact.id)).toEqual([]);

  // Another district's review does not exist.
  const elsewhere = { tenantId: (await createTenant(ctx)).id, breakId };
  expect(await assignReview(ctx, district.actor, { ...elsewhere, assigneeId: null })).toEqual({
    ok: false,
    code: 'REVIEW_NOT_FOUND',
  });
  expect(await commentOnReview(ctx, district.actor, { ...elsewhere, text: 'x' })).toEqual({
    ok: false,
    code: 'REVIEW_NOT_FOUND',
  });
  expect(await askDistrict(ctx, district.actor, { ...target, ...elsewhere })).toEqual({
    ok: false,
    code: 'REVIEW_NOT_FOUND',
  });
  const timeline = await listTimeline(ctx, tenantId, breakId);
  expect(timeline.filter(({ kind }) => kind !== 'MAIL').map(({ kind }) => kind)).toEqual([
    ...['OPENED', 'ASSIGNED', 'COMMENT', 'FIRST_LOOK', 'SNOOZED'],
  ]);
  expect(timeline.some(({ words }) => words.startsWith(`Email to ${person.email}`))).toBe(true);
});
