// References that lead nowhere, in a table of the run while they are told: there may be as many as there are rows in all
// files, and of them this process needs the counts, the first few, and what their rows are known again by.
import type pg from 'pg';
import { inBatches } from '../../db/in-batches';
import { stagingTable, type RunKey } from '../../db/roster-tables';
import { recordFound } from './check-input';
import type { IssueCollector } from './issue-collector';
import { transactionOn } from '../../db/transaction';

/** A row whose references are all of one list fills a record: few of them at once. */
const ROWS_AT_ONCE = 500;

/**
 * `nth` is the reference among those of its row, `place` where its value stands in a list. A row that was not read has no
 * line yet, only the hash of it.
 */
export async function createDangling(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `CREATE UNLOGGED TABLE IF NOT EXISTS ${stagingTable(run, 'dangling')} (
       sourced_id text COLLATE "C" NOT NULL, line_number int, school text, "column" text NOT NULL, target text NOT NULL,
       nth int NOT NULL, place int NOT NULL, value text COLLATE "C", is_rejected boolean NOT NULL,
       line_hash bigint) WITH (autovacuum_enabled = false)`,
  );
}

export async function dropDangling(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(`DROP TABLE ${stagingTable(run, 'dangling')}`);
}

/** Tells those that `which` says, as `d`, each under its code: all of it SQL. */
export async function recordDangling(
  client: pg.ClientBase,
  run: RunKey,
  issues: IssueCollector,
  file: string,
  { code, join = '', which }: { code: string; join?: string; which: string },
): Promise<void> {
  await recordFound(
    client,
    issues,
    file,
    `SELECT ${code} AS code, d.line_number AS line, d."column", d.value, jsonb_build_object('target', d.target) AS params,
       d.school, ARRAY[d.nth, d.place] AS nth
     FROM ${stagingTable(run, 'dangling')} d ${join} WHERE ${which}`,
  );
}

/** Notes the rows that are set aside, each once, with all of theirs that leads nowhere. */
export async function noteDangling(
  client: pg.ClientBase,
  run: RunKey,
  issues: IssueCollector,
  file: string,
  count: number,
): Promise<void> {
  if (!issues.rows.areToldApart('dangling', file, count)) return;
  await transactionOn(client, async () => {
    const rows = inBatches<{ id: string; what: string[] }>(
      client,
      'dangling_row',
      `SELECT sourced_id AS id, array_agg("column" || ' ' || coalesce(value, '')) AS what
     FROM ${stagingTable(run, 'dangling')} WHERE is_rejected GROUP BY sourced_id`,
      [],
      ROWS_AT_ONCE,
    );
    for await (const batch of rows)
      for (const { id, what } of batch) issues.rows.note('dangling', file, [id, ...what.sort()]);
  });
}
