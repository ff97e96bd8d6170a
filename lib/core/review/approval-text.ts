// What an approval does, in the words of its dialog: to people first, then to every record that goes with them.
import type { CountedEntity } from '../change/change';
import { entityNoun } from '../change/entity-nouns';
import { formatNumber, plural } from '../format/numbers';

interface Size {
  readonly entity: CountedEntity;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

const people: readonly CountedEntity[] = ['students', 'contacts', 'staff'];

/** "53 students and 48 contacts will be removed; 54 students will be added." */
export function peopleText(sizes: readonly Size[]): string {
  const ofPeople = people.flatMap((entity) => sizes.filter((size) => size.entity === entity));
  const parts = (['removed', 'added', 'changed'] as const).flatMap((what) => {
    const counts = ofPeople.filter((size) => size[what] > 0);
    if (counts.length === 0) return [];
    return `${listed(counts.map((size) => counted(size.entity, size[what])))} will be ${what}`;
  });
  return parts.length === 0
    ? 'No students, contacts or staff will be removed, added or changed.'
    : `${parts.join('; ')}.`;
}

/** What the number of all removed records is made of: "53 students, 48 contacts and 273 classes". */
export function removedText(sizes: readonly Pick<Size, 'entity' | 'removed'>[]): string {
  return listed(
    sizes.filter(({ removed }) => removed > 0).map((size) => counted(size.entity, size.removed)),
  );
}

const counted = (entity: CountedEntity, count: number): string =>
  `${formatNumber(count)} ${entityNoun(entity, count)}`;

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** How many records go, of all kinds together, and that it can be taken back. */
export function removalText(removed: number): string {
  if (removed === 0) return 'Nothing will be removed. You can undo this for 30 days.';
  return removed === 1
    ? '1 record will be removed. It can be restored for 30 days.'
    : `${formatNumber(removed)} records of all kinds will be removed. They can be restored for 30 days.`;
}

/** What becomes of the changes that an approval in part does not apply; empty where it applies all. */
export function leftOutText(leftOut: number): string {
  if (leftOut === 0) return '';
  return leftOut === 1
    ? '1 change is left out. If the next files contain it again, it will be held for review.'
    : `${plural(leftOut, 'change')} are left out. If the next files contain them again, they will be held for review.`;
}

const NOT_TOLD =
  'The district was not told about this hold, so it gets no email about the approval.';

/** Whether and how the district hears of an approval. */
export function toldText({
  isFirst,
  isQuiet,
  isPart = false,
  needsSecond = false,
}: {
  isFirst: boolean;
  /** It was not told of the hold either. */
  isQuiet: boolean;
  /** Something is left out. */
  isPart?: boolean;
  /** Two people must approve, and this approval is the first. */
  needsSecond?: boolean;
}): string {
  if (needsSecond) return afterSecondText({ isFirst, isQuiet, isPart });
  if (isFirst) return 'Once the roster is live, the district’s contacts get an email.';
  if (isQuiet) return NOT_TOLD;
  return isPart
    ? 'The district’s contacts get an email that the review is over and part of the update is being applied.'
    : 'The district’s contacts get an email that the review is over and the update is being applied.';
}

function afterSecondText(of: { isFirst: boolean; isQuiet: boolean; isPart: boolean }): string {
  if (of.isFirst)
    return 'Once a second person confirms, the roster goes live and the district’s contacts get an email.';
  const applied = `Once a second person confirms, ${of.isPart ? 'this part of the update' : 'the update'} is applied`;
  return of.isQuiet
    ? `${applied}. ${NOT_TOLD}`
    : `${applied}, and the district’s contacts get an email that the review is over.`;
}
