// Rows of one sourcedId in a file, as set operations. One of them stays; the others are taken out of staging.
import type pg from 'pg';
import { fileSpecForEntity, storedColumns, type RosterEntity } from '@/lib/core/oneroster';
import { rosterTable, schoolExpression, stagingTable, type RunKey } from '../db/roster-tables';
import { told, type CheckInput, type FoundRow } from './parts/check-input';
import type { CheckResult } from './parts/check-result';
import { differsSql } from './parts/differs-sql';

interface Repeated extends FoundRow {
  value: string;
  /** Names of columns, as the file has them. */
  differing: string[];
}

/** Later rows of the same sourcedId: equal ones are ignored, different ones set aside; the first stays. */
export async function checkDuplicates(
  client: pg.ClientBase,
  input: CheckInput,
): Promise<CheckResult> {
  const { run, entity, isInitial } = input;
  const table = stagingTable(run, entity);
  const same = comparedFields(entity)
    .map(({ field }) => `NOT (${differsSql(entity, field, 'd', 'f')})`)
    .join(' AND ');
  const result: CheckResult = { rejected: 0, ignored: 0 };

  const { rows: later } = await client.query<Repeated & { is_same: boolean }>(
    `WITH repeated AS (SELECT sourced_id FROM ${table} GROUP BY sourced_id HAVING count(*) > 1),
       ranked AS (SELECT t.ctid AS row, t.sourced_id, row_number() OVER (PARTITION BY t.sourced_id ORDER BY t.line_number) AS place
                  FROM ${table} t JOIN repeated USING (sourced_id)),
       judged AS (SELECT l.row, ${same} AS is_same, ${differing(entity, 'd', 'f')} AS differing
                  FROM ranked l JOIN ${table} d ON d.ctid = l.row
                  JOIN ranked k ON k.sourced_id = l.sourced_id AND k.place = 1 JOIN ${table} f ON f.ctid = k.row
                  WHERE l.place > 1)
     DELETE FROM ${table} t USING judged j WHERE t.ctid = j.row
     RETURNING t.line_number, t.sourced_id AS value, ${schoolExpression(entity, 't')} AS school, j.is_same, j.differing`,
  );
  for (const row of later) {
    if (row.is_same) result.ignored += 1;
    else result.rejected += 1;
    if (row.is_same) tellSame(input, row);
    else tellDifferent(input, row, 'first');
  }
  if (later.length > 0) {
    // The row that was kept is not clean either: say it again tomorrow.
    await client.query(`UPDATE ${table} SET line_hash = NULL WHERE sourced_id = ANY($1)`, [
      later.map((row) => row.value),
    ]);
  }

  // Another row of the same id stands in the file word for word as in force: that one stays.
  if (!isInitial && (await tableExists(client, run, `unseen_${entity}`))) {
    const { rows: beside } = await client.query<Repeated>(
      `DELETE FROM ${table} s USING ${rosterTable(entity, run)} l
       WHERE l.tenant_id = $1 AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL AND l.line_hash IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, `unseen_${entity}`)} u WHERE u.line_hash = l.line_hash)
       RETURNING s.line_number, s.sourced_id AS value, ${schoolExpression(entity, 's')} AS school, ${differing(entity, 's', 'l')} AS differing`,
      [run.tenantId],
    );
    for (const row of beside) tellDifferent(input, row, 'live');
    result.rejected += beside.length;
  }
  return result;
}

function tellSame({ entity, issues }: CheckInput, row: Repeated): void {
  const file = fileSpecForEntity(entity).fileName;
  issues.add(file, 'DUPLICATE_ID_SAME', told(row, 'sourcedId'));
  issues.rows.noteCopy(file, row.value);
}

function tellDifferent(
  { entity, issues }: CheckInput,
  row: Repeated,
  kept: 'first' | 'live',
): void {
  const file = fileSpecForEntity(entity).fileName;
  const columns = row.differing.join(',');
  issues.add(file, 'DUPLICATE_ID_DIFFERENT', {
    ...told(row, 'sourcedId'),
    params: { ...(columns === '' ? {} : { columns }), ...(kept === 'live' ? { kept } : {}) },
  });
  issues.rows.noteRepeated(file, row.value, columns);
}

/** The main school follows from the rest, for some by the order of a list. */
const comparedFields = (entity: RosterEntity) =>
  storedColumns(entity).filter(({ field }) => entity !== 'user' || field !== 'school_sourced_id');

/** The names of the columns in which two rows differ. What is worked out from a column is not named beside it. */
function differing(entity: RosterEntity, a: string, b: string): string {
  const fields = new Set(comparedFields(entity).map(({ field }) => field));
  const names = fileSpecForEntity(entity).columns.flatMap(({ name, field, stored }) =>
    stored && fields.has(field) ? [{ name, field }] : [],
  );
  const cases = [...names, { name: 'metadata', field: 'metadata' }].map(
    ({ name, field }) => `CASE WHEN ${differsSql(entity, field, a, b)} THEN '${name}' END`,
  );
  return `array_remove(ARRAY[${cases.join(', ')}]::text[], NULL)`;
}

async function tableExists(
  client: pg.ClientBase,
  run: RunKey,
  part: `unseen_${RosterEntity}`,
): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [stagingTable(run, part)],
  );
  return rows[0]?.found ?? false;
}
