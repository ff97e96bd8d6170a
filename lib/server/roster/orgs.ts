import type { AppContext } from '../app-context';
import { countUpToCap, listKeys, readByKeys, statusCondition, textCondition } from './keys';
import type { Page, PageRequest, Total } from './page';
import type { RecordStatus } from './people';
import { sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db'>;

export interface OrgFilter {
  type: string | null;
  status: RecordStatus;
  search: string;
}

export interface OrgRow {
  sourcedId: string;
  name: string;
  type: string;
  identifier: string | null;
  parentSourcedId: string | null;
  parentName: string | null;
  students: number;
  classes: number;
  removedAt: Date | null;
}

const table = 'roster_org' as const;

export async function listOrgs(
  ctx: Context,
  tenantId: number,
  filter: OrgFilter,
  request: PageRequest,
): Promise<Page<OrgRow>> {
  const page = await listKeys(
    ctx,
    tenantId,
    { table, order: ['name', 'sourced_id'], conditions: conditionsOf(filter) },
    request,
  );
  const rows = await readByKeys<OrgRow>(
    ctx,
    tenantId,
    table,
    {
      columns: `r.sourced_id AS "sourcedId", r.name, r.type, r.identifier,
        r.parent_sourced_id AS "parentSourcedId", parent.name AS "parentName",
        coalesce(students.count, 0) AS students, coalesce(classes.count, 0) AS classes,
        r.removed_at AS "removedAt"`,
      joins: `LEFT JOIN roster_org parent ON parent.tenant_id = $1 AND parent.sourced_id = r.parent_sourced_id
        LEFT JOIN roster_count students ON students.tenant_id = $1 AND students.entity = 'user'
          AND students.facet = 'schoolRole' AND students.value = r.sourced_id || '|student'
        LEFT JOIN roster_count classes ON classes.tenant_id = $1 AND classes.entity = 'class'
          AND classes.facet = 'school' AND classes.value = r.sourced_id`,
    },
    page.rows,
  );
  return { ...page, rows };
}

export function countOrgs(ctx: Context, tenantId: number, filter: OrgFilter): Promise<Total> {
  return countUpToCap(ctx, tenantId, { table, conditions: conditionsOf(filter) });
}

export interface SchoolOption {
  sourcedId: string;
  name: string;
}

/** Schools for a filter: every org of type school, by name. */
export async function listSchoolOptions(ctx: Context, tenantId: number): Promise<SchoolOption[]> {
  const { rows } = await ctx.db.pool.query<SchoolOption>(
    `SELECT sourced_id AS "sourcedId", name FROM roster_org
     WHERE tenant_id = $1 AND type = 'school' AND removed_at IS NULL ORDER BY name, sourced_id`,
    [tenantId],
  );
  return rows;
}

function conditionsOf({ type, status, search }: OrgFilter): Sql[] {
  return [
    statusCondition(status),
    ...(type === null ? [] : [sql`type = ${type}`]),
    ...textCondition(search, ['name'], ['sourced_id', 'identifier']),
  ];
}
