// With undo-plan.ts, and parts/former-people.ts that both call, the only writer of the live roster. It applies a stored plan and decides nothing.
import type pg from 'pg';
import { storedColumns, type RosterEntity } from '@/lib/core/oneroster';
import { changesOf } from './parts/changes-of';
import { rosterTable, stagingTable, type RunKey } from '../db/roster-tables';

/** Attaches the staged tables of a first roster as the tenant's partitions of the live tables, and makes the owner of those theirs. */
export async function attachInitial(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query('SELECT public.attach_first_roster($1, $2)', [run.tenantId, run.id]);
}

/** Applies the stored changes of one entity from its staging table. Running it again changes nothing. */
export async function applyChanges(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  now: Date,
): Promise<void> {
  const live = rosterTable(entity, run);
  const staged = stagingTable(run, entity);
  const columns = [
    ...storedColumns(entity).map((column) => column.field),
    'line_hash',
    'line_number',
  ];
  const setFromStaged = columns
    .filter((column) => column !== 'sourced_id')
    .map((column) => `${column} = s.${column}`)
    .join(', ');
  // Reactivating overwrites the removed record, and an undo needs it: keep it with the change.
  await client.query(
    `UPDATE change c SET before = to_jsonb(l) FROM ${live} l
     WHERE ${changesOf(run, entity, 'REACTIVATE')} AND c.before IS NULL AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id`,
    [run.tenantId],
  );
  await client.query(
    `INSERT INTO ${live} (tenant_id, ${columns.join(', ')}, run_id)
     SELECT $1, ${columns.map((column) => `s.${column}`).join(', ')}, $2
     FROM ${staged} s JOIN change c ON c.sourced_id = s.sourced_id WHERE ${changesOf(run, entity, 'ADD')}
     ON CONFLICT (tenant_id, sourced_id) DO NOTHING`,
    [run.tenantId, run.id],
  );
  await client.query(
    `UPDATE ${live} l SET ${setFromStaged}, run_id = $2, removed_at = NULL
     FROM ${staged} s JOIN change c ON c.sourced_id = s.sourced_id
     WHERE ${changesOf(run, entity, 'UPDATE', 'REACTIVATE')} AND l.tenant_id = $1 AND l.sourced_id = s.sourced_id`,
    [run.tenantId, run.id],
  );
  await client.query(
    `UPDATE ${live} l SET removed_at = $3, line_hash = NULL, run_id = $2
     FROM change c WHERE ${changesOf(run, entity, 'REMOVE')} AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id AND l.removed_at IS NULL`,
    [run.tenantId, run.id, now],
  );
}

export async function applyLinkChanges(
  client: pg.ClientBase,
  run: RunKey,
  now: Date,
): Promise<void> {
  const pair = `split_part(c.sourced_id, E'\\n', 1), split_part(c.sourced_id, E'\\n', 2)`;
  await client.query(
    `INSERT INTO roster_link (tenant_id, student_sourced_id, contact_sourced_id, run_id)
     SELECT $1, ${pair}, $2 FROM change c WHERE ${changesOf(run, 'link', 'ADD', 'REACTIVATE')}
     ON CONFLICT (tenant_id, student_sourced_id, contact_sourced_id) DO UPDATE SET removed_at = NULL, run_id = excluded.run_id`,
    [run.tenantId, run.id],
  );
  await client.query(
    `UPDATE roster_link l SET removed_at = $3, run_id = $2 FROM change c
     WHERE ${changesOf(run, 'link', 'REMOVE')} AND l.tenant_id = $1 AND l.removed_at IS NULL
       AND (l.student_sourced_id, l.contact_sourced_id) = (${pair})`,
    [run.tenantId, run.id, now],
  );
}

/**
 * Some lines are written differently and say the same as the live record. Stores their new hash, so that tomorrow's file
 * finds them unchanged. Changes that an approval in part left out keep the old hash, so that tomorrow finds them again.
 */
export async function refreshLineHashes(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  { isPart = false }: { isPart?: boolean } = {},
): Promise<void> {
  const isInForce = isPart
    ? `AND NOT EXISTS (SELECT 1 FROM change h WHERE h.is_held_back AND h.run_id = ${run.id} AND h.entity = '${entity}' AND h.sourced_id = l.sourced_id)`
    : '';
  const live = rosterTable(entity, run);
  const isRewritten = `l.tenant_id = ${run.tenantId} AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL
     AND l.line_hash IS DISTINCT FROM s.line_hash ${isInForce}`;
  // Even an UPDATE that changes no row marks the table as written (decision 067), so it is not sent for nothing.
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${live} l, ${stagingTable(run, entity)} s WHERE ${isRewritten}) AS found`,
  );
  if (!rows[0]?.found) return;
  await client.query(
    `UPDATE ${live} l SET line_hash = s.line_hash, line_number = s.line_number FROM ${stagingTable(run, entity)} s WHERE ${isRewritten}`,
  );
}
