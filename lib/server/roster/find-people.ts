// The few best matches of a text, in one statement: for a search that answers while somebody types. The list of people
// (people.ts) pages through all of them.
import type { AppContext } from '../app-context';
import { idsWithOtherZeros, matchesFor, type Match } from './people-search';
import { allOf, join, raw, sql, type Sql } from './sql';

export interface PersonMatch {
  tenantId: number;
  sourcedId: string;
  role: string;
  givenName: string;
  familyName: string;
  grades: string[];
  schoolName: string | null;
}

/**
 * People of these districts in the order of how well they match, then by name. Ids that differ only in leading zeros
 * come last. Each district is a partition whose indexes are planned for with every way of reading the text: of several districts, a
 * text with a digit is read as an id alone, and one without as a name. A few dozen districts at most.
 */
export async function findPeople(
  ctx: Pick<AppContext, 'db'>,
  tenantIds: readonly number[],
  text: string,
  limit: number,
): Promise<PersonMatch[]> {
  const all = [...matchesFor(text), ...otherZeros(text)];
  const isId = /[\d@]/.test(text);
  const matches =
    tenantIds.length > 1 ? all.filter(({ key }) => (key === 'sourced_id') === isId) : all;
  if (matches.length === 0 || tenantIds.length === 0) return [];
  const isOfTenants = (alias: string): Sql => sql`${raw(alias)}.tenant_id = ANY(${tenantIds})`;
  const perMatch = matches.map(
    ({ where, key }, rank) => sql`(SELECT ${raw(`${rank} AS rank, ${COLUMNS}`)} FROM roster_user u
      WHERE ${allOf([isOfTenants('u'), raw('u.removed_at IS NULL'), where])}
      ORDER BY ${raw(key === 'sourced_id' ? 'u.sourced_id' : `u.${key}, u.sourced_id`)} LIMIT ${limit})`,
  );
  const query = sql`
    WITH found AS (${join(perMatch, ' UNION ALL ')}),
    best AS (SELECT DISTINCT ON (tenant_id, sourced_id) * FROM found ORDER BY tenant_id, sourced_id, rank),
    shown AS (SELECT * FROM best ORDER BY rank, name_key, sourced_id, tenant_id LIMIT ${limit})
    SELECT s.tenant_id AS "tenantId", s.sourced_id AS "sourcedId", s.role, s.given_name AS "givenName",
      s.family_name AS "familyName", s.grades, o.name AS "schoolName"
    FROM shown s
    LEFT JOIN roster_org o ON o.tenant_id = s.tenant_id AND o.sourced_id = s.school_sourced_id AND ${isOfTenants('o')}
    ORDER BY s.rank, s.name_key, s.sourced_id, s.tenant_id`;
  const { rows } = await ctx.db.pool.query<PersonMatch>(query.text, query.values);
  return rows;
}

const COLUMNS =
  'u.tenant_id, u.sourced_id, u.role, u.given_name, u.family_name, u.grades, u.school_sourced_id, u.name_key';

function otherZeros(text: string): Match[] {
  const ids = idsWithOtherZeros(text);
  return ids.length === 0
    ? []
    : [
        { where: sql`sourced_id = ANY(${ids})`, key: 'sourced_id' },
        { where: sql`identifier = ANY(${ids})`, key: 'sourced_id' },
      ];
}
