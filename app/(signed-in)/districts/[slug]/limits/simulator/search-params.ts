import type { SearchParams } from '@/components/data-table/table-state';
import type { LimitOverride } from '@/lib/core/circuit-break/profiles';
import { defaultRules } from '@/lib/core/circuit-break/rules';

const MOST = 20;
const number = (text: string | undefined): number | null => {
  const value = text ? Number(text.replaceAll(',', '')) : Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** One proposal stands in the address as "students.REMOVE:8:25:1000"; an empty place keeps the default. */
export function readProposals(params: SearchParams): LimitOverride[] {
  const given = [params.limit ?? []].flat().slice(0, MOST);
  const added = proposalOf(params);
  const proposals = new Map<string, LimitOverride>();
  for (const text of [...given, ...(added ? [added] : [])]) {
    const [ruleId = '', percent, count, cap] = text.split(':');
    if (!defaultRules.some(({ id }) => id === ruleId)) continue;
    proposals.set(ruleId, {
      ruleId,
      limitPercent: number(percent),
      limitCount: number(count),
      limitCap: number(cap),
    });
  }
  return [...proposals.values()];
}

/** What the form adds to the address. */
function proposalOf(params: SearchParams): string | null {
  const one = (name: string) => [params[name] ?? ''].flat()[0] ?? '';
  const ruleId = one('rule');
  return ruleId ? [ruleId, one('percent'), one('count'), one('cap')].join(':') : null;
}

export function proposalText({ ruleId, limitPercent, limitCount, limitCap }: LimitOverride) {
  return [ruleId, limitPercent ?? '', limitCount ?? '', limitCap ?? ''].join(':');
}
