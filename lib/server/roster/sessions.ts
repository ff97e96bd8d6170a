import type { AppContext } from '../app-context';
import { countUpToCap, listKeys, readByKeys, statusCondition, textCondition } from './keys';
import type { Page, PageRequest, Total } from './page';
import type { RecordStatus } from './people';
import { sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db'>;

export interface SessionFilter {
  type: string | null;
  status: RecordStatus;
  search: string;
}

export interface SessionRow {
  sourcedId: string;
  title: string;
  type: string;
  startDate: string;
  endDate: string;
  schoolYear: number;
  parentSourcedId: string | null;
  parentTitle: string | null;
  removedAt: Date | null;
}

const table = 'roster_academic_session' as const;

export async function listSessions(
  ctx: Context,
  tenantId: number,
  filter: SessionFilter,
  request: PageRequest,
): Promise<Page<SessionRow>> {
  const page = await listKeys(
    ctx,
    tenantId,
    { table, order: ['start_date', 'end_date', 'sourced_id'], conditions: conditionsOf(filter) },
    request,
  );
  const rows = await readByKeys<SessionRow>(
    ctx,
    tenantId,
    table,
    {
      columns: `r.sourced_id AS "sourcedId", r.title, r.type, r.start_date AS "startDate",
        r.end_date AS "endDate", r.school_year AS "schoolYear",
        r.parent_sourced_id AS "parentSourcedId", parent.title AS "parentTitle",
        r.removed_at AS "removedAt"`,
      joins: `LEFT JOIN roster_academic_session parent
        ON parent.tenant_id = $1 AND parent.sourced_id = r.parent_sourced_id`,
    },
    page.rows,
  );
  return { ...page, rows };
}

export function countSessions(
  ctx: Context,
  tenantId: number,
  filter: SessionFilter,
): Promise<Total> {
  return countUpToCap(ctx, tenantId, { table, conditions: conditionsOf(filter) });
}

function conditionsOf({ type, status, search }: SessionFilter): Sql[] {
  return [
    statusCondition(status),
    ...(type === null ? [] : [sql`type = ${type}`]),
    ...textCondition(search, ['title'], ['sourced_id']),
  ];
}
