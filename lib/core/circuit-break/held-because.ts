import { situations } from './evaluate';

/** Why a person looks at an update: what mails and pages say of it has to be true of each. */
export type HeldBecause = 'ONBOARDING' | 'LIMITS' | 'RESUME' | 'NEW_SOURCE' | 'OTHER';

/** By the rules that were reached; a decision made before (an undo, a rejection) may hold a run that reached none. */
export function heldBecause(
  kind: 'ONBOARDING' | 'LIMITS',
  reachedRuleIds: readonly string[],
): HeldBecause {
  if (kind === 'ONBOARDING') return 'ONBOARDING';
  const isSituation = (id: string) => situations.some((situation) => situation === id);
  if (reachedRuleIds.some((id) => !isSituation(id))) return 'LIMITS';
  if (reachedRuleIds.includes('newSource')) return 'NEW_SOURCE';
  return reachedRuleIds.includes('resume') ? 'RESUME' : 'OTHER';
}
