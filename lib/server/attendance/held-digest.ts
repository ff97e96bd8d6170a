import { createHash } from 'node:crypto';

export interface HeldList {
  schoolId: string;
  heldBecause: readonly string[];
  waiting: number;
}

/** Of held lists as a person saw them: releasing all of them releases these, and no others that came meanwhile. */
export function heldDigest(lists: readonly HeldList[]): string {
  const seen = lists
    .map(({ schoolId, heldBecause, waiting }) => JSON.stringify([schoolId, heldBecause, waiting]))
    .sort();
  return createHash('sha256').update(seen.join('\n')).digest('hex');
}
