import { z } from 'zod';
import type { SearchParams } from '@/components/data-table/table-state';
import { defaultRules } from '@/lib/core/circuit-break/rules';

/** The rule whose limit is being changed; null for none. */
export function readRule(params: SearchParams): string | null {
  const ruleId = z.string().catch('').parse(params.rule);
  return defaultRules.some(({ id }) => id === ruleId) ? ruleId : null;
}
