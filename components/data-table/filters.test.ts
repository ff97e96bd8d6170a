import { describe, expect, test } from 'vitest';
import { clearHref, filterChips, type FilterField } from './filters';
import { readTableState } from './table-state';

const fields: FilterField[] = [
  { kind: 'kept', name: 'kind' },
  { kind: 'kept', name: 'check', label: 'Check', text: 'Students without a class' },
  { kind: 'text', name: 'q', label: 'Name' },
  {
    kind: 'select',
    name: 'status',
    label: 'Status',
    all: 'Any status',
    choices: [{ value: 'held', label: 'Under review' }],
  },
];
const spec = {
  sorts: ['name', 'size'],
  defaultSort: 'name',
  filters: ['kind', 'check', 'q', 'status'],
} as const;

const filtersOf = (address: Record<string, string>) => ({
  label: 'Filter districts',
  path: '/districts',
  state: readTableState(address, spec),
  fields,
});
const textsOf = (address: Record<string, string>) =>
  filterChips(filtersOf(address)).map(({ text }) => text);

describe('chips', () => {
  test.each([
    ['nothing set', {}, []],
    ['a text', { q: 'lake' }, ['Name: lake']],
    ['a choice, in its words', { status: 'held' }, ['Status: Under review']],
    ['what is set elsewhere and has words', { check: '7' }, ['Check: Students without a class']],
    ['what a tab says already', { kind: 'student' }, []],
    ['a value that is no choice', { status: 'gone' }, []],
    ['in the order of the fields', { status: 'held', q: 'a' }, ['Name: a', 'Status: Under review']],
  ])('%s', (_, address, texts) => {
    expect(textsOf(address)).toEqual(texts);
  });

  test('each leads to the list without it, on its first page, sorted as it was', () => {
    const address = { q: 'lake', status: 'held', sort: 'size', direction: 'desc', page: '3' };
    expect(filterChips(filtersOf(address)).map(({ removeHref }) => removeHref)).toEqual([
      '/districts?status=held&sort=size&direction=desc',
      '/districts?q=lake&sort=size&direction=desc',
    ]);
  });

  test('all are cleared together; the tab stays', () => {
    expect(clearHref(filtersOf({ kind: 'student', q: 'lake', status: 'held' }))).toBe(
      '/districts?kind=student',
    );
  });
});
