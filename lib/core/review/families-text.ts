// Whom a held update touches at home, in one sentence.
import { formatNumber, formatPercent, percentOf, plural } from '../format/numbers';

export interface ContactSizes {
  removed: number;
  added: number;
  changed: number;
  baseline: number;
}

/**
 * A family is counted by its student: one whose contact is added, removed or changed, or who gets or loses a contact that another
 * student has. `families` is null where nobody counted them.
 */
export function familiesText(families: number | null, contacts: ContactSizes): string {
  const hasContacts = contacts.removed + contacts.added + contacts.changed > 0;
  if (families === null) return hasContacts ? `${contactsText(contacts)}.` : NO_CONTACTS;
  if (families === 0) {
    if (!hasContacts) return 'No student’s family is affected: no contact (family member) changes.';
    return `No student’s family is affected: ${contactsText(contacts)}, and no student has them.`;
  }
  const whose =
    families === 1
      ? 'The family of 1 student is affected'
      : `The families of ${plural(families, 'student')} are affected`;
  return hasContacts
    ? `${whose}: ${contactsText(contacts)}.`
    : `${whose}: who is a contact of whom changes, and no contact (family member) is added, removed or changed.`;
}

const inOtherWords = (count: number): string =>
  count === 1 ? '(family member)' : '(family members)';

const NO_CONTACTS = 'No contact (family member) changes.';

/** "18 of 4,000 contacts (family members) removed (0.5 %), 3 added and 5 changed" */
function contactsText({ removed, added, changed, baseline }: ContactSizes): string {
  const parts = [
    { count: removed, verb: 'removed' },
    { count: added, verb: 'added' },
    { count: changed, verb: 'changed' },
  ].filter(({ count }) => count > 0);
  const texts = parts.map(({ count, verb }, index) => {
    if (index > 0) return `${formatNumber(count)} ${verb}`;
    if (verb === 'added') return `${plural(count, 'contact')} ${inOtherWords(count)} added`;
    const share = formatPercent(percentOf(count, baseline));
    return `${formatNumber(count)} of ${plural(baseline, 'contact')} ${inOtherWords(baseline)} ${verb} (${share})`;
  });
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
