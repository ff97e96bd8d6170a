import {
  compareNames,
  hasSameGivenName,
  sharesNoGivenName,
  type PersonName,
} from './compare-names';

export interface KnownPerson {
  readonly name: PersonName;
  /** ISO; null where demographics.csv does not say. */
  readonly birthDate: string | null;
}

/** Written by offices and programs where no birth date is known. */
export const NO_BIRTH_DATES: readonly string[] = [
  '1900-01-01',
  '1899-12-30',
  '1899-12-31',
  '1901-01-01',
];

export const knownBirthDate = (date: string | null): string | null =>
  date === null || NO_BIRTH_DATES.includes(date) ? null : date;

/**
 * Whether a record that has one person's id may be another person's. It is where name and birth date both differ:
 * people change their name, and offices mend birth dates, but hardly both on a day. Where one of the birth dates is not
 * known, it is where not even the given name stayed.
 */
export function isOtherPerson(before: KnownPerson, after: KnownPerson): boolean {
  if (compareNames(before.name, after.name) !== 'other') return false;
  const [was, is] = [knownBirthDate(before.birthDate), knownBirthDate(after.birthDate)];
  if (was !== null && is !== null) return was !== is;
  return sharesNoGivenName(before.name, after.name);
}

/**
 * What two records under different ids have in common: a number (student number, or the id in another writing), a mail
 * address, or the birth date alone.
 */
export type InCommon = 'number' | 'mail' | 'birthDate';

/**
 * Whether a record that leaves and one that comes under another id are one person's. A number belongs to one person
 * unless all else speaks against it. Families share a mail address, and twins a birth date and a family name too: there the
 * given name has to be the same to the letter. A nickname or a married name beside a birth date is no proof: in
 * a large district a hundred children are born on each day.
 */
export function isSamePerson(leaves: KnownPerson, comes: KnownPerson, by: InCommon): boolean {
  if (by === 'number') return !isOtherPerson(leaves, comes);
  const [was, is] = [knownBirthDate(leaves.birthDate), knownBirthDate(comes.birthDate)];
  const isKnown = was !== null && is !== null;
  if (by === 'mail' && !isKnown) return !sharesNoGivenName(leaves.name, comes.name);
  if (!isKnown || !hasSameGivenName(leaves.name, comes.name)) return false;
  if (by === 'mail' && was === is) return true;
  const names = compareNames(leaves.name, comes.name);
  return (names === 'same' || names === 'garbled') && (by === 'mail' || was === is);
}
