// How a district's data comes, as far as the set-up may say.
import { VENDOR_PROFILES, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import type { SetUpWay } from '@/lib/core/set-up/ways';
import type { ConnectionRow } from '../connections/queries/list-connections';

export interface WayFacts {
  /** The connection that brings the roster. */
  connection: Pick<ConnectionRow, 'api' | 'baselineRunId'>;
  /** Sets came through it. */
  hasSets: boolean;
  /** What the district said; it counts until files have come. */
  wanted: string | null;
}

export function wayOf(facts: WayFacts): SetUpWay {
  const { api } = facts.connection;
  if (api) return isVendor(api.vendor) ? api.vendor : 'OTHER';
  return facts.wanted !== null && isVendor(facts.wanted) && isWayOpen(facts)
    ? facts.wanted
    : 'FILES';
}

/** Until files came, or until the first roster of an API is live. From then on staff switch (moveRosterFeed), with all it takes. */
export function isWayOpen({
  connection: { api, baselineRunId },
  hasSets,
}: Omit<WayFacts, 'wanted'>): boolean {
  return baselineRunId === null && (api !== null || !hasSets);
}

export const isVendor = (name: string): name is VendorName => Object.hasOwn(VENDOR_PROFILES, name);
