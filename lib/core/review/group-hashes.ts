import type { ChangeAction } from '../change/change';

/** "students REMOVE": how a group of changes is named where it is looked at, ticked and compared. */
export type GroupKey = string;

export function groupKey(entity: string, action: ChangeAction): GroupKey {
  return `${entity} ${action}`;
}

interface HashedGroup {
  readonly entity: string;
  readonly action: ChangeAction;
  readonly count: number;
  /** Exclusive or of the changes' hashes, as decimal text. */
  readonly hashSum: string;
}

/**
 * One identity per entity and action, over all schools: the same changes found again, also in another
 * order of files or of schools, have the same one.
 */
export function groupHashes(groups: readonly HashedGroup[]): Record<GroupKey, string> {
  const sums = new Map<GroupKey, { count: number; hash: bigint }>();
  for (const { entity, action, count, hashSum } of groups) {
    if (count === 0) continue;
    const key = groupKey(entity, action);
    const sum = sums.get(key) ?? { count: 0, hash: 0n };
    sums.set(key, {
      count: sum.count + count,
      hash: sum.hash ^ BigInt.asUintN(64, BigInt(hashSum)),
    });
  }
  return Object.fromEntries(
    [...sums].map(([key, { count, hash }]) => [key, `${count}:${hash.toString(16)}`]),
  );
}
