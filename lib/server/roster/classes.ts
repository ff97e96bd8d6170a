import type { AppContext } from '../app-context';
import { countOf } from './counts';
import { countUpToCap, listKeys, readByKeys, statusCondition, textCondition } from './keys';
import type { Page, PageRequest, Total } from './page';
import { isCurrentSql, todaySql } from './current-member';
import type { RecordStatus } from './people';
import { sanityCondition, type ClassSanityCheck } from './sanity';
import { sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface ClassFilter {
  school: string | null;
  course: string | null;
  status: RecordStatus;
  check: ClassSanityCheck | null;
  search: string;
}

export interface ClassRow {
  sourcedId: string;
  title: string;
  classCode: string | null;
  classType: string;
  grades: string[];
  periods: string[];
  courseSourcedId: string;
  courseTitle: string | null;
  schoolSourcedId: string;
  schoolName: string | null;
  teachers: string[];
  students: number;
  removedAt: Date | null;
}

const table = 'roster_class' as const;

/** By school, then title: the order of the index, so that a page deep in a large district costs the same. */
export async function listClasses(
  ctx: Context,
  tenantId: number,
  filter: ClassFilter,
  request: PageRequest,
): Promise<Page<ClassRow>> {
  const page = await listKeys(
    ctx,
    tenantId,
    {
      table,
      order: ['school_sourced_id', 'title', 'sourced_id'],
      conditions: conditionsOf(filter, todaySql(tenantId, ctx.clock.now())),
      isScan: filter.search.trim() !== '' && filter.school === null,
    },
    request,
  );
  return { ...page, rows: await readClasses(ctx, tenantId, page.rows) };
}

export async function countClasses(
  ctx: Context,
  tenantId: number,
  filter: ClassFilter,
): Promise<Total> {
  const { school, course, status, check, search } = filter;
  const isPlain = course === null && status === 'active' && check === null && search.trim() === '';
  if (!isPlain)
    return countUpToCap(ctx, tenantId, {
      table,
      conditions: conditionsOf(filter, todaySql(tenantId, ctx.clock.now())),
    });
  const count =
    school === null
      ? await countOf(ctx, tenantId, 'class', '', [''])
      : await countOf(ctx, tenantId, 'class', 'school', [school]);
  return { count, isCapped: false };
}

export function readClasses(
  ctx: Context,
  tenantId: number,
  sourcedIds: readonly string[],
): Promise<ClassRow[]> {
  return readByKeys<ClassRow>(
    ctx,
    tenantId,
    table,
    {
      columns: `r.sourced_id AS "sourcedId", r.title, r.class_code AS "classCode",
        r.class_type AS "classType", coalesce(r.grades, '{}') AS grades,
        coalesce(r.periods, '{}') AS periods, r.course_sourced_id AS "courseSourcedId",
        course.title AS "courseTitle", r.school_sourced_id AS "schoolSourcedId",
        school.name AS "schoolName", in_class.teachers, in_class.students,
        r.removed_at AS "removedAt"`,
      joins: `LEFT JOIN roster_course course
          ON course.tenant_id = $1 AND course.sourced_id = r.course_sourced_id
        LEFT JOIN roster_org school
          ON school.tenant_id = $1 AND school.sourced_id = r.school_sourced_id
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE m.is_student) AS students,
            coalesce(array_agg(m.name ORDER BY m.is_primary DESC, m.name_key, m.id) FILTER (WHERE m.is_teacher), '{}') AS teachers
          FROM (
            SELECT u.sourced_id AS id, u.given_name || ' ' || u.family_name AS name, u.name_key, bool_or(e.role = 'student') AS is_student,
              bool_or(e.role = 'teacher') AS is_teacher, coalesce(bool_or(e.is_primary), false) AS is_primary
            FROM roster_enrollment e JOIN roster_user u
              ON u.tenant_id = $1 AND u.sourced_id = e.user_sourced_id AND u.removed_at IS NULL
            WHERE e.tenant_id = $1 AND e.class_sourced_id = r.sourced_id AND e.removed_at IS NULL
              AND e.role IN ('student', 'teacher') AND ${isCurrentSql('e', todaySql('$1', ctx.clock.now()))}
            GROUP BY u.sourced_id, u.given_name, u.family_name, u.name_key
          ) m
        ) in_class`,
    },
    sourcedIds,
  );
}

function conditionsOf(
  { school, course, status, check, search }: ClassFilter,
  today: string,
): Sql[] {
  return [
    statusCondition(status),
    ...(school === null ? [] : [sql`school_sourced_id = ${school}`]),
    ...(course === null ? [] : [sql`course_sourced_id = ${course}`]),
    ...(check === null ? [] : [sanityCondition(check, today)]),
    ...textCondition(search, ['title'], ['sourced_id', 'class_code']),
  ];
}
