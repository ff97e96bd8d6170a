// A first roster has no change rows: everything staged is added. What a reviewer sees of it comes from the
// staging tables while it is held, and from the roster itself once it is applied.
import type { AppContext } from '../../app-context';
import { isReachable } from '../../db/reachable';
import { liveTable, stagingTable, type PlannedEntity } from '../../db/roster-tables';
import { isNotPastSql, todaySql } from '../../roster/current-member';
import { readStaged } from '../../sync-runs/queries/read-staged';
import { isContactRole } from '../../db/contact-roles';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface SamplePerson {
  sourcedId: string;
  givenName: string;
  familyName: string;
  role: string;
  grades: string[];
  schoolName: string | null;
  languageCode: string | null;
  languageText: string | null;
  classes: number;
  linked: number;
  isReachable: boolean;
}

export type SampleKind = 'students' | 'contacts' | 'staff';

const ROLE_CONDITION: Record<SampleKind, string> = {
  students: `u.role = 'student'`,
  contacts: isContactRole('u.role'),
  staff: `u.role <> 'student' AND NOT ${isContactRole('u.role')}`,
};

/** People chosen by a seeded order; empty where neither staging nor roster has them any more. */
export async function samplePeople(
  ctx: Context,
  tenantId: number,
  runId: number,
  kind: SampleKind,
  request: { seed: number; size: number },
): Promise<SamplePerson[]> {
  const run = { id: runId, tenantId };
  return readStaged(ctx, run, 'user', (isStaged) =>
    samplePeopleOf(ctx, run, kind, request, (entity) =>
      isStaged ? stagingTable(run, entity) : liveTable(entity),
    ),
  );
}

async function samplePeopleOf(
  ctx: Context,
  { id: runId, tenantId }: { id: number; tenantId: number },
  kind: SampleKind,
  { seed, size }: { seed: number; size: number },
  table: (entity: PlannedEntity) => string,
): Promise<SamplePerson[]> {
  // Hashing half a million ids to pick ten takes a second; a share of the table's pages does as well.
  const { rows: sizes } = await ctx.db.pool.query<{ rows: number }>(
    `SELECT greatest(sum(reltuples), 0)::int AS rows FROM pg_class WHERE oid = $1::regclass
       OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::regclass)`,
    [table('user')],
  );
  const share = Math.min(100, (100 * 40_000) / Math.max(1, sizes[0]?.rows ?? 1));
  const linkColumn = kind === 'contacts' ? 'contact_sourced_id' : 'student_sourced_id';
  const { rows } = await ctx.db.pool.query<SamplePerson>(
    `WITH chosen AS (
       SELECT u.* FROM ${table('user')} u TABLESAMPLE SYSTEM (${share}) REPEATABLE (${Math.trunc(seed)})
       WHERE u.tenant_id = $1 AND u.run_id = $2 AND u.removed_at IS NULL AND ${ROLE_CONDITION[kind]}
       ORDER BY hashtextextended(u.sourced_id, $3), u.sourced_id LIMIT $4)
     SELECT u.sourced_id AS "sourcedId", u.given_name AS "givenName",
       u.family_name AS "familyName", u.role, coalesce(u.grades, '{}') AS grades,
       org.name AS "schoolName", u.language_code AS "languageCode",
       u.language_text AS "languageText",
       (SELECT count(DISTINCT e.class_sourced_id)::int FROM ${table('enrollment')} e
        WHERE e.tenant_id = $1 AND e.user_sourced_id = u.sourced_id AND ${isNotPastSql('e', todaySql('$1', ctx.clock.now()))}) AS classes,
       (SELECT count(*)::int FROM ${table('link')} l
        WHERE l.tenant_id = $1 AND l.${linkColumn} = u.sourced_id) AS linked,
       ${isReachable('u')} AS "isReachable"
     FROM chosen u
     LEFT JOIN ${table('org')} org ON org.tenant_id = $1 AND org.sourced_id = u.school_sourced_id
     ORDER BY u.name_key, u.sourced_id`,
    [tenantId, runId, seed, size],
  );
  return rows;
}
