import { compareNames, sharesNoGivenName, type PersonName } from './compare-names';

export interface KnownPerson {
  readonly name: PersonName;
  /** ISO; null where demographics.csv does not say. */
  readonly birthDate: string | null;
}

/** Written by offices and programs where no birth date is known. */
const NO_BIRTH_DATES = new Set(['1900-01-01', '1899-12-30', '1899-12-31', '1901-01-01']);

export const knownBirthDate = (date: string | null): string | null =>
  date === null || NO_BIRTH_DATES.has(date) ? null : date;

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
