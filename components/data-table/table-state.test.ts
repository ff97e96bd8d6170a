import { describe, expect, test } from 'vitest';
import { hasFilters, readTableState, tableHref } from './table-state';

const spec = {
  sorts: ['attention', 'name', 'students'],
  defaultSort: 'attention',
  filters: ['q', 'status'],
} as const;

describe('reading the address', () => {
  test('an empty address is the default view', () => {
    const state = readTableState({}, spec);
    expect(state).toMatchObject({
      sort: 'attention',
      direction: 'asc',
      page: 1,
      pageSize: 50,
      filters: {},
    });
    expect(hasFilters(state)).toBe(false);
  });

  test.each([
    ['an unknown sort', { sort: 'password' }, { sort: 'attention' }],
    ['a page below one', { page: '-3' }, { page: 1 }],
    ['a page that is no number', { page: '2; drop' }, { page: 1 }],
    ['a page beyond counting', { page: '99999999' }, { page: 1 }],
    ['a size not offered', { rows: '100000' }, { pageSize: 50 }],
    ['a direction that is none', { sort: 'name', direction: 'up' }, { direction: 'asc' }],
    ['a filter given twice', { q: ['lake', 'view'] }, { filters: { q: 'lake' } }],
    ['a filter of spaces', { q: '   ' }, { filters: {} }],
    ['a filter not offered', { tenant: '7' }, { filters: {} }],
  ])('%s falls back', (_, params, expected) => {
    expect(readTableState(params, spec)).toMatchObject(expected);
  });

  test('a filter is cut before it reaches the database', () => {
    expect(readTableState({ q: 'a'.repeat(5000) }, spec).filters.q).toHaveLength(200);
  });
});

describe('writing the address', () => {
  const state = readTableState(
    { q: 'lake & view', sort: 'name', direction: 'desc', page: '3', rows: '100' },
    spec,
    { tab: 'changes' },
  );

  test('holds what is not the default and reads back the same', () => {
    const href = tableHref('/districts', state);
    expect(href).toBe(
      '/districts?tab=changes&q=lake+%26+view&sort=name&direction=desc&rows=100&page=3',
    );
    const params = Object.fromEntries(new URL(href, 'http://localhost').searchParams);
    expect(readTableState(params, spec, { tab: 'changes' })).toEqual(state);
  });

  test('a change of sort or filter starts at page 1', () => {
    expect(tableHref('/districts', state, { sort: 'students', direction: 'asc' })).not.toContain(
      'page=',
    );
    expect(tableHref('/districts', state, { filters: {} })).toBe(
      '/districts?tab=changes&sort=name&direction=desc&rows=100',
    );
  });

  test('the default view has a bare address', () => {
    expect(tableHref('/districts', readTableState({}, spec))).toBe('/districts');
  });
});
