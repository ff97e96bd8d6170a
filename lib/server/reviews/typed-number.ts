import type { EntitySize } from './queries';

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
