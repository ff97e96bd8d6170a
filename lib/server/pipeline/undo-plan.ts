// Takes a stored plan back out of the live roster, from the before-images it kept. It decides nothing.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { storedColumns, type RosterEntity } from '@/lib/core/oneroster';
import { changesOf } from './parts/changes-of';
import {
  hasPartition,
  liveTable,
  PLANNED_ENTITIES,
  rosterTable,
  type PlannedEntity,
  type RunKey,
} from '../db/roster-tables';

/** The way back: the partitions become the staging tables of the run that brought them. */
export async function detachInitial(client: pg.ClientBase, run: RunKey): Promise<void> {
  const attached: PlannedEntity[] = [];
  for (const entity of PLANNED_ENTITIES)
    if (await hasPartition(client, entity, run.tenantId)) attached.push(entity);
  await lockLive(client, run, attached);
  await client.query('SELECT public.detach_first_roster($1, $2)', [run.tenantId, run.id]);
}

/** Less than PostgreSQL waits before it looks for a deadlock and turns one side away. */
const LOCK_WAIT_MS = 300;
const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 50;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Detaching shuts everybody out of the tables, and readers hold several in any order. So the people's table is asked
 * for first, as when attaching, and whoever cannot have all of them soon lets go of all and tries again.
 */
async function lockLive(
  client: pg.ClientBase,
  run: RunKey,
  entities: readonly PlannedEntity[],
): Promise<void> {
  const inOrder = [...entities].sort((a, b) => Number(b === 'user') - Number(a === 'user'));
  // ONLY: the partitions of other districts are none of our business.
  const tables = inOrder.flatMap((entity) => [
    `ONLY ${liveTable(entity)}`,
    `ONLY ${rosterTable(entity, run)}`,
  ]);
  if (tables.length === 0) return;
  const lock = `LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`;
  await client.query('SAVEPOINT live_locks');
  for (let tries = 1; ; tries += 1) {
    // In the end it waits as long as it takes: then PostgreSQL decides.
    await client.query(`SET LOCAL lock_timeout = ${tries < LOCK_TRIES ? LOCK_WAIT_MS : 0}`);
    try {
      await client.query(lock);
      break;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
      await client.query('ROLLBACK TO SAVEPOINT live_locks');
      await delay(LOCK_PAUSE_MS);
    }
  }
  await client.query('RELEASE SAVEPOINT live_locks');
  await client.query('SET LOCAL lock_timeout TO DEFAULT');
}

/** Takes back one entity's changes of the last applied run. Line hashes go too: the files will be read afresh. */
export async function undoChanges(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  now: Date,
): Promise<void> {
  const live = rosterTable(entity, run);
  const fields = storedColumns(entity)
    .map((column) => column.field)
    .filter((field) => field !== 'sourced_id');
  await client.query(
    `UPDATE ${live} l SET removed_at = $2, line_hash = NULL FROM change c
     WHERE ${changesOf(run, entity, 'ADD')} AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id AND l.removed_at IS NULL`,
    [run.tenantId, now],
  );
  await undoRemovals(client, run, entity);
  const restored = (fallback: boolean): string =>
    fields
      .map(
        (field) =>
          `${field} = ${fallback ? `CASE WHEN c.before ? '${field}' THEN b.${field} ELSE l.${field} END` : `b.${field}`}`,
      )
      .join(', ');
  await client.query(
    `UPDATE ${live} l SET ${restored(true)}, line_hash = NULL FROM change c, LATERAL jsonb_populate_record(NULL::${live}, c.before) b
     WHERE ${changesOf(run, entity, 'UPDATE')} AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id`,
    [run.tenantId],
  );
  await client.query(
    `UPDATE ${live} l SET ${restored(false)}, line_hash = NULL, removed_at = b.removed_at FROM change c, LATERAL jsonb_populate_record(NULL::${live}, c.before) b
     WHERE ${changesOf(run, entity, 'REACTIVATE')} AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id`,
    [run.tenantId],
  );
}

/** Brings back whom one entity's changes removed. */
export async function undoRemovals(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
): Promise<void> {
  await client.query(
    `UPDATE ${rosterTable(entity, run)} l SET removed_at = NULL FROM change c
     WHERE ${changesOf(run, entity, 'REMOVE')} AND l.tenant_id = $1 AND l.sourced_id = c.sourced_id`,
    [run.tenantId],
  );
}

/** Links of people who came back; a link somebody's changed row dropped stays dropped. */
export async function undoLinkRemovals(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `UPDATE roster_link l SET removed_at = NULL FROM change c
     WHERE ${changesOf(run, 'link', 'REMOVE')} AND c.is_cascade AND l.tenant_id = $1
       AND (l.student_sourced_id, l.contact_sourced_id) = (split_part(c.sourced_id, E'\\n', 1), split_part(c.sourced_id, E'\\n', 2))`,
    [run.tenantId],
  );
}

export async function undoLinkChanges(
  client: pg.ClientBase,
  run: RunKey,
  now: Date,
): Promise<void> {
  const set = (value: string, ...actions: string[]): Promise<unknown> =>
    client.query(
      `UPDATE roster_link l SET removed_at = ${value} FROM change c
       WHERE ${changesOf(run, 'link', ...actions)} AND l.tenant_id = $1 AND $2::timestamptz IS NOT NULL
         AND (l.student_sourced_id, l.contact_sourced_id) = (split_part(c.sourced_id, E'\\n', 1), split_part(c.sourced_id, E'\\n', 2))`,
      [run.tenantId, now],
    );
  await set('$2', 'ADD', 'REACTIVATE');
  await set('NULL', 'REMOVE');
}
