// Parents and other contacts of students. Which of them take messages is decided here by what is said of their relation; the
// same answer gives students their list of contacts, so that both sides name each other.
import type { UserRecord } from '../oneroster-json/written-records';
import { codeKey } from './descriptors';
import { contactId, orgId, studentId } from './ids';
import { emailOf, FAMILY_MAIL, languageOf, phonesOf } from './reach';
import type {
  Contact,
  Parent,
  StudentContactAssociation,
  StudentParentAssociation,
} from './resources';

/** Data standards before 5 call a contact a parent. */
export function contactOfParent({ parentUniqueId, ...parent }: Parent): Contact {
  return { ...parent, contactUniqueId: parentUniqueId };
}

export function contactAssociation({
  parentReference,
  ...association
}: StudentParentAssociation): StudentContactAssociation {
  return { ...association, contactReference: { contactUniqueId: parentReference.parentUniqueId } };
}

export type ContactRole = 'parent' | 'guardian' | 'relative';

/** "Father's attorney", "stepmother's partner": someone of a parent, who is none. `codeKey` makes a blank of the apostrophe. */
const OF_A_PARENT = /\w s \w|\b(?:mothers|fathers|moms|dads|parents|guardians) \w/;
const PARENTS = /\b(?:parents?|mother|father|stepmother|stepfather|mom|dad)\b/;
const GUARDIANS = /\b(?:guardian|foster|custodian|caregiver|caretaker|ward)\b/;
/** They look after a child on some occasions, or know it by their profession. */
const NOT_FAMILY =
  /\b(?:neighbou?r|physician|doctor|dentist|nurse|daycare|day care|child care|babysitter|employer|caseworker|case worker|social worker|agency|ad litem|advocate|mentor|coach|therapist|attorney|lawyer|probation|officer|counselor|teacher|transportation|emergency contact)\b/;

export type ContactVerdict =
  | { isTaken: true; role: ContactRole }
  /** `RESTRICTED`: the school noted that contact is restricted, in its own words, which only people can read. */
  | { isTaken: false; because: 'RESTRICTED' | 'NOT_FAMILY' };

export function judgeContact({
  relationDescriptor,
  legalGuardian,
  contactRestrictions,
}: Pick<
  StudentContactAssociation,
  'relationDescriptor' | 'legalGuardian' | 'contactRestrictions'
>): ContactVerdict {
  if (contactRestrictions?.trim()) return { isTaken: false, because: 'RESTRICTED' };
  const relation = codeKey(relationDescriptor);
  if (legalGuardian === true)
    return {
      isTaken: true,
      role: isParent(relation) && !GUARDIANS.test(relation) ? 'parent' : 'guardian',
    };
  // A wrong recipient cannot be taken back: a profession counts before the words of a family.
  if (NOT_FAMILY.test(relation) || OF_A_PARENT.test(relation))
    return { isTaken: false, because: 'NOT_FAMILY' };
  if (GUARDIANS.test(relation)) return { isTaken: true, role: 'guardian' };
  if (isParent(relation)) return { isTaken: true, role: 'parent' };
  return { isTaken: true, role: 'relative' };
}

const isParent = (relation: string): boolean =>
  PARENTS.test(relation) && !OF_A_PARENT.test(relation) && !/\bgrand/.test(relation);

export interface ChildOfContact {
  association: StudentContactAssociation;
  /** Of today; a child who is a member of none is not in the roster. */
  schoolIds: readonly number[];
}

/** Null of a contact who takes messages for no child of the roster. */
export function contactUser(
  contact: Contact,
  children: readonly ChildOfContact[],
): UserRecord | null {
  const roles = new Set<ContactRole>();
  const students = new Set<string>();
  const schools = new Set<string>();
  for (const { association, schoolIds } of children) {
    const verdict = judgeContact(association);
    if (!verdict.isTaken || schoolIds.length === 0) continue;
    roles.add(verdict.role);
    students.add(studentId(association.studentReference.studentUniqueId));
    for (const id of schoolIds) schools.add(orgId(id));
  }
  if (students.size === 0) return null;
  const language = languageOf(contact.languages);
  return {
    sourcedId: contactId(contact.contactUniqueId),
    enabledUser: true,
    orgs: [...schools].sort(),
    // A row has one role: who is parent of one child and relative of another is a parent.
    role: roles.has('parent') ? 'parent' : roles.has('guardian') ? 'guardian' : 'relative',
    ...(contact.loginId ? { username: contact.loginId } : {}),
    givenName: contact.firstName,
    familyName: contact.lastSurname,
    ...(contact.middleName ? { middleName: contact.middleName } : {}),
    identifier: contact.contactUniqueId,
    ...emailOf(contact.electronicMails, FAMILY_MAIL),
    ...phonesOf(contact.telephones),
    agents: [...students].sort(),
    grades: [],
    metadata: language === '' ? {} : { language },
  };
}
