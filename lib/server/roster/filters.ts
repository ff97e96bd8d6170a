// What a list of the roster can be asked for by name, in an address or on a command line. An odd value counts
// as none, so an old link still opens.
import { z } from 'zod';
import { ENROLLMENT_ROLES, ORG_TYPES, SESSION_TYPES } from '@/lib/core/oneroster';
import type { ClassFilter } from './classes';
import type { CourseFilter } from './courses';
import type { EnrollmentFilter } from './enrollments';
import type { OrgFilter } from './orgs';
import { firstPage, type PageRequest } from './page';
import { personKinds, type PeopleFilter } from './people';
import { classSanityChecks, personSanityChecks } from './sanity';
import type { SessionFilter } from './sessions';

type Named = Readonly<Record<string, unknown>>;

const text = z.string().min(1).max(255).nullable().catch(null).default(null);
const search = z.string().max(200).catch('').default('');
const status = z.enum(['active', 'removed']).catch('active').default('active');
const oneOf = <T extends string>(values: readonly T[]) =>
  z.enum(values).nullable().catch(null).default(null);

const pageSchema = z.object({ after: text, before: text });
const peopleSchema = z.object({
  kind: oneOf(personKinds),
  school: text,
  grade: text,
  /** "none": students whose language is not known. */
  language: text,
  status,
  check: oneOf(personSanityChecks),
  find: search,
});
const classSchema = z.object({
  search,
  school: text,
  course: text,
  status,
  check: oneOf(classSanityChecks),
});
const courseSchema = z.object({ search, org: text, status });
const enrollmentSchema = z.object({
  search,
  school: text,
  class: text,
  person: text,
  role: oneOf(ENROLLMENT_ROLES),
  status,
});
const orgSchema = z.object({ search, type: oneOf(ORG_TYPES), status });
const sessionSchema = z.object({ search, type: oneOf(SESSION_TYPES), status });

export const filterNames = {
  people: namesOf(peopleSchema),
  classes: namesOf(classSchema),
  courses: namesOf(courseSchema),
  enrollments: namesOf(enrollmentSchema),
  orgs: namesOf(orgSchema),
  sessions: namesOf(sessionSchema),
};

export function readPageRequest(params: Named): PageRequest {
  return { ...firstPage, ...pageSchema.parse(params) };
}

/** `open` turns the sealed search of an address into the text that was typed. */
export function readPeopleFilter(params: Named, open: (token: string) => string): PeopleFilter {
  const { find, language, ...rest } = peopleSchema.parse(params);
  return {
    ...rest,
    language: language === 'none' ? '' : language,
    search: find === '' ? '' : open(find),
  };
}

export function readClassFilter(params: Named): ClassFilter {
  return classSchema.parse(params);
}

export function readCourseFilter(params: Named): CourseFilter {
  return courseSchema.parse(params);
}

export function readEnrollmentFilter(params: Named): EnrollmentFilter {
  return enrollmentSchema.parse(params);
}

export function readOrgFilter(params: Named): OrgFilter {
  return orgSchema.parse(params);
}

export function readSessionFilter(params: Named): SessionFilter {
  return sessionSchema.parse(params);
}

function namesOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return Object.keys(schema.shape) as (keyof Shape & string)[];
}
