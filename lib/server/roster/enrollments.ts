import type { AppContext } from '../app-context';
import { countOf } from './counts';
import { countUpToCap, listKeys, readByKeys, statusCondition } from './keys';
import type { Page, PageRequest, Total } from './page';
import type { RecordStatus } from './people';
import { sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db'>;

export interface EnrollmentFilter {
  school: string | null;
  class: string | null;
  person: string | null;
  role: string | null;
  status: RecordStatus;
  /** An enrollment's id, whole. */
  search: string;
}

export interface EnrollmentRow {
  sourcedId: string;
  role: string;
  isPrimary: boolean | null;
  beginDate: string | null;
  endDate: string | null;
  userSourcedId: string;
  givenName: string | null;
  familyName: string | null;
  classSourcedId: string;
  classTitle: string | null;
  schoolSourcedId: string;
  schoolName: string | null;
  removedAt: Date | null;
}

const table = 'roster_enrollment' as const;

export async function listEnrollments(
  ctx: Context,
  tenantId: number,
  filter: EnrollmentFilter,
  request: PageRequest,
): Promise<Page<EnrollmentRow>> {
  const page = await listKeys(
    ctx,
    tenantId,
    { table, order: ['sourced_id'], conditions: conditionsOf(tenantId, filter) },
    request,
  );
  const rows = await readByKeys<EnrollmentRow>(
    ctx,
    tenantId,
    table,
    {
      columns: `r.sourced_id AS "sourcedId", r.role, r.is_primary AS "isPrimary",
        r.begin_date AS "beginDate", r.end_date AS "endDate",
        r.user_sourced_id AS "userSourcedId", u.given_name AS "givenName",
        u.family_name AS "familyName", r.class_sourced_id AS "classSourcedId",
        c.title AS "classTitle", r.school_sourced_id AS "schoolSourcedId",
        school.name AS "schoolName", r.removed_at AS "removedAt"`,
      joins: `LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = r.user_sourced_id
        LEFT JOIN roster_class c ON c.tenant_id = $1 AND c.sourced_id = r.class_sourced_id
        LEFT JOIN roster_org school
          ON school.tenant_id = $1 AND school.sourced_id = r.school_sourced_id`,
    },
    page.rows,
  );
  return { ...page, rows };
}

export async function countEnrollments(
  ctx: Context,
  tenantId: number,
  filter: EnrollmentFilter,
): Promise<Total> {
  const { school, role, status, search } = filter;
  const asked = [filter.class, filter.person, school, role].filter((value) => value !== null);
  const isStored = status === 'active' && search.trim() === '' && asked.length <= 1;
  if (isStored && asked.length === 0) {
    return { count: await countOf(ctx, tenantId, 'enrollment', '', ['']), isCapped: false };
  }
  if (isStored && (school !== null || role !== null)) {
    const count =
      school !== null
        ? await countOf(ctx, tenantId, 'enrollment', 'school', [school])
        : await countOf(ctx, tenantId, 'enrollment', 'role', [role ?? '']);
    if (count > 0) return { count, isCapped: false };
  }
  return countUpToCap(ctx, tenantId, { table, conditions: conditionsOf(tenantId, filter) });
}

function conditionsOf(tenantId: number, filter: EnrollmentFilter): Sql[] {
  const { school, person, role, status, search } = filter;
  return [
    statusCondition(status),
    ...(filter.class === null ? [] : [sql`class_sourced_id = ${filter.class}`]),
    ...(person === null ? [] : [sql`user_sourced_id = ${person}`]),
    ...(role === null ? [] : [sql`role = ${role}`]),
    ...(school === null ? [] : [ofSchool(tenantId, school)]),
    ...(search.trim() === '' ? [] : [sql`sourced_id = ${search.trim()}`]),
  ];
}

/** Through the school's classes, whose enrollments have an index; a class belongs to one school. */
function ofSchool(tenantId: number, school: string): Sql {
  return sql`class_sourced_id = ANY (ARRAY(SELECT sourced_id FROM roster_class
    WHERE tenant_id = ${tenantId} AND school_sourced_id = ${school}))`;
}
