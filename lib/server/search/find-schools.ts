import { foldName } from '@/lib/core/names/fold-name';
import type { AppContext } from '../app-context';
import { escaped } from './find-districts';
import { foldedNameSql } from './folded-name';

export interface SchoolMatch {
  tenantId: number;
  sourcedId: string;
  name: string;
}

/** "St. Mary's K-8" is read as "st marys k 8", in the roster and in what is typed. */
const BETWEEN_WORDS = '.,;:"“”()/&+#_-–—';
const LEFT_OUT = "'’";

/**
 * Schools of these districts by their whole id or number, or by the beginnings of words of their name in any order; those whose name
 * begins as the text does come first. A district has a few thousand at most: they are read, not looked up.
 */
export async function findSchools(
  ctx: Pick<AppContext, 'db'>,
  tenantIds: readonly number[],
  text: string,
  limit: number,
): Promise<SchoolMatch[]> {
  if (tenantIds.length === 0) return [];
  const words = wordsOf(text);
  const { rows } = await ctx.db.pool.query<SchoolMatch>(
    `WITH known AS MATERIALIZED (
       SELECT o.tenant_id, o.sourced_id, o.name, o.sourced_id = $2 OR o.identifier IS NOT DISTINCT FROM $2 AS is_id,
         ' ' || translate(${foldedNameSql('o.name')}, $6, $7) AS key
       FROM roster_org o WHERE o.tenant_id = ANY($1) AND o.type = 'school' AND o.removed_at IS NULL)
     SELECT tenant_id AS "tenantId", sourced_id AS "sourcedId", name FROM known
     WHERE is_id OR (cardinality($3::text[]) > 0 AND key LIKE ALL($3))
     ORDER BY is_id DESC, key LIKE $4 DESC, key, sourced_id, tenant_id LIMIT $5`,
    [
      tenantIds,
      text,
      words.map((word) => `% ${escaped(word)}%`),
      ` ${escaped(words.join(' '))}%`,
      limit,
      // What has no counterpart in the second list is left out.
      BETWEEN_WORDS + LEFT_OUT,
      ' '.repeat(BETWEEN_WORDS.length),
    ],
  );
  return rows;
}

function wordsOf(text: string): string[] {
  return [...foldName(text)]
    .filter((letter) => !LEFT_OUT.includes(letter))
    .map((letter) => (BETWEEN_WORDS.includes(letter) ? ' ' : letter))
    .join('')
    .split(' ')
    .filter(Boolean);
}
