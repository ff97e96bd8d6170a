import type { AppContext } from '../app-context';
import { countUpToCap, listKeys, readByKeys, statusCondition, textCondition } from './keys';
import type { Page, PageRequest, Total } from './page';
import type { RecordStatus } from './people';
import { sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db'>;

export interface CourseFilter {
  org: string | null;
  status: RecordStatus;
  search: string;
}

export interface CourseRow {
  sourcedId: string;
  title: string;
  courseCode: string | null;
  grades: string[];
  subjects: string[];
  orgSourcedId: string | null;
  orgName: string | null;
  removedAt: Date | null;
}

const table = 'roster_course' as const;

export async function listCourses(
  ctx: Context,
  tenantId: number,
  filter: CourseFilter,
  request: PageRequest,
): Promise<Page<CourseRow>> {
  const page = await listKeys(
    ctx,
    tenantId,
    { table, order: ['title', 'sourced_id'], conditions: conditionsOf(filter) },
    request,
  );
  const rows = await readByKeys<CourseRow>(
    ctx,
    tenantId,
    table,
    {
      columns: `r.sourced_id AS "sourcedId", r.title, r.course_code AS "courseCode",
        coalesce(r.grades, '{}') AS grades, coalesce(r.subjects, '{}') AS subjects,
        r.org_sourced_id AS "orgSourcedId", org.name AS "orgName", r.removed_at AS "removedAt"`,
      joins: `LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = r.org_sourced_id`,
    },
    page.rows,
  );
  return { ...page, rows };
}

export function countCourses(ctx: Context, tenantId: number, filter: CourseFilter): Promise<Total> {
  return countUpToCap(ctx, tenantId, { table, conditions: conditionsOf(filter) });
}

function conditionsOf({ org, status, search }: CourseFilter): Sql[] {
  return [
    statusCondition(status),
    ...(org === null ? [] : [sql`org_sourced_id = ${org}`]),
    ...textCondition(search, ['title'], ['sourced_id', 'course_code']),
  ];
}
