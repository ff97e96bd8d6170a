/** The 41 paths of the rostering service, and which rows each of them names. */
import type { DataFile } from '@/lib/synthetic/district';

import { fieldIn, isRecord } from './query';
import type { JsonRecord } from './roster';

export type Keep = (record: JsonRecord) => boolean;
/** All records of a file that pass. */
export type Lookup = (file: DataFile, keep: Keep) => Iterable<JsonRecord>;

export interface Place {
  readonly file: DataFile;
  /** Key of the answer: "orgs", or "org" for a single one. */
  readonly envelope: string;
  readonly isSingle: boolean;
  /** The path, by which what was worked out for it is found again. */
  readonly key: string;
  /** Null where every row of the file is meant. */
  readonly keep: ((lookup: Lookup) => Keep) | null;
}

interface Collection {
  readonly file: DataFile;
  readonly keep: Keep | null;
}

const COLLECTIONS: Readonly<Record<string, Collection>> = {
  orgs: { file: 'orgs', keep: null },
  schools: { file: 'orgs', keep: (org) => org['type'] === 'school' },
  academicSessions: { file: 'academicSessions', keep: null },
  terms: { file: 'academicSessions', keep: isOfType('term', 'semester') },
  gradingPeriods: { file: 'academicSessions', keep: isOfType('gradingPeriod') },
  courses: { file: 'courses', keep: null },
  classes: { file: 'classes', keep: null },
  users: { file: 'users', keep: null },
  students: { file: 'users', keep: hasRole('student') },
  teachers: { file: 'users', keep: hasRole('teacher') },
  enrollments: { file: 'enrollments', keep: null },
  demographics: { file: 'demographics', keep: null },
};

const SINGLE: Readonly<Record<DataFile, string>> = {
  orgs: 'org',
  academicSessions: 'academicSession',
  courses: 'course',
  classes: 'class',
  users: 'user',
  enrollments: 'enrollment',
  demographics: 'demographics',
};

/** By the collections of a path: which rows of the last one hang on the ids between. */
const BELOW: Readonly<Record<string, (ids: readonly string[], lookup: Lookup) => Keep>> = {
  'terms/classes': ([term]) => refersTo('terms', term),
  'terms/gradingPeriods': ([term]) => refersTo('parent', term),
  'courses/classes': ([course]) => refersTo('course', course),
  'schools/classes': ([school]) => refersTo('school', school),
  'schools/enrollments': ([school]) => refersTo('school', school),
  'schools/students': ([school]) => isAt(school),
  'schools/teachers': ([school]) => isAt(school),
  'schools/courses': ([school], lookup) =>
    among(lookup, 'classes', refersTo('school', school), 'course'),
  'schools/terms': ([school], lookup) =>
    among(lookup, 'classes', refersTo('school', school), 'terms'),
  'schools/classes/enrollments': ([, one]) => refersTo('class', one),
  'schools/classes/students': ([, one], lookup) => enrolled(lookup, one, 'student'),
  'schools/classes/teachers': ([, one], lookup) => enrolled(lookup, one, 'teacher'),
  'classes/students': ([one], lookup) => enrolled(lookup, one, 'student'),
  'classes/teachers': ([one], lookup) => enrolled(lookup, one, 'teacher'),
  'users/classes': ([user], lookup) =>
    among(lookup, 'enrollments', refersTo('user', user), 'class'),
  'students/classes': ([user], lookup) =>
    among(lookup, 'enrollments', refersTo('user', user), 'class'),
  'teachers/classes': ([user], lookup) =>
    among(lookup, 'enrollments', refersTo('user', user), 'class'),
};

/** What a path below the version names; null for one that is none of the 41. */
export function findPlace(path: string): Place | null {
  const parts = path.split('/').map((part) => decodeURIComponent(part));
  const names = parts.filter((_, i) => i % 2 === 0);
  const ids = parts.filter((_, i) => i % 2 === 1);
  const collection = COLLECTIONS[names.at(-1) ?? ''];
  if (!collection) return null;
  const { file, keep } = collection;
  if (names.length === 1) {
    if (ids.length === 0)
      return { file, envelope: file, isSingle: false, key: path, keep: keep && (() => keep) };
    const hasId: Keep = (record) => record['sourcedId'] === ids[0] && (keep?.(record) ?? true);
    return { file, envelope: SINGLE[file], isSingle: true, key: path, keep: () => hasId };
  }
  const below = BELOW[names.join('/')];
  if (!below || ids.length === names.length) return null;
  return {
    file,
    envelope: file,
    isSingle: false,
    key: path,
    keep: (lookup) => {
      const hangs = below(ids, lookup);
      return (record) => (keep?.(record) ?? true) && hangs(record);
    },
  };
}

/** The collection that misbehaviors and counts of a path go by: its last name. */
export function collectionOfPath(path: string): string {
  return path.split('/').findLast((part) => Object.hasOwn(COLLECTIONS, part)) ?? '';
}

function isOfType(...types: string[]): Keep {
  return (session) => types.includes(String(session['type']));
}

/** In 1.1 a user has one role, in 1.2 one for each org. */
function rolesOf(user: JsonRecord): JsonRecord[] {
  const roles = user['roles'];
  if (Array.isArray(roles)) return roles.filter(isRecord);
  const orgs: unknown = user['orgs'];
  return Array.isArray(orgs) ? orgs.map((org: unknown) => ({ role: user['role'], org })) : [user];
}

function hasRole(role: string): Keep {
  return (user) => rolesOf(user).some((each) => each['role'] === role);
}

function isAt(school: string | undefined): Keep {
  return (user) => rolesOf(user).some((each) => fieldIn(each, 'org.sourcedId') === school);
}

function idsIn(record: JsonRecord, name: string): unknown[] {
  const value = record[name];
  const references: unknown[] = Array.isArray(value) ? value : [value];
  return references.map((each) => (isRecord(each) ? each['sourcedId'] : undefined));
}

function refersTo(name: string, sourcedId: string | undefined): Keep {
  return (record) => idsIn(record, name).includes(sourcedId);
}

/** Rows that other rows refer to. */
function among(lookup: Lookup, file: DataFile, keep: Keep, reference: string): Keep {
  const ids = new Set<unknown>();
  for (const record of lookup(file, keep)) for (const id of idsIn(record, reference)) ids.add(id);
  return (record) => ids.has(record['sourcedId']);
}

function enrolled(lookup: Lookup, classId: string | undefined, role: string): Keep {
  const isInClass = refersTo('class', classId);
  return among(
    lookup,
    'enrollments',
    (record) => record['role'] === role && isInClass(record),
    'user',
  );
}
