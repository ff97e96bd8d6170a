import { describe, expect, test } from 'vitest';
import { FILE_SPECS } from '@/lib/core/oneroster';
import { columnList, duplicateFix } from './duplicate-text';
import { issueFix, issueSentence } from './sentences';
import { fileIssue } from './types';

test.each<[file: string, columns: string, fix: RegExp]>([
  [
    'users.csv',
    'orgSourcedIds',
    /^Send one row for the person: name both schools in orgSourcedIds/,
  ],
  ['users.csv', 'agentSourcedIds', /list the people of both in agentSourcedIds\.$/],
  [
    'users.csv',
    'orgSourcedIds,agentSourcedIds',
    /both schools in orgSourcedIds.*, and list the people/,
  ],
  [
    'users.csv',
    'orgSourcedIds,grades',
    /send one row, with the schools of both in orgSourcedIds\./,
  ],
  ['users.csv', 'role', /^OneRoster 1\.1 has one role per person/],
  ['users.csv', 'orgSourcedIds,role', /^OneRoster 1\.1 has one role per person/],
  ['users.csv', 'givenName,familyName', /^If this is one person, send one row\. If these are two/],
  ['classes.csv', 'termSourcedIds', /^Send one row for the class: name the terms of both/],
  ['classes.csv', 'periods,grades', /the periods of both in periods, and name the grades of both/],
  ['classes.csv', 'schoolSourcedId', /^A class has one school/],
  ['classes.csv', 'title', /^If this is one class, send one row\./],
  ['courses.csv', 'orgSourcedId', /^A course has one school or district/],
  ['enrollments.csv', 'classSourcedId', /^An enrollment is one person in one class/],
  [
    'enrollments.csv',
    'schoolSourcedId,classSourcedId',
    /^An enrollment is one person in one class/,
  ],
  ['enrollments.csv', 'beginDate,endDate', /^Send one row with the values that are right now\.$/],
  ['demographics.csv', 'birthDate', /^Send one row per person/],
  ['orgs.csv', 'name', /^Send one row per school or district\./],
  ['academicSessions.csv', 'startDate', /^Send one row per term or school year\./],
])('%s, rows that differ in %s', (file, columns, fix) => {
  expect(duplicateFix(file, columns.split(','))).toMatch(fix);
});

test.each([
  [['email'], 'email'],
  [['email', 'phone'], 'email and phone'],
  [['email', 'phone', 'sms', 'grades'], 'email, phone, sms and grades'],
  [['email', 'phone', 'sms', 'grades', 'role'], 'email, phone, sms and 2 other columns'],
])('%j', (columns, words) => {
  expect(columnList(columns)).toBe(words);
});

describe('every column of every file', () => {
  const columns = FILE_SPECS.filter(({ entity }) => entity !== null).flatMap((spec) =>
    spec.columns.map(({ name }) => [spec.fileName, name] as const),
  );
  test.each(columns)('%s %s', (file, column) => {
    const fix = duplicateFix(file, [column]);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    // Only users.csv has a list of schools to name them in.
    expect(fix.includes('orgSourcedIds')).toBe(file === 'users.csv' && column === 'orgSourcedIds');
  });
});

test('says which row was kept', () => {
  const said = (params: Record<string, string>) =>
    issueSentence(fileIssue('DUPLICATE_ID_DIFFERENT', 'users.csv', { value: 'u1', params }));
  expect(said({ columns: 'orgSourcedIds' })).toBe(
    'sourcedId "u1" comes more than once, and the rows differ in orgSourcedIds. The first was kept.',
  );
  expect(said({ columns: 'email,sms', kept: 'live' })).toBe(
    'sourcedId "u1" comes more than once, and the rows differ in email and sms. The row that matches the live roster was kept.',
  );
  // Kept before the columns were told.
  const old = fileIssue('DUPLICATE_ID_DIFFERENT', 'users.csv', { value: 'u1' });
  expect(issueSentence(old)).toBe(
    'sourcedId "u1" comes more than once, with different content. The first was kept.',
  );
  expect(issueFix(old)).toMatch(/^If this is one person/);
});
