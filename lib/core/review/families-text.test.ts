import { expect, test } from 'vitest';
import { familiesText } from './families-text';

const none = { removed: 0, added: 0, changed: 0, baseline: 4_000 };

test.each([
  [
    412,
    { ...none, removed: 18, added: 3, changed: 5 },
    'The families of 412 students are affected: 18 of 4,000 contacts (family members) removed (0.5 %), 3 added and 5 changed.',
  ],
  [
    1,
    { ...none, changed: 1, baseline: 1 },
    'The family of 1 student is affected: 1 of 1 contact (family member) changed (100 %).',
  ],
  [
    2,
    { ...none, added: 1, baseline: 0 },
    'The families of 2 students are affected: 1 contact (family member) added.',
  ],
  [
    30,
    { ...none, added: 40, changed: 2 },
    'The families of 30 students are affected: 40 contacts (family members) added and 2 changed.',
  ],
  [
    3,
    none,
    'The families of 3 students are affected: who is a contact of whom changes, and no contact (family member) is added, removed or changed.',
  ],
  [0, none, 'No student’s family is affected: no contact (family member) changes.'],
  [
    0,
    { ...none, removed: 2 },
    'No student’s family is affected: 2 of 4,000 contacts (family members) removed (0.1 %), and no student has them.',
  ],
  // Held before families were counted.
  [null, none, 'No contact (family member) changes.'],
  [
    null,
    { ...none, removed: 18, changed: 5 },
    '18 of 4,000 contacts (family members) removed (0.5 %) and 5 changed.',
  ],
])('%s families, %o', (families, contacts, expected) => {
  expect(familiesText(families, contacts)).toBe(expected.replace(/ %/g, '\u00a0%'));
});
