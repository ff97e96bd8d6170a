// Rows of one sourcedId that differ: what they are told to differ in, and what a district does about it.

const SHOWN = 3;

/** "orgSourcedIds", "email and phone", "email, phone, sms and 4 other columns" */
export function columnList(columns: readonly string[]): string {
  const shown = columns.length <= SHOWN + 1 ? columns : columns.slice(0, SHOWN);
  const more = columns.length - shown.length;
  const words = more > 0 ? [...shown, `${more} other columns`] : [...shown];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Lists of which one row names all: what two rows say, one can. */
const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'users.csv': {
    orgSourcedIds: 'name both schools in orgSourcedIds, the main one first',
    agentSourcedIds: 'list the people of both in agentSourcedIds',
    userIds: 'name both ids in userIds',
  },
  'classes.csv': {
    termSourcedIds: 'name the terms of both in termSourcedIds',
    periods: 'name the periods of both in periods',
    grades: 'name the grades of both in grades',
    subjects: 'name the subjects of both in subjects',
    subjectCodes: 'name the codes of both in subjectCodes',
  },
  'courses.csv': {
    grades: 'name the grades of both in grades',
    subjects: 'name the subjects of both in subjects',
    subjectCodes: 'name the codes of both in subjectCodes',
  },
};

const WHOSE: Readonly<Record<string, string>> = {
  'users.csv': 'person',
  'classes.csv': 'class',
  'courses.csv': 'course',
};

/** Columns of which a record has one value: two of them are two records. */
const OWN: Readonly<Record<string, readonly [columns: readonly string[], fix: string]>> = {
  'classes.csv': [
    ['schoolSourcedId', 'courseSourcedId'],
    'A class has one school and one course. Give each of the two classes a sourcedId of its own, in classes.csv and in enrollments.csv.',
  ],
  'courses.csv': [
    ['orgSourcedId', 'schoolYearSourcedId'],
    'A course has one school or district, and one school year. Send one row with the district in orgSourcedId, or give each course a sourcedId of its own.',
  ],
  'enrollments.csv': [
    ['classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role'],
    'An enrollment is one person in one class, with one role. Give each of the two a sourcedId of its own.',
  ],
};

const SAME_RECORD: Readonly<Record<string, string>> = {
  'enrollments.csv': 'Send one row with the values that are right now.',
  'demographics.csv': 'Send one row per person, with the values that are right now.',
  'orgs.csv':
    'Send one row per school or district. If these are two, give each a sourcedId of its own.',
  'academicSessions.csv':
    'Send one row per term or school year. If these are two, give each a sourcedId of its own.',
};

/** What to do about two rows of one sourcedId, by the columns in which they differ. */
export function duplicateFix(file: string, columns: readonly string[]): string {
  const lists = columns.map((column) => LISTS[file]?.[column]);
  if (columns.length > 0 && lists.every((list) => list !== undefined)) {
    return `Send one row for the ${WHOSE[file]}: ${joined(lists)}.`;
  }
  const own = OWN[file];
  if (own && columns.some((column) => own[0].includes(column))) return own[1];
  if (file === 'users.csv' && columns.includes('role'))
    return 'OneRoster 1.1 has one role per person. If this is one person, send one row with the main role; if these are two people, give each a sourcedId of their own.';
  const known = SAME_RECORD[file];
  if (known !== undefined) return known;
  const whose = WHOSE[file] ?? 'record';
  const also = columns.includes('orgSourcedIds')
    ? ', with the schools of both in orgSourcedIds'
    : '';
  return `If this is one ${whose}, send one row${also}. If these are two, give each a sourcedId of its own.`;
}

function joined(words: readonly (string | undefined)[]): string {
  const all = words.filter((word) => word !== undefined);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')}, and ${all.at(-1)}`;
}
