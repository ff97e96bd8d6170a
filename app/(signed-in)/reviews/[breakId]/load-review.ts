import { notFound } from 'next/navigation';
import { cache } from 'react';
import { can } from '@/lib/server/auth/permissions';
import { mayKnowTenant } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { actorOf, readRequestFacts } from '@/lib/server/http/request-facts';
import { readRowId } from '@/lib/server/http/row-id';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { findSecondPersonReasons } from '@/lib/server/reviews/queries/approval-effect';
import { recordFirstLook } from '@/lib/server/reviews/commands/triage';
import { saysStop } from '@/lib/server/reviews/queries/district-answer';
import { findReview } from '@/lib/server/reviews/queries/review-detail';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import { listApprovals, listQuestions } from '@/lib/server/reviews/queries/timeline';
import { typedNumberFor } from '@/lib/server/reviews/commands/typed-number';
import { findRun } from '@/lib/server/sync-runs/queries/get-run';
import { undoableUntil } from '@/lib/core/sync-run/undo';

export type ReviewParams = Promise<{ breakId: string }>;

const find = cache(async (breakId: string, version: number | null) => {
  const id = readRowId(breakId);
  return id === null ? null : findReview(getAppContext(), id, version);
});

/** For the title; the page itself loads the rest. */
export async function loadReviewName(params: ReviewParams) {
  const person = await requirePermission('reviews.list');
  const review = await find((await params).breakId, null);
  if (!review || !(await mayKnowTenant(getAppContext(), person, review.tenantId))) notFound();
  return review;
}

/** What the head and the foot of every page of a review show. */
export async function loadReview(params: ReviewParams, version: number | null) {
  const { breakId } = await params;
  const path = `/reviews/${breakId}`;
  const person = await requirePermission('reviews.list', path);
  const ctx = getAppContext();
  const review = await find(breakId, version);
  if (!review || !(await mayKnowTenant(ctx, person, review.tenantId))) notFound();
  const { tenantId, runId, state } = review;
  const isOpen = state === 'OPEN';
  if (isOpen && review.firstLookAt === null) {
    const actor = actorOf(person, await readRequestFacts(ctx));
    await recordFirstLook(ctx, actor, { tenantId, breakId: review.breakId });
  }
  const saidStop = await saysStop(ctx.db.prisma, review);
  const [sizes, approvals, questions, secondPerson, staff, run] = await Promise.all([
    listReviewSizes(ctx, tenantId, runId),
    listApprovals(ctx, tenantId, review.breakId),
    listQuestions(ctx, tenantId, review.breakId),
    findSecondPersonReasons(ctx, { id: runId, tenantId }, null, { saidStop }),
    isOpen ? listStaff(ctx) : [],
    findRun(ctx, tenantId, runId),
  ]);
  const isNewest = review.version === review.latestVersion;
  const now = ctx.clock.now();
  return {
    ctx,
    person,
    path,
    now,
    review,
    sizes,
    questions,
    secondPerson,
    saidStop,
    /** What the district last said about this review. */
    lastAnswer: questions.find(({ answer }) => answer !== null) ?? null,
    staff: staff.filter(({ disabledAt }) => !disabledAt),
    /** Of the changes on this page only: an approval of other changes does not count here. */
    approvals: approvals.filter(({ fingerprint }) => fingerprint === review.fingerprint),
    isUndoAsked: review.runUndoRequestedAt !== null && review.runUndoneAt === null,
    undoUntil: run && can(person, 'runs.undo') ? undoableUntil(run, now) : null,
    typedNumber: typedNumberFor(sizes.entities),
    isDecidable: isOpen && isNewest && review.runState === 'HELD' && !review.isPaused,
  };
}

export type LoadedReview = Awaited<ReturnType<typeof loadReview>>;
