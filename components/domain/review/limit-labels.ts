import type { Effect } from '@/lib/core/circuit-break/rules';
import { formatNumber, formatPercent } from '@/lib/core/format/numbers';

/** Where a rule counts nothing: anything at all reaches it, or it only notes. */
export const noLimit = 'no number';

/** "5 % and at least 25, or 1,000": a share that matters from a number on, or a number by itself: "at least 10". */
export function limitLabel({
  limitPercent,
  limitCount,
  limitCap,
}: {
  limitPercent: number | null;
  limitCount: number | null;
  limitCap: number | null;
}): string {
  const count = Math.min(limitCount ?? Infinity, limitCap ?? Infinity);
  if (!limitPercent) return Number.isFinite(count) ? `at least ${formatNumber(count)}` : noLimit;
  return [
    formatPercent(limitPercent),
    limitCount === null ? '' : ` and at least ${formatNumber(limitCount)}`,
    limitCap === null ? '' : `, or ${formatNumber(limitCap)}`,
  ].join('');
}

/** A rule without numbers holds at the first one, where nobody is left, or only notes. */
export function limitOfRule(
  limit: Parameters<typeof limitLabel>[0],
  { effect, tripsAtZeroLeft }: { effect: Effect; tripsAtZeroLeft: boolean },
): string {
  if (tripsAtZeroLeft) return 'no one left';
  const label = limitLabel(limit);
  if (label !== noLimit) return label;
  return effect === 'warn' ? 'none' : 'any';
}
