import { expect, test } from 'vitest';
import type { Found, FoundPerson } from '@/lib/core/search/found';
import { describeFound } from './describe-found';

const now = new Date('2026-09-01T15:00:00Z');
const lakeview = { slug: 'lakeview', name: 'Lakeview Unified', state: 'TX' };
const zone = { slug: 'lakeview', districtName: 'Lakeview Unified', timeZone: 'America/Chicago' };

const person: FoundPerson = {
  slug: 'lakeview',
  districtName: 'Lakeview Unified',
  sourcedId: '007/12',
  role: 'student',
  givenName: 'María',
  familyName: 'Núñez',
  grades: ['05'],
  schoolName: 'Roosevelt',
  hasAttendance: false,
};

const found = (values: Partial<Found>): Found => ({
  text: 'nu',
  district: null,
  recent: [],
  districts: [],
  pages: [],
  actions: [],
  schools: [],
  people: [],
  allPeople: null,
  runs: [],
  files: [],
  searchedPeople: null,
  isTooShortForPeople: false,
  hasLookedInRuns: true,
  ...values,
});

const describe = (values: Partial<Found>) => describeFound(found(values), now);
const titlesOf = (values: Partial<Found>) => describe(values).groups.map(({ title }) => title);

const place = (label: string) => ({ label, href: '/x', districtName: null });
const each: Partial<Found> = {
  districts: [lakeview],
  pages: [place('Limits')],
  actions: [place('Pause or resume')],
  people: [person],
};

test('a person: who, what, where; the address holds the id alone', () => {
  expect(describe({ people: [person] }).groups).toEqual([
    {
      title: 'People',
      hits: [
        {
          kind: 'person',
          href: '/districts/lakeview/roster/people/007%2F12',
          title: 'Núñez, María',
          detail: 'Student · Grade 05 · Roosevelt · Lakeview Unified · id 007/12',
          isMarked: true,
        },
      ],
    },
  ]);
});

test('more people have a list, named by what they match', () => {
  const allPeople = {
    ...{ slug: 'lakeview', districtName: 'Lakeview Unified' },
    ...{ text: 'ana', find: 'sealed' },
  };
  expect(describe({ text: 'attendance of ana', allPeople }).groups[0]?.hits).toEqual([
    {
      kind: 'list',
      href: '/districts/lakeview/roster/people?find=sealed',
      title: 'All people who match “ana”',
      detail: 'Lakeview Unified',
      isMarked: false,
    },
  ]);
});

test('below a student and a school of whom there is attendance stands the way to it', () => {
  const school = {
    slug: 'lakeview',
    districtName: 'Lakeview Unified',
    sourcedId: '0/31',
    name: 'Fox Woods High School',
  };
  const hitsOf = (hasAttendance: boolean) =>
    describe({
      people: [{ ...person, hasAttendance }],
      schools: [{ ...school, hasAttendance }],
    }).groups.map(({ title, hits }) => [title, hits.map(({ kind, title: of }) => `${kind} ${of}`)]);
  expect(hitsOf(false)).toEqual([
    ['People', ['person Núñez, María']],
    ['Schools', ['school Fox Woods High School']],
  ]);
  expect(hitsOf(true)).toEqual([
    ['People', ['person Núñez, María', 'attendance Attendance of María Núñez']],
    ['Schools', ['school Fox Woods High School', 'attendance Attendance of Fox Woods High School']],
  ]);
  const all = { people: [{ ...person, hasAttendance: true }], schools: [] };
  expect(describe(all).groups[0]?.hits[1]?.href).toBe(
    '/districts/lakeview/attendance/students/007%2F12',
  );
  const [first] = describe({ schools: [{ ...school, hasAttendance: true }] }).groups;
  expect(first?.hits.map(({ href }) => href)).toEqual([
    '/districts/lakeview/roster/orgs/0%2F31',
    '/districts/lakeview/attendance/schools/0%2F31',
  ]);
});

test('several words are a school sooner than a person', () => {
  const schools = [
    { ...zone, sourcedId: '31', name: 'Fox Woods High School', hasAttendance: false },
  ];
  expect(titlesOf({ text: 'fox', schools, people: [person] })).toEqual(['People', 'Schools']);
  expect(titlesOf({ text: 'fox wo', schools, people: [person] })).toEqual(['Schools', 'People']);
});

test('people of an open district come before districts, and a page whose name is typed before both', () => {
  expect(titlesOf(each)).toEqual(['Districts', 'People', 'Pages', 'Actions']);
  expect(titlesOf({ ...each, district: lakeview })).toEqual([
    'People',
    'Districts',
    'Pages',
    'Actions',
  ]);
  expect(titlesOf({ ...each, text: 'lim', district: lakeview })).toEqual([
    'Pages',
    'Actions',
    'People',
    'Districts',
  ]);
});

test('a run by its number, its status and when its files came', () => {
  const run = {
    ...zone,
    number: 12,
    state: 'HELD' as const,
    lastArrivalAt: new Date('2026-08-31T08:00:00Z'),
  };
  expect(describe({ runs: [run] }).groups[0]?.hits).toMatchObject([
    {
      title: 'Run 12',
      detail: 'Under review · Aug 31, 3:00 AM CDT · Lakeview Unified',
    },
  ]);
});

test('a file leads to what became of it', () => {
  const file = { ...zone, fileName: 'a.csv', startedAt: now };
  const hrefOf = (values: { runNumber: number | null; attendanceFileNumber: number | null }) =>
    describe({ files: [{ ...file, ...values }] }).groups[0]?.hits[0]?.href;
  const base = '/districts/lakeview';
  const none = { runNumber: null, attendanceFileNumber: null };
  expect(hrefOf({ ...none, runNumber: 12 })).toBe(`${base}/runs/run-12/files`);
  expect(hrefOf({ ...none, attendanceFileNumber: 9 })).toBe(`${base}/attendance/files/file-9`);
  expect(hrefOf(none)).toBe(`${base}/connection`);
});

test('the note says where was looked, and how to look elsewhere', () => {
  const noteOf = (values: Partial<Found>) => describe(values).note;
  const people = { districtName: null, districtCount: 40, leftOut: 0 };
  expect(noteOf({ text: '' })).toBe('');
  expect(noteOf({ isTooShortForPeople: true })).toBe('Type at least 2 letters to find people.');
  expect(
    noteOf({ searchedPeople: { ...people, districtName: 'Lakeview Unified', districtCount: 1 } }),
  ).toBe('Searched people in Lakeview Unified.');
  expect(noteOf({ searchedPeople: people })).toBe('Searched people in 40 districts.');
  expect(noteOf({ searchedPeople: { ...people, leftOut: 4_960 }, hasLookedInRuns: false })).toBe(
    'Searched people in 40 of 5,000 districts, those you opened recently first. To search another one, add its name. To find runs and files, open a district or add its name.',
  );
});
