import { situations } from '../circuit-break/evaluate';

/** What is compared: one limit that was reached, at its scope. */
export interface ReachedLimit {
  readonly ruleId: string;
  readonly scope: string;
  readonly scopeSourcedId: string;
  /** A field or an entity, where one rule is asked about several. */
  readonly subject: string;
  readonly changeCount: number;
  readonly isNeverRelaxed: boolean;
}

const HEADROOM_PERCENT = 10;

export const preClearDays = 3;

/**
 * May follow-ups of an approval be let pass at all? The counts of a plan say nothing about a part of it, and a
 * first roster has no follow-ups of its size.
 */
export function canPreClear(approved: {
  readonly kind: 'LIMITS' | 'ONBOARDING';
  readonly scope: 'ALL' | 'ADDITIONS' | 'SLICE' | null;
}): boolean {
  return approved.kind === 'LIMITS' && approved.scope === 'ALL';
}

/**
 * May a follow-up pass on the strength of an approval? Only where every limit it reaches was reached by the
 * approved run too, by hardly less, and none of them is one that is never relaxed. What is held for what
 * happened, as after a pause, is held whatever its size.
 */
export function isWithinPreClear(
  approved: readonly ReachedLimit[],
  followUp: readonly ReachedLimit[],
): boolean {
  const counts = new Map(approved.map((limit) => [keyOf(limit), limit.changeCount]));
  return followUp.every((limit) => {
    const count = counts.get(keyOf(limit));
    if (count === undefined || limit.isNeverRelaxed || isSituation(limit)) return false;
    return limit.changeCount * 100 <= count * (100 + HEADROOM_PERCENT);
  });
}

function isSituation({ ruleId }: ReachedLimit): boolean {
  return situations.some((situation) => situation === ruleId);
}

function keyOf({ ruleId, scope, scopeSourcedId, subject }: ReachedLimit): string {
  return JSON.stringify([ruleId, scope, scopeSourcedId, subject]);
}
