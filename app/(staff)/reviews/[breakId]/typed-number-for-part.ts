import type { PartEffect } from '@/lib/server/reviews/approval-effect';
import type { EntitySize } from '@/lib/server/reviews/queries';
import { typedNumberFor } from '@/lib/server/reviews/typed-number';

/** The same rule as for the whole, asked of what a part removes. */
export function typedNumberForPart(
  { groups }: PartEffect,
  sizes: readonly EntitySize[],
): number | null {
  return typedNumberFor(
    sizes.map(({ entity, baseline }) => ({
      entity,
      baseline,
      removed: groups
        .filter((group) => group.entity === entity && group.action === 'REMOVE')
        .reduce((sum, { applied }) => sum + applied, 0),
    })),
  );
}
