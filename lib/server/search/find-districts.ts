import { foldName } from '@/lib/core/names/fold-name';
import type { FoundDistrict } from '@/lib/core/search/found';
import type { NamedDistrict } from '@/lib/core/search/search-text';
import { US_STATES } from '@/lib/core/tenants/us-states';
import type { AppContext } from '../app-context';
import type { TenantScope } from '../auth/tenant-access';
import { foldedNameSql } from './folded-name';

type Context = Pick<AppContext, 'db'>;

/** A district that may be searched. */
export interface District extends FoundDistrict {
  id: number;
  timeZone: string;
}

const COLUMNS = 't.id, t.slug, t.name, t.state, t.time_zone AS "timeZone"';
const KNOWN = '($1::int[] IS NULL OR t.id = ANY($1))';
const FOLDED = foldedNameSql('t.name');
const SHORTEST_STATE_NAME = 3;

/** By parts of name, slug and state, in any order; those whose name begins so first. */
export async function findDistricts(
  ctx: Context,
  scope: TenantScope,
  text: string,
  limit: number,
): Promise<District[]> {
  const folded = foldName(text);
  const words = folded.split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const { rows } = await ctx.db.pool.query<District>(
    `WITH known AS MATERIALIZED (SELECT t.*, ${FOLDED} AS key FROM tenant t WHERE ${KNOWN})
     SELECT ${COLUMNS} FROM known t
     WHERE t.key || ' ' || t.slug || ' ' || lower(t.state) LIKE ALL($2) OR t.state = ANY($3)
     ORDER BY CASE WHEN t.key = $4 OR t.slug = $4 THEN 0 WHEN t.key LIKE $5 THEN 1
       WHEN t.state = ANY($3) THEN 2 WHEN ' ' || t.key LIKE '% ' || $5 THEN 3 ELSE 4 END, t.key, t.id
     LIMIT $6`,
    [
      scope,
      words.map((word) => `%${escaped(word)}%`),
      statesOf(folded),
      folded,
      `${escaped(folded)}%`,
      limit,
    ],
  );
  return rows;
}

/** Districts that a text may name beside what is looked for in them, the most of the name first. */
export async function findNamedDistricts(
  ctx: Context,
  scope: TenantScope,
  readings: readonly NamedDistrict[],
  limit: number,
): Promise<{ district: District; rest: string }[]> {
  if (readings.length === 0) return [];
  const { rows } = await ctx.db.pool.query<District & { rest: string }>(
    `WITH known AS MATERIALIZED (SELECT t.*, ' ' || ${FOLDED} || ' ' || t.slug AS key FROM tenant t WHERE ${KNOWN}),
     named AS (
       SELECT DISTINCT ON (t.id) t.*, r.rest, r.place FROM known t
       JOIN unnest($2::text[], $3::text[]) WITH ORDINALITY r (pattern, rest, place) ON t.key LIKE r.pattern
       ORDER BY t.id, r.place)
     SELECT ${COLUMNS}, t.rest FROM named t ORDER BY t.place, t.key, t.id LIMIT $4`,
    [
      scope,
      readings.map(({ district }) => `% ${escaped(foldName(district))}%`),
      readings.map(({ rest }) => rest),
      limit,
    ],
  );
  return rows.map(({ rest, ...district }) => ({ district, rest }));
}

export async function listDistrictsById(ctx: Context, ids: readonly number[]): Promise<District[]> {
  const { rows } = await ctx.db.pool.query<District>(
    `SELECT ${COLUMNS} FROM tenant t WHERE t.id = ANY($1) ORDER BY t.id`,
    [ids],
  );
  return rows;
}

/** Of these slugs, in their order, those that the person may know of. */
export async function listDistrictsBySlug(
  ctx: Context,
  scope: TenantScope,
  slugs: readonly string[],
): Promise<District[]> {
  if (slugs.length === 0) return [];
  const { rows } = await ctx.db.pool.query<District>(
    `SELECT ${COLUMNS} FROM tenant t WHERE ${KNOWN} AND t.slug = ANY($2::text[])
     ORDER BY array_position($2::text[], t.slug)`,
    [scope, slugs],
  );
  return rows;
}

/** Those the person looks after, then by name. */
export async function listOwnDistrictsFirst(
  ctx: Context,
  { scope, userId, limit }: { scope: TenantScope; userId: number; limit: number },
): Promise<District[]> {
  const { rows } = await ctx.db.pool.query<District>(
    `SELECT ${COLUMNS} FROM tenant t WHERE ${KNOWN}
     ORDER BY (t.psm_id IS NOT DISTINCT FROM $2 OR t.implementer_id IS NOT DISTINCT FROM $2) DESC, lower(t.name), t.id
     LIMIT $3`,
    [scope, userId, limit],
  );
  return rows;
}

/**
 * Districts with a live roster in the order in which their people are worth a look: those opened last, those the person
 * looks after, then by name. `total` is how many there are.
 */
export async function listDistrictsWithRoster(
  ctx: Context,
  facts: { scope: TenantScope; recent: readonly string[]; userId: number; limit: number },
): Promise<{ districts: District[]; total: number }> {
  const { scope, recent, userId, limit } = facts;
  const { rows } = await ctx.db.pool.query<District & { total: number }>(
    `SELECT ${COLUMNS}, count(*) OVER () AS total FROM tenant t
     JOIN connection_feed f ON f.tenant_id = t.id AND f.feed = 'ROSTER'
     JOIN connection c ON c.tenant_id = f.tenant_id AND c.id = f.connection_id
     WHERE ${KNOWN} AND c.baseline_run_id IS NOT NULL
     ORDER BY array_position($2::text[], t.slug), (t.psm_id IS NOT DISTINCT FROM $3 OR t.implementer_id IS NOT DISTINCT FROM $3) DESC,
       lower(t.name), t.id
     LIMIT $4`,
    [scope, recent, userId, limit],
  );
  return {
    districts: rows.map(({ total: _, ...district }) => district),
    total: rows[0]?.total ?? 0,
  };
}

/** Postal codes of the states whose name begins so. The code itself is found like any other word. */
function statesOf(folded: string): string[] {
  if (folded.length < SHORTEST_STATE_NAME) return [];
  return Object.entries(US_STATES)
    .filter(([, name]) => foldName(name).startsWith(folded))
    .map(([code]) => code);
}

/** For LIKE. */
export function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
