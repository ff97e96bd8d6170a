import { expect, test } from 'vitest';
import { peopleText, removedText, toldText } from './approval-text';

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
