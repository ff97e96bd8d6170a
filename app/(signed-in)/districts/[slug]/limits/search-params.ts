import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';
import { defaultRules } from '@/lib/core/circuit-break/rules';

/** Only the limits that the district has of its own, or all. */
export type ShownLimits = 'all' | 'changed';

export function readShown(params: SearchParams): ShownLimits {
  return params.show === 'changed' ? 'changed' : 'all';
}

/** The rule whose limit is being changed; null for none. */
export function readRule(params: SearchParams): string | null {
  const ruleId = z.string().catch('').parse(params.rule);
  return defaultRules.some(({ id }) => id === ruleId) ? ruleId : null;
}
