// Rows of one sourcedId in a file, as set operations. One of them stays; the others are taken out of staging.
import type pg from 'pg';
import { fileSpecForEntity, type RosterEntity } from '@/lib/core/oneroster';
import { comparedFields, namedFields } from '@/lib/core/oneroster/compared-fields';
import { inBatches } from '../db/in-batches';
import { rosterTable, schoolExpression, stagingTable, type RunKey } from '../db/roster-tables';
import { isAny, recordFound, type CheckInput } from './parts/check-input';
import type { CheckResult } from './parts/check-result';
import { contentSql } from './parts/content-sql';
import { differsSql } from './parts/differs-sql';
import { aboutCopy } from './parts/found-rows';
import { transactionOn } from '../db/transaction';

/** Later rows of the same sourcedId: equal ones are ignored, different ones set aside; the first stays. */
export async function checkDuplicates(
  client: pg.ClientBase,
  input: CheckInput,
): Promise<CheckResult> {
  const found = [await takeLater(client, input), await takeBesideLive(client, input)];
  if (!found.includes(true)) return { rejected: 0, ignored: 0 };
  return recordRepeated(client, input);
}

const COLUMNS = 'sourced_id, line_number, school, kept, is_same, differing, content';

/** Of its own for each entity: two sessions look at two files of a first roster at once. */
const repeatedTable = ({ run, entity }: CheckInput): string =>
  stagingTable(run, `repeated_${entity}`);

/** The rows that are taken out, in a table of the run while they are told: there may be as many as the file has. */
async function createRepeated(client: pg.ClientBase, input: CheckInput): Promise<void> {
  await client.query(
    `CREATE UNLOGGED TABLE IF NOT EXISTS ${repeatedTable(input)} (
       sourced_id text COLLATE "C" NOT NULL, line_number int, school text, kept text NOT NULL, is_same boolean NOT NULL,
       differing text[] NOT NULL, content text[] NOT NULL) WITH (autovacuum_enabled = false)`,
  );
}

async function takeLater(client: pg.ClientBase, input: CheckInput): Promise<boolean> {
  const { run, entity } = input;
  const table = stagingTable(run, entity);
  const ids = `SELECT sourced_id FROM ${table} GROUP BY sourced_id HAVING count(*) > 1`;
  if (!(await isAny(client, `(${ids}) q`))) return false;
  await createRepeated(client, input);
  const same = comparedFields(entity)
    .map(({ field }) => `NOT (${differsSql(entity, field, 'd', 'f')})`)
    .join(' AND ');
  await client.query(
    `WITH repeated AS (${ids}),
       ranked AS (SELECT t.ctid AS row, t.sourced_id, row_number() OVER (PARTITION BY t.sourced_id ORDER BY t.line_number) AS place
                  FROM ${table} t JOIN repeated USING (sourced_id)),
       judged AS (SELECT l.row, ${same} AS is_same, ${differing(entity, 'd', 'f')} AS differing
                  FROM ranked l JOIN ${table} d ON d.ctid = l.row
                  JOIN ranked k ON k.sourced_id = l.sourced_id AND k.place = 1 JOIN ${table} f ON f.ctid = k.row
                  WHERE l.place > 1),
       gone AS (DELETE FROM ${table} t USING judged j WHERE t.ctid = j.row
                RETURNING t.sourced_id, t.line_number, ${schoolExpression(entity, 't')} AS school, 'first' AS kept, j.is_same, j.differing, ${contentOf(entity, 't')} AS content)
     INSERT INTO ${repeatedTable(input)} (${COLUMNS}) SELECT ${COLUMNS} FROM gone`,
  );
  // The row that was kept is not clean either: say it again tomorrow.
  await client.query(
    `UPDATE ${table} SET line_hash = NULL WHERE sourced_id IN (SELECT sourced_id FROM ${repeatedTable(input)})`,
  );
  return true;
}

/** Another row of the same id stands in the file word for word as in force: that one stays. */
async function takeBesideLive(client: pg.ClientBase, input: CheckInput): Promise<boolean> {
  const { run, entity, isInitial } = input;
  if (isInitial || !(await tableExists(client, run, `unmatched_${entity}`))) return false;
  const isBeside = `l.tenant_id = ${run.tenantId} AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL AND l.line_hash IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, `unmatched_${entity}`)} u WHERE u.line_hash = l.line_hash)`;
  const [table, live] = [stagingTable(run, entity), rosterTable(entity, run)];
  if (!(await isAny(client, `${table} s, ${live} l WHERE ${isBeside}`))) return false;
  await createRepeated(client, input);
  await client.query(
    `WITH gone AS (DELETE FROM ${table} s USING ${live} l WHERE ${isBeside}
                   RETURNING s.sourced_id, s.line_number, ${schoolExpression(entity, 's')} AS school, 'live' AS kept, false AS is_same, ${differing(entity, 's', 'l')} AS differing, ${contentOf(entity, 's')} AS content)
     INSERT INTO ${repeatedTable(input)} (${COLUMNS}) SELECT ${COLUMNS} FROM gone`,
  );
  return true;
}

