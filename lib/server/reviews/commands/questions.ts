// "Did you expect this?" The district answers over a signed link and its own sign-in; what it says is
// evidence for whoever decides, and decides nothing.
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { whyHeldLines } from '@/lib/core/circuit-break/limits-reached';
import { formatNumber } from '@/lib/core/format/numbers';
import type { QuestionedReview } from '@/lib/core/review/question-text';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { isSameText } from '../../auth/keyed-hash';
import type { Transaction } from '../../db';
import { queueMailToPeople, queueReviewMail } from '../../mail/recipients';
import { answeredMail, questionMail, questionUrl } from '../../mail/review-messages';
import { findHoldEnd } from '../queries/hold-end';
import { listReasons } from '../queries/reasons';
import {
  questionStateOf,
  tokenOf,
  type ClosedFacts,
  type QuestionKey,
  type QuestionState,
} from '../question-links';
import { recordEvent } from './record-event';
import { lockTarget, type DecisionTarget, type TargetRefusal } from './target';

const QUESTION_DAYS = 7;

export type QuestionAnswer = 'EXPECTED' | 'STOP';

export type AskResult =
  | { ok: true; questionId: number; url: string; mailCount: number }
  | Refused<TargetRefusal | 'NO_CONTACTS' | 'FIRST_ROSTER'>;

/** Asks the tech contacts about the named version. A question still open is replaced by this one. */
export async function askDistrict(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & { message?: string | null },
): Promise<AskResult> {
  const { tenantId, breakId, version } = input;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<AskResult> => {
    const target = await lockTarget(tx, input, now);
    if (!target.ok) return target;
    if (target.review.kind === 'ONBOARDING') return { ok: false, code: 'FIRST_ROSTER' };
    await tx.circuitBreakQuestion.updateMany({
      where: { tenantId, breakId, answeredAt: null, closedAt: null },
      data: { closedAt: now },
    });
    const question = await tx.circuitBreakQuestion.create({
      data: {
        tenantId,
        breakId,
        version,
        askedAt: now,
        askedById: actor.userId,
        message: input.message?.trim() || null,
        // Later than the hold itself nobody can answer to any purpose.
        expiresAt: earlier(
          new Date(now.getTime() + QUESTION_DAYS * 86_400_000),
          (await findHoldEnd(tx, target.review, now)).endsAt,
        ),
      },
    });
    const mailCount = await queueQuestionMails(ctx, tx, { ...question, runId: target.runId });
    if (mailCount === 0) {
      await tx.circuitBreakQuestion.delete({ where: { id: question.id } });
      return { ok: false, code: 'NO_CONTACTS' };
    }
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version,
      kind: 'ASKED',
      text: question.message,
      detail: { questionId: question.id, mailCount },
    });
    const url = questionUrl(ctx, tokenOf(ctx, question));
    return { ok: true, questionId: question.id, url, mailCount };
  });
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** Counts and limits; no names, and not what the reviewer wrote: that is on the page. */
export async function queueQuestionMails(
  ctx: AppContext,
  tx: Transaction,
  question: QuestionKey & { breakId: number; runId: number },
  { isReminder = false } = {},
): Promise<number> {
  const { tenantId, breakId, runId, expiresAt } = question;
  const reasons = await listReasons(ctx, tenantId, runId);
  const [size] = await tx.$queryRaw<{ removed: number; added: number; changed: number }[]>`
    SELECT coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed,
      coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
      coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed
    FROM change_count WHERE tenant_id = ${tenantId} AND run_id = ${runId}`;
  return queueReviewMail(tx, tenantId, ['contact'], (to, tenant) =>
    questionMail(ctx, {
      to,
      tenant,
      breakId,
      isReminder,
      expiresAt,
      token: tokenOf(ctx, question),
      isAboutSize:
        heldBecause(
          'LIMITS',
          reasons.map(({ ruleId }) => ruleId),
        ) === 'LIMITS',
      reasons: whyHeldLines(reasons),
      removed: formatNumber(size?.removed ?? 0),
      added: formatNumber(size?.added ?? 0),
      changed: formatNumber(size?.changed ?? 0),
    }),
  );
}

