/**
 * What other limits would have done: the counts kept with every evaluation are compared again. Rules that
 * are not about a limit (a first roster, the first files after a pause) stay as they were.
 */
import { judge } from './evaluate';
import { applyProfile, inSessionProfile, profiles, type Profile } from './profiles';
import type { Rule } from './rules';

/** One rule as it was looked at, with the profile of that day. */
export type StoredEvaluation = {
  readonly ruleId: string;
  readonly profileId: string;
  readonly scope: 'district' | 'school';
  readonly scopeSourcedId: string;
  readonly subject: string;
  readonly baselineCount: number;
  readonly changeCount: number;
  readonly percent: number | null;
  readonly tripped: boolean;
  /** Let through by a person before, and unchanged: no limit asks again. */
  readonly accepted: boolean;
};

export type SimulatedReason = StoredEvaluation & {
  readonly limitPercent: number | null;
  readonly limitCount: number | null;
  readonly limitCap: number | null;
};

export type SimulatedRun = {
  readonly wasHeld: boolean;
  readonly wouldBeHeld: boolean;
  /** Every limit that would be reached. */
  readonly reasons: readonly SimulatedReason[];
};

export function simulateRun(
  evaluations: readonly StoredEvaluation[],
  rules: readonly Rule[],
): SimulatedRun {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const reasons = evaluations.flatMap((evaluation) => {
    const rule = known.get(evaluation.ruleId);
    const judged = rule ? again(rule, evaluation) : unchanged(evaluation);
    return judged.isReached ? [{ ...evaluation, ...judged.limits }] : [];
  });
  return {
    wasHeld: evaluations.some(({ tripped }) => tripped),
    wouldBeHeld: reasons.length > 0,
    reasons,
  };
}

const noLimits = { limitPercent: null, limitCount: null, limitCap: null };

const unchanged = ({ tripped }: StoredEvaluation) => ({ isReached: tripped, limits: noLimits });

function again(rule: Rule, evaluation: StoredEvaluation) {
  const bent = applyProfile(rule, profileOf(evaluation));
  if (evaluation.accepted) return unchanged(evaluation);
  if (bent.tripsAtZeroLeft) return unchanged(evaluation);
  const { baselineCount: baseline, changeCount: count, percent } = evaluation;
  // Only a share that falls is not the count's part of the base.
  const share = rule.measure === 'reachability' ? percent : null;
  const { isReached, ...limits } = judge(bent, { baseline, count, percent: share });
  return { isReached: isReached && bent.effect !== 'warn', limits };
}

function profileOf({ profileId }: StoredEvaluation): Profile {
  return Object.values(profiles).find(({ id }) => id === profileId) ?? inSessionProfile;
}
