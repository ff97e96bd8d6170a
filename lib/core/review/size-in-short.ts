import type { Situation } from '../circuit-break/evaluate';
import { ruleName } from '../circuit-break/rule-name';
import type { CountedEntity } from '../change/change';
import { entityNoun } from '../change/entity-nouns';
import { findingTitles } from '../circuit-break/explain-finding';
import type { FindingKind } from '../circuit-break/patterns';
import { formatNumber, formatPercent, percentOf, plural } from '../format/numbers';

export interface ShortSize {
  entity: CountedEntity;
  removed: number;
  added: number;
  changed: number;
  /** Records of this kind there are now. */
  baseline: number;
}

const inOrder: readonly CountedEntity[] = ['students', 'contacts', 'staff'];

/** One line by which held updates are ranked: "53 students removed, 7.6 % · New school year". */
export function sizeInShort({
  sizes,
  finding,
  situation,
}: {
  sizes: readonly ShortSize[];
  /** What explains most of it. */
  finding: FindingKind | null;
  /** Why it waits whatever its size. */
  situation: Situation | null;
}): string {
  const reason = finding ? findingTitles[finding] : situation ? ruleName(situation) : null;
  return [largest(sizes), reason].filter(Boolean).join(' · ');
}

/** What families feel first: who is removed, then who is added, then who is changed. */
function largest(sizes: readonly ShortSize[]): string {
  const ofPeople = inOrder.flatMap((entity) => sizes.filter((size) => size.entity === entity));
  for (const what of ['removed', 'added', 'changed'] as const) {
    const size = ofPeople.find((each) => each[what] > 0);
    if (!size) continue;
    const share = percentOf(size[what], size.baseline);
    return `${formatNumber(size[what])} ${entityNoun(size.entity, size[what])} ${what}${
      share === null ? '' : `, ${formatPercent(share)}`
    }`;
  }
  return plural(
    sizes.reduce((sum, { removed, added, changed }) => sum + removed + added + changed, 0),
    'change',
  );
}
