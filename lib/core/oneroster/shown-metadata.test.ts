import { expect, it } from 'vitest';
import { shownMetadata } from './shown-metadata';

it('shows what a district added, and masks what could reach somebody', () => {
  expect(
    shownMetadata({
      language: 'Spanish',
      ell: 'true',
      homeroom: 'Room 101',
      cell: '(503) 555-0100',
      work: 'x@example.org',
    }),
  ).toEqual([
    { name: 'homeroom', value: 'Room 101' },
    { name: 'cell', value: 'hidden' },
    { name: 'work', value: 'hidden' },
  ]);
});

it('takes none', () => {
  expect(shownMetadata(null)).toEqual([]);
});
