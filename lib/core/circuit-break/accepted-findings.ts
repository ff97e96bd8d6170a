/**
 * What a person has looked at and let through. Most rules compare a plan with the live roster, and what was applied is
 * not in the next plan. Some speak of how things are: rows that stand twice, lead nowhere or cannot be used, a total that
 * is not the one announced. The same files say the same tomorrow, and nobody is asked again about what did not change.
 */
import type { MeasureName } from './rules';

/** Rules about the rows of a file, whatever was applied meanwhile. */
export const rowMeasures = ['invalidRows', 'duplicates', 'dangling'] as const;

export type RowMeasure = (typeof rowMeasures)[number];

/** What one rule about how things are found, in a form in which it is known again. */
export type KnownFinding = {
  readonly measure: MeasureName;
  /** A file, or an entity. */
  readonly subject: string;
  readonly count: number;
  /** Which rows they are; null where no rows are counted. */
  readonly rows: ReadonlySet<number> | null;
  /** What a count of no rows is taken against: off another announced number is another finding. */
  readonly against: string;
};

/** Nothing of it is other than what was accepted. Fewer rows are; one more, or one in place of another, is not. */
export function isAccepted(found: KnownFinding, accepted: KnownFinding | undefined): boolean {
  if (!accepted || found.against !== accepted.against) return false;
  if (found.rows === null || accepted.rows === null)
    return found.rows === accepted.rows && found.count <= accepted.count;
  return isPart(found.rows, accepted.rows);
}

/**
 * What is accepted once the run is applied: all of what somebody saw it held for, and otherwise what was accepted before
 * and is still so. A file that was not sent, or names only changes, says nothing of the rows that it does not have.
 */
export function acceptedOnceApplied(
  found: KnownFinding | undefined,
  accepted: KnownFinding | undefined,
  { wasSeen, isWhole }: { readonly wasSeen: boolean; readonly isWhole: boolean },
): KnownFinding | null {
  if (!found) return isWhole ? null : (accepted ?? null);
  if (found.rows === null) return wasSeen || isAccepted(found, accepted) ? found : null;
  const before = accepted?.rows ?? new Set<number>();
  const rows = wasSeen ? found.rows : new Set([...found.rows].filter((row) => before.has(row)));
  const kept = isWhole ? rows : new Set([...before, ...rows]);
  return kept.size === 0 ? null : { ...found, rows: kept, count: kept.size };
}

export const findingKey = (of: { readonly measure: string; readonly subject?: string }): string =>
  `${of.measure} ${of.subject ?? ''}`;

function isPart(part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  for (const each of part) if (!whole.has(each)) return false;
  return true;
}