async function recordRepeated(client: pg.ClientBase, input: CheckInput): Promise<CheckResult> {
  const { entity, issues } = input;
  const repeated = repeatedTable(input);
  const file = fileSpecForEntity(entity).fileName;
  const names = `array_to_string(r.differing, ',')`;
  await recordFound(
    client,
    issues,
    file,
    `SELECT CASE WHEN r.is_same THEN 'DUPLICATE_ID_SAME' ELSE 'DUPLICATE_ID_DIFFERENT' END AS code, r.line_number AS line,
       'sourcedId' AS "column", r.sourced_id AS value, r.school, 0 AS nth,
       CASE WHEN NOT r.is_same THEN jsonb_strip_nulls(jsonb_build_object('columns', nullif(${names}, ''), 'kept', nullif(r.kept, 'first'))) END AS params
     FROM ${repeated} r`,
  );
  const { rows } = await client.query<{ isSame: boolean; columns: string; count: number }>(
    `SELECT r.is_same AS "isSame", ${names} AS columns, count(*) AS count FROM ${repeated} r GROUP BY 1, 2 ORDER BY min(r.line_number), 2`,
  );
  const result: CheckResult = { rejected: 0, ignored: 0 };
  for (const { isSame, columns, count } of rows) {
    result[isSame ? 'ignored' : 'rejected'] += count;
    issues.rows.countDiffering(file, columns, count);
  }
  if (issues.rows.areToldApart('duplicates', file, result.rejected + result.ignored)) {
    await transactionOn(client, async () => {
      for await (const batch of inBatches<NotedId>(client, 'repeated_id', notedIds(input)))
        for (const { id, content, count } of batch)
          for (let time = 0; time < count; time += 1)
            issues.rows.note('duplicates', file, content === null ? aboutCopy(id) : [id, content]);
    });
  }
  await client.query(`DROP TABLE ${repeated}`);
  return result;
}

interface NotedId {
  id: string;
  /** Null where all rows of the id are the same. */
  content: string | null;
  /** How many of its rows were taken out. */
  count: number;
}

/**
 * Every id of which rows were taken out, with a hash of what all its rows say where they differ, the one that was kept
 * included: which of them stands first in the file is no part of it.
 */
function notedIds(input: CheckInput): string {
  const { run, entity, isInitial } = input;
  const repeated = repeatedTable(input);
  const kept = [
    `SELECT s.sourced_id, ${contentOf(entity, 's')}, false FROM ${stagingTable(run, entity)} s
     WHERE s.sourced_id IN (SELECT sourced_id FROM ${repeated})`,
    ...(isInitial
      ? []
      : [
          `SELECT l.sourced_id, ${contentOf(entity, 'l')}, false FROM ${rosterTable(entity, run)} l
           WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL
             AND l.sourced_id IN (SELECT sourced_id FROM ${repeated} WHERE kept = 'live')`,
        ]),
  ];
  return `WITH said AS MATERIALIZED (
       SELECT *, row_number() OVER () AS nth FROM (
         SELECT sourced_id, content, true AS is_taken FROM ${repeated} UNION ALL ${kept.join(' UNION ALL ')}) rows),
     cell AS (SELECT s.sourced_id, s.nth, c.place, c.text FROM said s CROSS JOIN LATERAL unnest(s.content) WITH ORDINALITY AS c(text, place)),
     differing AS (SELECT sourced_id, place FROM cell GROUP BY 1, 2 HAVING min(text) <> max(text)),
     other AS (SELECT sourced_id, nth, md5(jsonb_agg(jsonb_build_array(place, text) ORDER BY place)::text) AS content
               FROM cell JOIN differing USING (sourced_id, place) GROUP BY 1, 2),
     taken AS (SELECT sourced_id, count(*) AS count FROM said WHERE is_taken GROUP BY 1)
     SELECT t.sourced_id AS id, t.count, md5(string_agg(o.content, ' ' ORDER BY o.content)) AS content
     FROM taken t LEFT JOIN other o USING (sourced_id) GROUP BY 1, 2`;
}

const contentOf = (entity: RosterEntity, row: string): string =>
  contentSql(
    entity,
    row,
    comparedFields(entity).map(({ field }) => field),
  );

/** The names of the columns in which two rows differ. */
function differing(entity: RosterEntity, a: string, b: string): string {
  const cases = namedFields(entity).map(
    ({ name, field }) => `CASE WHEN ${differsSql(entity, field, a, b)} THEN '${name}' END`,
  );
  return `array_remove(ARRAY[${cases.join(', ')}]::text[], NULL)`;
}

async function tableExists(
  client: pg.ClientBase,
  run: RunKey,
  part: `unmatched_${RosterEntity}`,
): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [stagingTable(run, part)],
  );
  return rows[0]?.found ?? false;
}
