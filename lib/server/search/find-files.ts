import type { FoundFile } from '@/lib/core/search/found';
import type { AppContext } from '../app-context';
import { escaped } from './find-districts';

/** A month of a district that sends every file every morning, several times over. */
const NEWEST_LOOKED_AT = 2_000;

/**
 * The newest file of each name in which every word stands, those that begin so first. Looked for among the newest files
 * of each connection: what came before has the same names.
 */
export async function findFiles(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  words: readonly string[],
  limit: number,
): Promise<FoundFile[]> {
  const { rows } = await ctx.db.pool.query<FoundFile>(
    `WITH newest AS (
       SELECT DISTINCT ON (d.file_name) d.* FROM connection c
       CROSS JOIN LATERAL (
         SELECT d.id, d.tenant_id, d.file_name, d.started_at, d.sync_run_id FROM delivery d
         WHERE d.connection_id = c.id AND d.state <> 'REMOVED'
         ORDER BY d.started_at DESC LIMIT ${NEWEST_LOOKED_AT}) d
       WHERE c.tenant_id = $1 AND lower(d.file_name) LIKE ALL($2)
       ORDER BY d.file_name, d.started_at DESC),
     shown AS (
       SELECT * FROM newest
       ORDER BY lower(file_name) NOT LIKE $3, started_at DESC, id DESC LIMIT $4)
     SELECT s.file_name AS "fileName", t.slug, t.name AS "districtName", t.time_zone AS "timeZone",
       s.started_at AS "startedAt", r.number AS "runNumber", a.number AS "attendanceFileNumber"
     FROM shown s JOIN tenant t ON t.id = s.tenant_id
     LEFT JOIN sync_run r ON r.tenant_id = s.tenant_id AND r.id = s.sync_run_id
     LEFT JOIN attendance_run a ON a.tenant_id = s.tenant_id AND a.delivery_id = s.id
     ORDER BY lower(s.file_name) NOT LIKE $3, s.started_at DESC, s.id DESC`,
    [
      tenantId,
      words.map((word) => `%${escaped(word.toLowerCase())}%`),
      `${escaped(words.join(' ').toLowerCase())}%`,
      limit,
    ],
  );
  return rows;
}
