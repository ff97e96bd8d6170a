import type { CountedEntity } from './change';
import { capital } from '../format/capital';

/** The files' own entities, as the roster explorer lists them. */
export const rosterEntities = [
  'org',
  'academicSession',
  'course',
  'class',
  'user',
  'enrollment',
  'demographics',
  'link',
] as const;

export type RosterEntity = (typeof rosterEntities)[number];

export type EntityNoun = { readonly one: string; readonly many: string };

const org = { one: 'org', many: 'orgs' };
const academicSession = { one: 'academic session', many: 'academic sessions' };
const course = { one: 'course', many: 'courses' };
const classNoun = { one: 'class', many: 'classes' };
const demographics = { one: 'demographics record', many: 'demographics records' };
const link = { one: 'student-contact link', many: 'student-contact links' };

/** On-screen words for what is in a roster and for what limits are counted in. */
export const entityNouns: Record<RosterEntity | CountedEntity, EntityNoun> = {
  org,
  academicSession,
  course,
  class: classNoun,
  user: { one: 'person', many: 'people' },
  enrollment: { one: 'enrollment', many: 'enrollments' },
  demographics,
  link,
  orgs: org,
  sessions: academicSession,
  courses: course,
  classes: classNoun,
  students: { one: 'student', many: 'students' },
  staff: { one: 'staff member', many: 'staff' },
  contacts: { one: 'contact', many: 'contacts' },
  links: link,
  studentEnrollments: { one: 'student enrollment', many: 'student enrollments' },
  staffEnrollments: { one: 'staff enrollment', many: 'staff enrollments' },
};

export function entityNoun(entity: RosterEntity | CountedEntity, count: number): string {
  const { one, many } = entityNouns[entity];
  return count === 1 ? one : many;
}

/** "Students", to head a column or name a filter. */
export function entityLabel(entity: keyof typeof entityNouns): string {
  return capital(entityNouns[entity].many);
}
