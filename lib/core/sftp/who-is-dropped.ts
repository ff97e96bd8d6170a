// Who has to go when more connections wait to sign in than there are places. Whoever comes is let in and another goes:
// refused before it signs in, an honest client could not show that it has something to say. Silent ones go first, at random.

/** How far towards a sign-in a connection has come. */
const STAGES = ['SILENT', 'IDENTIFIED', 'ENCRYPTED', 'ASKED'] as const;
export type Stage = (typeof STAGES)[number];

export interface Waiting {
  /** One IPv4 address, or an IPv6 /64. */
  source: string;
  /** One IPv4 /24, or an IPv6 /48. */
  network: string;
  /** Somebody signed in from there lately. */
  isKnown: boolean;
  /** Named in the settings: many share it, so it has no limit of its own. */
  isExempt: boolean;
  stage: Stage;
  waitedMs: number;
}

export interface PlaceLimits {
  unauthenticatedPerSource: number;
  /** Of strangers only. */
  unauthenticatedPerNetwork: number;
  unauthenticatedTotal: number;
  /** Of the total, what strangers never take. */
  unauthenticatedKnownShare: number;
}

/** Clients identify themselves within a round trip. */
const SILENT_MS = 1_000;
/** One in ten may be at an early stage without being suspected: everybody passes through it. */
const PASSING_SHARE = 0.1;

/** Null when there is room. `random` is at least 0 and less than 1. */
export function whoIsDropped<W extends Waiting>(
  others: readonly W[],
  newcomer: W,
  limits: PlaceLimits,
  random: () => number,
): W | null {
  const pool = crowdOf(others, newcomer, limits);
  if (pool === null) return null;
  return leastEarnest(heaviest(heaviest(pool, 'network'), 'source'), random) ?? newcomer;
}

/** Those of whom there are too many once the newcomer is in; the newcomer is none of them. */
function crowdOf<W extends Waiting>(
  others: readonly W[],
  newcomer: W,
  limits: PlaceLimits,
): W[] | null {
  const ofSource = others.filter(({ source }) => source === newcomer.source);
  if (!newcomer.isExempt && ofSource.length >= limits.unauthenticatedPerSource) return ofSource;
  const strangers = others.filter(({ isKnown }) => !isKnown);
  if (!newcomer.isKnown) {
    const ofNetwork = strangers.filter(({ network }) => network === newcomer.network);
    if (ofNetwork.length >= limits.unauthenticatedPerNetwork) return ofNetwork;
    const { unauthenticatedTotal: total, unauthenticatedKnownShare: share } = limits;
    const places = total - Math.floor(total * share);
    if (strangers.length >= places) return strangers;
  }
  if (others.length < limits.unauthenticatedTotal) return null;
  // Exempt ones have no limit of their own, so they are not to take what is kept for those who signed in.
  const isOwn = ({ isKnown, isExempt }: W): boolean => isKnown && !isExempt;
  const known = others.filter(isOwn);
  const exempt = others.filter(({ isExempt }) => isExempt);
  const share = limits.unauthenticatedTotal * limits.unauthenticatedKnownShare;
  const rest = known.length + (isOwn(newcomer) ? 1 : 0) <= share ? strangers : known;
  return exempt.length >= rest.length ? exempt : rest;
}

function heaviest<W extends Waiting>(pool: readonly W[], by: 'network' | 'source'): W[] {
  const groups = new Map<string, W[]>();
  for (const each of pool) groups.set(each[by], [...(groups.get(each[by]) ?? []), each]);
  return [...groups.values()].reduce<W[]>((a, b) => (b.length > a.length ? b : a), []);
}

function leastEarnest<W extends Waiting>(pool: readonly W[], random: () => number): W | null {
  const pick = (from: readonly W[]): W | null => from[Math.floor(random() * from.length)] ?? null;
  const silent = pool.filter(({ stage, waitedMs }) => stage === 'SILENT' && waitedMs >= SILENT_MS);
  if (silent.length > 0) return pick(silent);
  for (const stage of STAGES) {
    const here = pool.filter((each) => each.stage === stage);
    if (here.length > pool.length * PASSING_SHARE) return pick(here);
  }
  return pick(pool);
}
