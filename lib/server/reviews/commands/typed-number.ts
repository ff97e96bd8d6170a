import type { PartEffect } from '../queries/approval-effect';
import type { EntitySize } from '../queries/sizes';

const TYPED_ABOVE_REMOVALS = 5_000;
const TYPED_ABOVE_PERCENT = 25;
/** Losing these silences families; an enrollment that moves to another class does not. */
const WEIGHTY: readonly EntitySize['entity'][] = ['students', 'contacts', 'staff', 'classes'];

/** The number a reviewer has to type before a very large removal, null where pressing twice is enough. */
export function typedNumberFor(
  sizes: readonly Pick<EntitySize, 'entity' | 'removed' | 'baseline'>[],
): number | null {
  const removed = sizes.reduce((sum, size) => sum + size.removed, 0);
  const isLargeShare = sizes.some(
    (size) =>
      WEIGHTY.includes(size.entity) && size.removed * 100 > size.baseline * TYPED_ABOVE_PERCENT,
  );
  return removed > TYPED_ABOVE_REMOVALS || isLargeShare ? removed : null;
}

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

/** As people write a number: commas or spaces between its groups, and nothing else around it. */
export function isTyped(asked: number, typed = ''): boolean {
  return /^[\d,\s]+$/.test(typed) && typed.replaceAll(/[,\s]/g, '') === String(asked);
}
