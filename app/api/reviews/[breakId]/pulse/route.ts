import { z } from 'zod';
import { formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { mayKnowTenant } from '@/lib/server/auth/tenant-access';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { rowId } from '@/lib/server/http/row-id';
import { notePresence } from '@/lib/server/reviews/presence';
import { findReviewStatus, type ReviewStatus } from '@/lib/server/reviews/queries/review-status';

/** A page that is open says so, and hears who else looks and what happened since. */
export const POST = defineRoute({
  require: 'person',
  isAskedByPage: true,
  permission: 'reviews.list',
  params: z.object({ breakId: rowId }),
  query: z.object({ version: rowId }),
  run: async ({ ctx, person, params: { breakId }, query, facts }) => {
    const reviewStatus = await findReviewStatus(ctx, breakId);
    if (!reviewStatus || !(await mayKnowTenant(ctx, person, reviewStatus.tenantId)))
      return notFoundError(facts.requestId);
    const others = await notePresence(ctx, {
      tenantId: reviewStatus.tenantId,
      breakId,
      userId: person.userId,
    });
    return Response.json({
      others: others.map(({ name }) => name),
      news: newsFor(reviewStatus, query.version),
    });
  },
});

const decisions: Partial<Record<ReviewStatus['state'], string>> = {
  APPROVED: 'approved',
  REJECTED: 'rejected',
};

function newsFor(reviewStatus: ReviewStatus, version: number): string | null {
  const { state, timeZone, decidedAt, decidedByName, latestVersion, latestReceivedAt } =
    reviewStatus;
  const decision = decisions[state];
  if (decision) {
    const at = decidedAt ? ` at ${formatTimeOfDay(decidedAt, timeZone)}` : '';
    return `${decidedByName ?? 'Someone'} ${decision} it${at}.`;
  }
  if (state === 'SUPERSEDED' || latestVersion !== version) {
    return `New files came at ${formatTimeOfDay(latestReceivedAt, timeZone)}.`;
  }
  return state === 'OPEN' ? null : 'It expired: no newer files came.';
}
