import { expect, test } from 'vitest';
import {
  csvColumns,
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '../oneroster-json/collections';
import type { CsvRecord, CsvSet } from './csv-set';
import { shapeSet } from './shape-set';

type Row = Record<string, string>;
type Rows = Partial<Record<OneRosterCollection, Row[]>>;

function setOf(rows: Rows): CsvSet {
  return {
    async *records(collection) {
      const columns = csvColumns(collection);
      for (const row of rows[collection] ?? [])
        yield await Promise.resolve([columns.map((name) => row[name] ?? '')]);
    },
  };
}

async function shaped(rows: Rows, settings: Partial<Parameters<typeof shapeSet>[1]>) {
  const shape = await shapeSet(setOf(rows), { schools: null, mergeStaffBy: 'none', ...settings });
  const left: Partial<Record<OneRosterCollection, CsvRecord[]>> = {};
  for (const collection of ONEROSTER_COLLECTIONS) {
    const kept: CsvRecord[] = [];
    for await (const batch of shape.records(collection)) kept.push(...batch);
    left[collection] = kept;
  }
  const cell = (collection: OneRosterCollection, id: string, column: string) =>
    left[collection]?.find(([sourcedId]) => sourcedId === id)?.[
      csvColumns(collection).indexOf(column)
    ];
  const ids = (collection: OneRosterCollection) => left[collection]?.map(([id]) => id);
  return { ...shape, cell, ids };
}

const user = (sourcedId: string, role: string, orgSourcedIds: string, more: Row = {}): Row => ({
  sourcedId,
  role,
  orgSourcedIds,
  enabledUser: 'true',
  ...more,
});

const DISTRICT: Rows = {
  orgs: [
    { sourcedId: 'state', type: 'state' },
    { sourcedId: 'd', type: 'district', parentSourcedId: 'state' },
    { sourcedId: 's1', type: 'school', parentSourcedId: 'd' },
    { sourcedId: 's2', type: 'school', parentSourcedId: 'd' },
    { sourcedId: 'other', type: 'department', parentSourcedId: 'd' },
  ],
  academicSessions: [{ sourcedId: 'y' }],
  courses: [
    { sourcedId: 'c-d', orgSourcedId: 'd' },
    { sourcedId: 'c-1', orgSourcedId: 's1' },
    { sourcedId: 'c-2', orgSourcedId: 's2' },
    { sourcedId: 'c-2-at-1', orgSourcedId: 's2' },
  ],
  classes: [
    { sourcedId: 'k1', schoolSourcedId: 's1', courseSourcedId: 'c-2-at-1' },
    { sourcedId: 'k2', schoolSourcedId: 's2', courseSourcedId: 'c-2' },
  ],
  users: [
    user('child-1', 'student', 's1', { agentSourcedIds: 'mother,nowhere' }),
    user('child-2', 'student', 's2', { agentSourcedIds: 'stranger' }),
    user('both', 'student', 's2,s1'),
    user('teacher-1', 'teacher', 's1'),
    user('teacher-2', 'teacher', 's2'),
    user('traveling', 'teacher', 'd'),
    user('office', 'administrator', 'd'),
    user('mother', 'parent', 's2', { agentSourcedIds: 'child-2' }),
    user('father', 'guardian', 's1,s2', { agentSourcedIds: 'child-1,child-2' }),
    user('stranger', 'parent', 's2', { agentSourcedIds: 'child-2' }),
  ],
  enrollments: [
    { sourcedId: 'e1', classSourcedId: 'k1', userSourcedId: 'child-1' },
    { sourcedId: 'e2', classSourcedId: 'k2', userSourcedId: 'child-2' },
    { sourcedId: 'e3', classSourcedId: 'k2', userSourcedId: 'both' },
    { sourcedId: 'e4', classSourcedId: 'k1', userSourcedId: 'traveling' },
    { sourcedId: 'e5', classSourcedId: 'k1', userSourcedId: 'unknown' },
    { sourcedId: 'e6', classSourcedId: 'k1', userSourcedId: 'child-2' },
  ],
  demographics: [{ sourcedId: 'child-1' }, { sourcedId: 'child-2' }, { sourcedId: 'stranger' }],
};

test('one school of a district, with all that belongs to it', async () => {
  const { ids, cell, counts, missingSchools } = await shaped(DISTRICT, { schools: ['s1'] });
  expect(ids('orgs')).toEqual(['state', 'd', 's1']);
  expect(ids('academicSessions')).toEqual(['y']);
  expect(ids('courses')).toEqual(['c-d', 'c-1', 'c-2-at-1']);
  expect(ids('classes')).toEqual(['k1']);
  expect(ids('users')).toEqual(['child-1', 'both', 'teacher-1', 'traveling', 'mother', 'father']);
  // Whoever is unknown is left for the check of the files to tell.
  expect(ids('enrollments')).toEqual(['e1', 'e4', 'e5']);
  expect(ids('demographics')).toEqual(['child-1']);
  expect(cell('users', 'child-1', 'agentSourcedIds')).toBe('mother,nowhere');
  expect(cell('users', 'both', 'orgSourcedIds')).toBe('s1');
  expect(cell('users', 'mother', 'orgSourcedIds')).toBe('s1');
  expect(cell('users', 'mother', 'agentSourcedIds')).toBe('');
  expect(cell('users', 'father', 'orgSourcedIds')).toBe('s1');
  expect(cell('users', 'father', 'agentSourcedIds')).toBe('child-1');
  expect(counts).toEqual({
    leftOut: {
      orgs: 2,
      academicSessions: 0,
      courses: 1,
      classes: 1,
      users: 4,
      enrollments: 3,
      demographics: 2,
    },
    mergedStaffRows: 0,
  });
  expect(missingSchools).toEqual([]);
});

test('without a choice nothing is changed', async () => {
  const { ids, counts } = await shaped(DISTRICT, {});
  for (const collection of ONEROSTER_COLLECTIONS) {
    expect(ids(collection)).toEqual(DISTRICT[collection]?.map(({ sourcedId }) => sourcedId));
    expect(counts.leftOut[collection]).toBe(0);
  }
});

test('a chosen school that is not there is told', async () => {
  const { missingSchools, ids } = await shaped(DISTRICT, { schools: ['s1', 's9'] });
  expect(missingSchools).toEqual(['s9']);
  expect(ids('classes')).toEqual(['k1']);
});

test('orgs that are above each other in a circle end', async () => {
  const orgs = [
    { sourcedId: 'a', parentSourcedId: 'b' },
    { sourcedId: 'b', parentSourcedId: 'a' },
  ];
  expect((await shaped({ orgs }, { schools: ['a'] })).ids('orgs')).toEqual(['a', 'b']);
});

test('rows without an id stay, so that their problem is told', async () => {
  const users = [user('', 'student', 's2'), user('', 'parent', 's2'), user('x', 'student', 's1')];
  const { ids } = await shaped({ ...DISTRICT, users }, { schools: ['s1'] });
  expect(ids('users')).toEqual(['', '', 'x']);
});

test('a person who is listed once for each school with one id is not lost', async () => {
  const users = [user('x', 'teacher', 's1'), user('x', 'teacher', 's2')];
  const { ids } = await shaped({ ...DISTRICT, users }, { schools: ['s1'] });
  expect(ids('users')).toEqual(['x', 'x']);
});

test('rows that say their record is gone pass', async () => {
  const users = [user('x', 'student', 's2', { status: 'tobedeleted' })];
  const { ids, counts } = await shaped({ ...DISTRICT, users }, { schools: ['s1'] });
  expect(ids('users')).toEqual(['x']);
  expect(counts.leftOut.users).toBe(0);
});

const STAFF: Rows = {
  orgs: DISTRICT.orgs,
  classes: DISTRICT.classes,
  users: [
    user('t2', 'teacher', 's2,d', {
      identifier: '77',
      email: 'T@example.org',
      enabledUser: 'true',
    }),
    user('t1', 'administrator', 's1', {
      identifier: '77',
      email: 't@example.org',
      enabledUser: 'false',
    }),
    user('t3', 'teacher', 's1', { identifier: 'N/A', email: '' }),
    user('t4', 'teacher', 's1', { identifier: 'N/A', email: '' }),
    user('pupil', 'student', 's1', { identifier: '77', agentSourcedIds: 't2' }),
    user('gone', 'teacher', 's1', { identifier: '77', status: 'tobedeleted' }),
  ],
  enrollments: [
    { sourcedId: 'e1', classSourcedId: 'k2', userSourcedId: 't2' },
    { sourcedId: 'e2', classSourcedId: 'k1', userSourcedId: 't1' },
  ],
  demographics: [{ sourcedId: 't1' }, { sourcedId: 't2' }],
};

test.each(['identifier', 'email'] as const)(
  'staff by the same %s become one',
  async (mergeStaffBy) => {
    const { ids, cell, counts } = await shaped(STAFF, { mergeStaffBy });
    expect(ids('users')).toEqual(['t1', 't3', 't4', 'pupil', 'gone']);
    expect(cell('users', 't1', 'orgSourcedIds')).toBe('s1,s2,d');
    expect(cell('users', 't1', 'role')).toBe('administrator');
    expect(cell('users', 't1', 'enabledUser')).toBe('true');
    expect(cell('users', 'pupil', 'agentSourcedIds')).toBe('t1');
    expect(cell('enrollments', 'e1', 'userSourcedId')).toBe('t1');
    expect(ids('demographics')).toEqual(['t1']);
    expect(counts.mergedStaffRows).toBe(2);
  },
);

test('the id that stays does not depend on the chosen schools', async () => {
  const { ids, cell } = await shaped(STAFF, { mergeStaffBy: 'identifier', schools: ['s2'] });
  expect(ids('users')).toEqual(['t1', 'gone']);
  expect(cell('users', 't1', 'orgSourcedIds')).toBe('s2,d');
  expect(ids('enrollments')).toEqual(['e1']);
});

test('enrollments before users are refused', async () => {
  const { records } = await shapeSet(setOf(DISTRICT), { schools: ['s1'], mergeStaffBy: 'none' });
  await expect(records('enrollments').next()).rejects.toThrow('read after users');
});
