// Assigning, or asking about, several reviews at once. Each is done by itself: what one refuses keeps no other from it.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { findReview } from '../queries/review-detail';
import { askDistrict } from './questions';
import { assignReview } from './triage';

export type ChosenOperation = { kind: 'assign'; assigneeId: number | null } | { kind: 'ask' };

/** A review that the person may not know of is refused like one that is not there, in the same words. */
export async function actOnReviews(
  ctx: AppContext,
  actor: Actor,
  chosen: readonly number[],
  operation: ChosenOperation,
  mayKnow: (tenantId: number) => Promise<boolean>,
): Promise<{ ok: true; done: number } | Refused<'SOME_REFUSED'>> {
  const refused: string[] = [];
  const left: number[] = [];
  let unknown = 0;
  let done = 0;
  for (const breakId of new Set(chosen)) {
    const review = await findReview(ctx, breakId);
    if (!review || !(await mayKnow(review.tenantId))) {
      unknown += 1;
      left.push(breakId);
      continue;
    }
    const { tenantId, version, fingerprint } = review;
    const result =
      operation.kind === 'ask'
        ? await askDistrict(ctx, actor, { tenantId, breakId, version, fingerprint })
        : await assignReview(ctx, actor, { tenantId, breakId, assigneeId: operation.assigneeId });
    if (result.ok) done += 1;
    else {
      refused.push(review.tenantName);
      left.push(breakId);
    }
  }
  if (unknown > 0) refused.push(unknown === 1 ? 'an unknown review' : `${unknown} unknown reviews`);
  return refused.length === 0
    ? { ok: true, done }
    : { ok: false, code: 'SOME_REFUSED', done, refused, left };
}
