// A roster list as rows of a file, a page at a time, so that a million of them never stand in memory.
// Mail addresses, phone and user names are left out: they are shown one by one, and each look is recorded.
import type { CsvValue } from '@/lib/core/csv';
import type { AppContext } from '../app-context';
import { listClasses, type ClassFilter, type ClassRow } from './classes';
import { listCourses, type CourseFilter, type CourseRow } from './courses';
import { listEnrollments, type EnrollmentFilter, type EnrollmentRow } from './enrollments';
import { listOrgs, type OrgFilter, type OrgRow } from './orgs';
import type { Page, PageRequest } from './page';
import { listPeople, type PeopleFilter, type PersonRow } from './people';
import { listSessions, type SessionFilter, type SessionRow } from './sessions';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface RosterExport {
  header: readonly string[];
  rows: AsyncGenerator<CsvValue[]>;
}

const EXPORT_PAGE = 1000;

interface Layout<Row> {
  header: readonly string[];
  values: (row: Row) => CsvValue[];
}

const removed = (row: { removedAt: Date | null }) => row.removedAt?.toISOString() ?? null;

const people: Layout<PersonRow> = {
  header: [
    'sourcedId',
    'role',
    'familyName',
    'givenName',
    'identifier',
    'grades',
    'schoolSourcedId',
    'school',
    'language',
    'languageText',
    'enabledUser',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.role,
    row.familyName,
    row.givenName,
    row.identifier,
    row.grades.join(','),
    row.schoolSourcedId,
    row.schoolName,
    row.languageCode,
    row.languageText,
    row.isEnabled,
    removed(row),
  ],
};

const classes: Layout<ClassRow> = {
  header: [
    'sourcedId',
    'title',
    'classCode',
    'classType',
    'grades',
    'periods',
    'courseSourcedId',
    'course',
    'schoolSourcedId',
    'school',
    'teachers',
    'students',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.title,
    row.classCode,
    row.classType,
    row.grades.join(','),
    row.periods.join(','),
    row.courseSourcedId,
    row.courseTitle,
    row.schoolSourcedId,
    row.schoolName,
    row.teachers.join(', '),
    row.students,
    removed(row),
  ],
};

const courses: Layout<CourseRow> = {
  header: [
    'sourcedId',
    'title',
    'courseCode',
    'grades',
    'subjects',
    'orgSourcedId',
    'org',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.title,
    row.courseCode,
    row.grades.join(','),
    row.subjects.join(','),
    row.orgSourcedId,
    row.orgName,
    removed(row),
  ],
};

const enrollments: Layout<EnrollmentRow> = {
  header: [
    'sourcedId',
    'userSourcedId',
    'familyName',
    'givenName',
    'role',
    'classSourcedId',
    'class',
    'schoolSourcedId',
    'school',
    'primary',
    'beginDate',
    'endDate',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.userSourcedId,
    row.familyName,
    row.givenName,
    row.role,
    row.classSourcedId,
    row.classTitle,
    row.schoolSourcedId,
    row.schoolName,
    row.isPrimary,
    row.beginDate,
    row.endDate,
    removed(row),
  ],
};

const orgs: Layout<OrgRow> = {
  header: [
    'sourcedId',
    'name',
    'type',
    'identifier',
    'parentSourcedId',
    'parent',
    'students',
    'classes',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.name,
    row.type,
    row.identifier,
    row.parentSourcedId,
    row.parentName,
    row.students,
    row.classes,
    removed(row),
  ],
};

const sessions: Layout<SessionRow> = {
  header: [
    'sourcedId',
    'title',
    'type',
    'startDate',
    'endDate',
    'schoolYear',
    'parentSourcedId',
    'removedAt',
  ],
  values: (row) => [
    row.sourcedId,
    row.title,
    row.type,
    row.startDate,
    row.endDate,
    row.schoolYear,
    row.parentSourcedId,
    removed(row),
  ],
};

export function exportPeople(ctx: Context, tenantId: number, filter: PeopleFilter): RosterExport {
  return exported(people, (request) => listPeople(ctx, tenantId, filter, request));
}

export function exportClasses(ctx: Context, tenantId: number, filter: ClassFilter): RosterExport {
  return exported(classes, (request) => listClasses(ctx, tenantId, filter, request));
}

export function exportCourses(ctx: Context, tenantId: number, filter: CourseFilter): RosterExport {
  return exported(courses, (request) => listCourses(ctx, tenantId, filter, request));
}

export function exportEnrollments(
  ctx: Context,
  tenantId: number,
  filter: EnrollmentFilter,
): RosterExport {
  return exported(enrollments, (request) => listEnrollments(ctx, tenantId, filter, request));
}

export function exportOrgs(ctx: Context, tenantId: number, filter: OrgFilter): RosterExport {
  return exported(orgs, (request) => listOrgs(ctx, tenantId, filter, request));
}

export function exportSessions(
  ctx: Context,
  tenantId: number,
  filter: SessionFilter,
): RosterExport {
  return exported(sessions, (request) => listSessions(ctx, tenantId, filter, request));
}

function exported<Row>(
  { header, values }: Layout<Row>,
  read: (request: PageRequest) => Promise<Page<Row>>,
): RosterExport {
  async function* rows() {
    let after: string | null = null;
    do {
      const page: Page<Row> = await read({ after, before: null, size: EXPORT_PAGE });
      for (const row of page.rows) yield values(row);
      after = page.next;
    } while (after !== null);
  }
  return { header, rows: rows() };
}
