import { expect, test } from 'vitest';
import { leftOutText, peopleText, removalText, removedText, toldText } from './approval-text';

const size = (
  entity: 'students' | 'contacts' | 'staff' | 'classes',
  removed: number,
  added = 0,
  changed = 0,
) => ({ entity, removed, added, changed });

test.each([
  [
    'people before anything else, in the order of the page',
    [size('contacts', 48, 108), size('classes', 273), size('students', 53, 54, 647)],
    '53 students and 48 contacts will be removed; 54 students and 108 contacts will be added; 647 students will be changed.',
  ],
  ['one', [size('staff', 1)], '1 staff member will be removed.'],
  [
    'no people',
    [size('classes', 3)],
    'No students, contacts or staff will be removed, added or changed.',
  ],
])('%s', (_, sizes, text) => {
  expect(peopleText(sizes)).toBe(text);
});

test('the number of removed records is told by its parts, whatever they are', () => {
  const sizes = [
    size('students', 53),
    size('staff', 0, 4),
    size('classes', 1),
    size('contacts', 2),
  ];
  expect(removedText(sizes)).toBe('53 students, 1 class and 2 contacts');
});

test('the district hears of what it was told was held, and of its first roster', () => {
  expect(toldText({ isFirst: false, isQuiet: false })).toContain('the review is over');
  expect(toldText({ isFirst: false, isQuiet: true })).toContain('no email');
  expect(toldText({ isFirst: true, isQuiet: false })).toContain('live');
});

test.each([
  [
    'all of it',
    {},
    'Once a second person confirms, the update is applied, and the district’s contacts get an email that the review is over.',
  ],
  [
    'a part',
    { isPart: true },
    'Once a second person confirms, this part of the update is applied, and the district’s contacts get an email that the review is over.',
  ],
  [
    'a hold the district was not told about',
    { isQuiet: true },
    'Once a second person confirms, the update is applied. The district was not told about this hold, so it gets no email about the approval.',
  ],
  [
    'a first roster',
    { isFirst: true },
    'Once a second person confirms, the roster goes live and the district’s contacts get an email.',
  ],
])('the first of two approvals applies nothing yet: %s', (_, of, text) => {
  expect(toldText({ isFirst: false, isQuiet: false, ...of, needsSecond: true })).toBe(text);
});

test.each([
  [0, 'Nothing will be removed.', ''],
  [
    1,
    '1 record will be removed. It can',
    '1 change is left out. If the next files contain it again',
  ],
  [
    1200,
    '1,200 records of all kinds will be removed. They can',
    '1,200 changes are left out. If the next files contain them again',
  ],
])('%i records removed, or changes left out, in a sentence', (count, removal, leftOut) => {
  expect(removalText(count)).toContain(removal);
  expect(leftOutText(count).startsWith(leftOut)).toBe(true);
  expect(leftOutText(count) === '').toBe(count === 0);
});
