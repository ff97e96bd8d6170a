// A database that is slow or broken for one district alone, as row-level security of the gallery's own PostgreSQL has it: pages
// ask what they always ask, and wait for the answer or get none.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppContext } from '@/lib/server/app-context';
import { openDatabase } from '@/lib/server/db';

/** Longer than a look is looked at. Each page that waits keeps a connection of the product for as long. */
export const WAIT_SECONDS = 120;

const ANSWERS = {
  fail: "RAISE EXCEPTION 'The gallery lets this query fail.'",
  wait: `PERFORM pg_sleep(${WAIT_SECONDS})`,
} as const;

/**
 * Of these tables, who reads a row of the district gets an error, or waits. Name tables that no page and no job reads for all
 * districts at once, and none that files are copied into.
 */
export async function ruleRows(
  { settings }: Pick<AppContext, 'settings'>,
  tenantId: number,
  rule: keyof typeof ANSWERS,
  tables: readonly string[],
): Promise<void> {
  const owner = new URL(settings.databaseUrl);
  owner.username = 'postgres';
  owner.password = readFileSync(path.join(settings.dataFolder, 'postgres-password'), 'utf8').trim();
  const { pool, close } = openDatabase(owner.href, { maxConnections: 1 });
  try {
    await pool.query(
      `CREATE OR REPLACE FUNCTION gallery_${rule}() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN ${ANSWERS[rule]}; RETURN true; END $$`,
    );
    // Said to be dear, so that a query asks first whose row it is.
    await pool.query(
      `CREATE OR REPLACE FUNCTION gallery_${rule}_last(answer boolean) RETURNS boolean LANGUAGE plpgsql COST 1000000 AS $$ BEGIN RETURN answer; END $$`,
    );
    for (const table of tables) {
      // Once per query and not per row: a subquery that depends on no row.
      const isReadable = `gallery_${rule}_last(CASE WHEN tenant_id = ${tenantId} THEN (SELECT gallery_${rule}()) ELSE true END)`;
      await pool.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await pool.query(`CREATE POLICY gallery_read ON ${table} FOR SELECT USING (${isReadable})`);
      for (const [write, check] of [
        ['INSERT', 'WITH CHECK (true)'],
        ['UPDATE', 'USING (true)'],
        ['DELETE', 'USING (true)'],
      ])
        await pool.query(`CREATE POLICY gallery_${write} ON ${table} FOR ${write} ${check}`);
    }
  } finally {
    await close();
  }
}
