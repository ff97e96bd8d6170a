import type { ChangeAction } from '../change/change';

/** What identifies a change set: what it is compared with, and per entity and action how many and which. */
export type FingerprintInput = {
  /** The run whose roster is in force, null before the first one. */
  readonly baselineRunId: number | null;
  readonly groups: readonly {
    readonly entity: string;
    readonly action: ChangeAction;
    readonly count: number;
    /** Sum of the changes' content hashes, as decimal text: it does not depend on their order. */
    readonly hashSum: string;
  }[];
};

/**
 * One text per change set, to be hashed by the server. Groups without changes are left out and order
 * does not matter, so the same changes found again tomorrow have the same fingerprint.
 */
export function fingerprintInput(input: FingerprintInput): string {
  const groups = input.groups
    .filter((group) => group.count > 0)
    .map(({ entity, action, count, hashSum }) => JSON.stringify([entity, action, count, hashSum]))
    .sort();
  return [`baseline ${input.baselineRunId ?? 'none'}`, ...groups].join('\n');
}
