// Which ids a membership was sent under, for the runs after: it stays in force while any of them is sent.
import type pg from 'pg';
import { recordFields, stagingTable, type RunKey } from '../../db/roster-tables';

const FIELDS = recordFields('enrollment');

/** Remembers what each id says, once the run's verdict is in force. */
export async function rememberMemberships(client: pg.ClientBase, run: RunKey): Promise<void> {
  const said = stagingTable(run, 'said');
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [said],
  );
  if (!rows[0]?.found) return;
  await client.query(
    `DELETE FROM repeated_membership m WHERE m.tenant_id = $1 AND (
       m.sourced_id IN (SELECT sourced_id FROM ${said}) OR m.kept_id IN (SELECT kept_id FROM ${said})
       OR m.sourced_id IN (SELECT g.sourced_id FROM ${stagingTable(run, 'deleted')} g WHERE g.entity = 'enrollment')
       OR NOT EXISTS (SELECT 1 FROM roster_enrollment l WHERE l.tenant_id = $1 AND l.sourced_id = m.kept_id AND l.removed_at IS NULL))`,
    [run.tenantId],
  );
  await client.query(
    `INSERT INTO repeated_membership (tenant_id, kept_id, run_id, ${FIELDS.join(', ')})
     SELECT $1, s.kept_id, $2, ${FIELDS.map((field) => `s.${field}`).join(', ')} FROM ${said} s
     WHERE EXISTS (SELECT 1 FROM ${said} o WHERE o.kept_id = s.kept_id AND o.sourced_id <> o.kept_id)`,
    [run.tenantId, run.id],
  );
}

/** What a run said that is undone counts no longer. */
export async function forgetMemberships(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query('DELETE FROM repeated_membership WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
}
