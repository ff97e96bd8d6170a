import { describe, expect, test } from 'vitest';
import { addressOf, listNames } from './lists';
import { longestViewName, longestViewQuery, mostViewsOfList } from './view-limits';
import { readViewQuery } from './view-query';

const queryOf = (list: Parameters<typeof readViewQuery>[0], address: string) =>
  readViewQuery(list, address).query;

describe('what of an address is kept', () => {
  test.each([
    ['nothing', '', ''],
    ['filters, in the order of the list', 'status=HELD&q=lake', 'q=lake&status=HELD'],
    ['no page', 'q=lake&page=3', 'q=lake'],
    ['not where a page of ids begins', 'q=lake&after=x&before=y', 'q=lake'],
    ['nothing unknown', 'q=lake&tenant=7&saved=9', 'q=lake'],
    ['the first of two values, without spaces', 'q=+lake+&q=view', 'q=lake'],
    ['an order', 'sort=name&direction=desc', 'sort=name&direction=desc'],
    ['an order without its direction', 'sort=name', 'sort=name&direction=asc'],
    ['not the usual order', 'sort=attention&direction=asc', ''],
    ['no unknown order', 'sort=password&direction=up', ''],
    ['more rows', 'rows=100', 'rows=100'],
    ['no other number of rows', 'rows=100000', ''],
  ])('%s', (_, address, query) => {
    expect(queryOf('districts', address)).toBe(query);
  });

  test('the open tab comes with it', () => {
    expect(queryOf('reviews', 'kind=LIMITS&show=decided')).toBe('show=decided&kind=LIMITS');
  });

  test('a value is cut before it is stored', () => {
    expect(queryOf('districts', `q=${'a'.repeat(5000)}`)).toBe(`q=${'a'.repeat(200)}`);
  });

  test('what was put together to be long is not kept at all', () => {
    const long = encodeURIComponent('好'.repeat(200));
    expect(readViewQuery('districts', `q=${long}&status=${long}`)).toMatchObject({
      query: '',
      isTooLong: true,
    });
  });

  test('reading it once more changes nothing', () => {
    for (const list of listNames) {
      const { sorts, filters } = addressOf(list);
      const address = new URLSearchParams(filters.map((name) => [name, 'x ä&=']));
      address.set('sort', sorts.at(-1) ?? '');
      address.set('direction', 'desc');
      const { query } = readViewQuery(list, address.toString());
      expect(queryOf(list, query), list).toBe(query);
    }
  });
});

test.each([
  ['people', 'find=sealed&grade=05', 'grade=05'],
  ['enrollments', 'search=e-17&person=s-1&role=student', 'role=student'],
  ['attendance-students', 'find=sealed&band=CHRONIC', 'band=CHRONIC'],
] as const)('%s: what names a person is left out, and said', (list, address, query) => {
  expect(readViewQuery(list, address)).toEqual({
    query,
    isOfDistrict: false,
    leftOutPerson: true,
    isTooLong: false,
  });
});

test('a school is of one district, a grade is not', () => {
  expect(readViewQuery('people', 'school=12').isOfDistrict).toBe(true);
  expect(readViewQuery('people', 'grade=05').isOfDistrict).toBe(false);
});

test('the limits are the ones promised', () => {
  expect([longestViewName, mostViewsOfList, longestViewQuery]).toEqual([60, 30, 2000]);
});
