// Whom each id of a file names, from everybody it could name. A candidate table has a row per id (`text`), place of the
// row (`at`: the school it names; '' for schools themselves), kind and record, and says whether a witness puts the record
// there (`is_there`): a student attends the row's school, a school has one of its rows' students.
import type { IdKind, KindEvidence } from '@/lib/core/attendance/id-kinds';
import type { Client } from '../types';

export async function createCandidates(client: Client, table: string): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE ${table} (
      text text COLLATE "C" NOT NULL, at text COLLATE "C" NOT NULL, kind text NOT NULL, id text COLLATE "C" NOT NULL,
      is_removed boolean NOT NULL, is_there boolean NOT NULL
    ) ON COMMIT DROP`);
}

/** Values that only one kind explains. Who is not where the row says does not speak for a kind. */
export async function readEvidence(client: Client, table: string): Promise<KindEvidence> {
  const { rows } = await client.query<KindEvidence>(
    `SELECT count(*) FILTER (WHERE by_sourced_id AND NOT by_identifier) AS "sourcedIdOnly",
            count(*) FILTER (WHERE by_identifier AND NOT by_sourced_id) AS "identifierOnly"
     FROM (SELECT bool_or(kind = 'SOURCED_ID') AS by_sourced_id, bool_or(kind = 'IDENTIFIER') AS by_identifier
           FROM ${table} WHERE is_there GROUP BY text, at) k`,
  );
  return rows[0] ?? { sourcedIdOnly: 0, identifierOnly: 0 };
}

/**
 * Writes `into` with the one record (`id`) or the reason why there is none (`problem`). Under a decided kind only that
 * kind is asked. While it is undecided, a kind whose record is where the row says beats one whose record is not. Removed
 * records are nobody's hit, but somebody the id may have meant.
 */
export async function judgeCandidates(
  client: Client,
  from: string,
  into: string,
  kind: IdKind | null,
): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE ${into} (
      text text COLLATE "C", at text COLLATE "C", id text COLLATE "C", problem text
    ) ON COMMIT DROP`);
  await client.query(
    `INSERT INTO ${into} (text, at, id, problem)
     WITH per_kind AS (
       SELECT text, at, kind, CASE WHEN bool_and(is_removed) THEN 1 ELSE count(DISTINCT id) END AS people,
              min(id) AS id, bool_and(is_removed) AS is_removed, bool_or(is_there) AS is_there
       FROM ${from} GROUP BY text, at, kind
     ), asked AS (
       SELECT *, bool_or(is_there) OVER (PARTITION BY text, at) AS has_witness
       FROM per_kind WHERE $1::text IS NULL OR kind = $1
     ), named AS (
       SELECT text, at, min(id) AS id, count(DISTINCT id) AS ids, max(people) AS people, bool_or(is_removed) AS is_removed
       FROM asked WHERE $1::text IS NOT NULL OR is_there OR NOT has_witness
       GROUP BY text, at
     ), judged AS (
       SELECT k.text, k.at, n.id, CASE
         WHEN n.text IS NULL AND k.is_removed THEN 'UNKNOWN'
         WHEN n.text IS NULL THEN 'OTHER_KIND'
         WHEN n.people > 1 THEN 'SHARED'
         WHEN n.ids > 1 THEN 'TWO'
         WHEN n.is_removed THEN 'UNKNOWN' END AS problem
       FROM (SELECT text, at, bool_and(is_removed) AS is_removed FROM per_kind GROUP BY text, at) k
       LEFT JOIN named n ON n.text = k.text AND n.at = k.at
     )
     SELECT text, at, CASE WHEN problem IS NULL THEN id END, problem FROM judged`,
    [kind],
  );
  await client.query(`ANALYZE ${into}`);
}