export interface QuestionForDistrict {
  questionId: number;
  tenantId: number;
  tenantSlug: string;
  tenantName: string;
  timeZone: string;
  breakId: number;
  version: number;
  runId: number;
  state: QuestionState;
  askedAt: Date;
  expiresAt: Date;
  message: string | null;
  answer: QuestionAnswer | null;
  answeredAt: Date | null;
  answeredByName: string | null;
  comment: string | null;
  reviewState: QuestionedReview;
  /** When the files arrived that it asks about, and the newest of the review. */
  arrivedAt: Date | null;
  newestArrivedAt: Date | null;
  /** These changes were decided about, or newer files took their place. */
  isPast: boolean;
}

/**
 * The question of a link, for anyone who holds it: the page shows numbers only to a contact of the district
 * who is signed in. Null for a link nobody was sent. Looking changes nothing.
 */
export async function findQuestionByToken(
  ctx: Pick<AppContext, 'db' | 'clock' | 'settings'>,
  token: string,
): Promise<QuestionForDistrict | null> {
  const id = Number(/^(\d{1,9})-[0-9a-f]{64}$/.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) return null;
  const { rows } = await ctx.db.pool.query<Omit<QuestionForDistrict, 'state'> & ClosedFacts>(
    `SELECT q.id AS "questionId", q.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
       t.time_zone AS "timeZone", q.break_id AS "breakId", q.version, v.run_id AS "runId", q.asked_at AS "askedAt",
       q.expires_at AS "expiresAt", q.message, q.answer, q.answered_at AS "answeredAt", u.name AS "answeredByName",
       q.comment, q.closed_at AS "closedAt", b.state::text AS "reviewState",
       asked.last_arrival_at AS "arrivedAt", (SELECT max(r.last_arrival_at) FROM circuit_break_version newest
         JOIN sync_run r ON r.id = newest.run_id AND r.tenant_id = newest.tenant_id
         WHERE newest.tenant_id = q.tenant_id AND newest.break_id = q.break_id) AS "newestArrivedAt",
       b.state <> 'OPEN' OR q.closed_at IS NOT NULL OR EXISTS (SELECT 1 FROM circuit_break_version newer
         WHERE newer.tenant_id = q.tenant_id AND newer.break_id = q.break_id AND newer.version > q.version) AS "isPast"
     FROM circuit_break_question q
     JOIN tenant t ON t.id = q.tenant_id
     JOIN circuit_break b ON b.tenant_id = q.tenant_id AND b.id = q.break_id
     LEFT JOIN circuit_break_version v ON v.tenant_id = q.tenant_id AND v.break_id = q.break_id AND v.version = q.version
     LEFT JOIN sync_run asked ON asked.id = v.run_id AND asked.tenant_id = v.tenant_id
     LEFT JOIN user_account u ON u.id = q.answered_by_id
     WHERE q.id = $1`,
    [id],
  );
  const found = rows[0];
  if (!found) return null;
  const { closedAt, ...question } = found;
  const { tenantId, expiresAt } = question;
  if (!isSameText(token, tokenOf(ctx, { id, tenantId, expiresAt }))) return null;
  return { ...question, state: questionStateOf({ ...question, closedAt }, ctx.clock.now()) };
}

/** Where a contact answers what the district is still asked about its open review; null where nothing is. */
export async function findOpenQuestion(
  ctx: Pick<AppContext, 'db' | 'clock' | 'settings'>,
  tenantId: number,
): Promise<{ breakId: number; url: string; expiresAt: Date } | null> {
  const question = await ctx.db.prisma.circuitBreakQuestion.findFirst({
    where: {
      tenantId,
      answeredAt: null,
      closedAt: null,
      expiresAt: { gt: ctx.clock.now() },
      circuitBreak: { state: 'OPEN' },
    },
    orderBy: { id: 'desc' },
    select: { id: true, tenantId: true, breakId: true, expiresAt: true },
  });
  if (!question) return null;
  const { breakId, expiresAt } = question;
  return { breakId, expiresAt, url: questionUrl(ctx, tokenOf(ctx, question)) };
}

