// What the page says of a file name on a day without files.
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Feed, FeedSchool } from '@/lib/server/attendance/queries/feed-board';
import { receivedSentence, TIMELINESS } from './feed-words';
import { FilesOfDay } from './files-of-day';
import { SchoolsOfFeed } from './schools-of-feed';

const at = new Date('2026-11-19T18:00:00Z');

const schoolOf = (values: Partial<FeedSchool>): Omit<FeedSchool, 'schoolId' | 'name'> => ({
  ...{ isInSession: true, hasFile: false, lastReceivedAt: null },
  ...values,
});
const reported = schoolOf({ hasFile: true, lastReceivedAt: at });
const missing = schoolOf({});
const closed = schoolOf({ isInSession: false });

function said(timeliness: Feed['timeliness'], schools: Omit<FeedSchool, 'schoolId' | 'name'>[]) {
  const feed: Feed = {
    ...{ fileNameId: 1, fileName: 'attendance.csv', state: 'CONFIRMED', timeliness },
    ...{ nearOf: null, nearBecause: null, firstSeenAt: at, lastReceivedAt: at, files: [] },
    ...{ usualMinute: null, daysRead: 20, troubleNumber: null },
    expectedFiles: schools.some(({ isInSession }) => isInSession) ? 2 : 0,
    schools: schools.map((school, index) => ({
      ...school,
      schoolId: `school-${index}`,
      name: `School ${index}`,
    })),
  };
  const tables = renderToStaticMarkup(
    <>
      <FilesOfDay feed={feed} slug="lakeview" timeZone="America/Chicago" />
      <SchoolsOfFeed feed={feed} timeZone="America/Chicago" now={at} />
    </>,
  )
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return [TIMELINESS[timeliness].word, receivedSentence(feed), tables].join(' ');
}

test('nothing came, and no school is reported', () => {
  const text = said('MISSING', [missing, missing, missing]);
  expect(text).toContain('Nothing received');
  expect(text).toContain('0 of 3 schools reported');
  expect(text).toContain('Not reported: 3 schools');
  expect(text).not.toContain('another day');
});

test('one of three schools was reported on another day', () => {
  const text = said('SCHOOLS_MISSING', [reported, missing, missing]);
  expect(text).toContain('Some schools not reported');
  expect(text).toContain('1 of 3 schools was reported on another day.');
  expect(text).toContain('1 of 3 schools reported.');
  expect(text).toContain('Not reported: 2 schools');
  expect(text).not.toContain('Reported on another day');
  expect(text).not.toContain('Nothing received');
});

test('all of those in session were', () => {
  const text = said('ANOTHER_DAY', [reported, reported, closed]);
  expect(text).toContain('Reported on another day');
  expect(text).toContain('2 of 2 schools were reported on another day.');
  expect(text).not.toContain('Not reported');
});

test('no school is in session', () => {
  const text = said('NO_SCHOOL', [closed, schoolOf({ isInSession: false, hasFile: true })]);
  expect(text).toContain('No school and no file');
  expect(text).toContain('0 files received, none expected');
  expect(text).toContain('Reported, but no school');
  expect(text).not.toContain('another day');
});

test('no school comes under the name', () => {
  const text = said('NONE_EXPECTED', []);
  expect(text).toContain('No file expected');
  expect(text).toContain('0 files received, none expected');
  expect(text).not.toContain('schools');
});