type AnswerRefusal =
  | 'QUESTION_NOT_FOUND'
  | 'ALREADY_ANSWERED'
  | 'QUESTION_EXPIRED'
  | 'QUESTION_CLOSED'
  | 'NOT_A_CONTACT';

export type AnswerResult = { ok: true } | Refused<AnswerRefusal>;

/** Records what a contact of the district says. Whoever asked and whoever has the review hear of it. */
export async function answerQuestion(
  ctx: AppContext,
  actor: Actor,
  input: {
    tenantId: number;
    questionId: number;
    /** Of the district: who says it. */
    contactId: number;
    answer: QuestionAnswer;
    comment: string;
  },
): Promise<AnswerResult> {
  const { tenantId, questionId, contactId, answer } = input;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<AnswerResult> => {
    // The review, as whoever decides locks it before its questions: locked the other way round, one of the two would
    // be killed as a deadlock.
    await tx.$queryRaw`
      SELECT b.id FROM circuit_break_question q
      JOIN circuit_break b ON b.tenant_id = q.tenant_id AND b.id = q.break_id
      WHERE q.tenant_id = ${tenantId} AND q.id = ${questionId} FOR UPDATE OF b`;
    const question = await tx.circuitBreakQuestion.findFirst({
      where: { tenantId, id: questionId },
      include: { circuitBreak: { select: { state: true, assigneeId: true } } },
    });
    if (!question) return { ok: false, code: 'QUESTION_NOT_FOUND' };
    const member = await tx.tenantMember.findFirst({
      where: { tenantId, userId: contactId, user: { disabledAt: null, role: 'DISTRICT_CONTACT' } },
      select: { userId: true },
    });
    if (!member) return { ok: false, code: 'NOT_A_CONTACT' };
    const { circuitBreak, breakId, version } = question;
    const state = questionStateOf({ ...question, reviewState: circuitBreak.state }, now);
    if (state === 'answered') return { ok: false, code: 'ALREADY_ANSWERED' };
    if (state !== 'open')
      return { ok: false, code: state === 'expired' ? 'QUESTION_EXPIRED' : 'QUESTION_CLOSED' };
    const comment = input.comment.trim() || null;
    await tx.circuitBreakQuestion.update({
      where: { id: questionId },
      data: { answer, comment, answeredById: contactId, answeredAt: now },
    });
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version,
      kind: 'ANSWERED',
      text: comment,
      detail: { questionId, answer, contactId },
    });
    await notifyOfAnswer(ctx, tx, { ...question, answer, assigneeId: circuitBreak.assigneeId });
    return { ok: true };
  });
}

async function notifyOfAnswer(
  ctx: AppContext,
  tx: Transaction,
  question: {
    tenantId: number;
    breakId: number;
    askedById: number | null;
    assigneeId: number | null;
    answer: QuestionAnswer;
  },
): Promise<void> {
  const { tenantId, breakId, askedById, assigneeId, answer } = question;
  const facts = { breakId, isExpected: answer === 'EXPECTED' };
  const people = [...new Set([askedById, assigneeId])].filter((id) => id !== null);
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { id: true, slug: true, name: true, timeZone: true },
  });
  const told = await queueMailToPeople(tx, tenant, people, (to) =>
    answeredMail(ctx, { to, tenant, ...facts }),
  );
  if (told > 0) return;
  await queueReviewMail(tx, tenantId, ['implementer'], (to, of) =>
    answeredMail(ctx, { to, tenant: of, ...facts }),
  );
}
