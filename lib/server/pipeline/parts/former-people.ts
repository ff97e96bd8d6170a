// A record that becomes another person's begins anew. What the roster and attendance knew of the one before is kept under an
// id of its own, as that of somebody who was removed: so no page, total or export has to ask whose days these are.
import type pg from 'pg';
import { storedColumns } from '@/lib/core/oneroster';
import { lockAttendance } from '../../db/advisory-lock';
import { rosterTable, type RunKey } from '../../db/roster-tables';

/** Whether the run gives any record to another person: most never do. */
export async function findOtherPeople(client: pg.ClientBase, run: RunKey): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM change WHERE run_id = $1 AND is_other_person AND NOT is_held_back) AS found`,
    [run.id],
  );
  return rows[0]?.found ?? false;
}

/**
 * Before the run is applied: the people as they were, under ids of their own. The new person's days begin when the
 * one before had left, or when the files came that named another.
 */
export async function keepFormerPeople(
  client: pg.ClientBase,
  run: RunKey,
  now: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO former_person (tenant_id, sourced_id, run_id, former_id, since_date)
     SELECT c.tenant_id, c.sourced_id, c.run_id, c.sourced_id || '@former-' || c.run_id,
       (coalesce(l.removed_at, r.last_arrival_at) AT TIME ZONE t.time_zone)::date
     FROM change c JOIN sync_run r ON r.tenant_id = c.tenant_id AND r.id = c.run_id JOIN tenant t ON t.id = c.tenant_id
     JOIN ${rosterTable('user', run)} l ON l.tenant_id = c.tenant_id AND l.sourced_id = c.sourced_id
     WHERE c.tenant_id = $1 AND c.run_id = $2 AND c.is_other_person AND NOT c.is_held_back
     ON CONFLICT DO NOTHING`,
    [run.tenantId, run.id],
  );
  for (const entity of ['user', 'demographics'] as const) {
    const fields = storedColumns(entity)
      .map((column) => column.field)
      .filter((field) => field !== 'sourced_id')
      .join(', ');
    await client.query(
      `INSERT INTO ${rosterTable(entity, run)} (tenant_id, sourced_id, ${fields}, run_id, removed_at)
       SELECT l.tenant_id, f.former_id, ${fields.replace(/(\w+)/g, 'l.$1')}, l.run_id, coalesce(l.removed_at, $3)
       FROM former_person f JOIN ${rosterTable(entity, run)} l ON l.tenant_id = f.tenant_id AND l.sourced_id = f.sourced_id
       WHERE f.tenant_id = $1 AND f.run_id = $2
       ON CONFLICT DO NOTHING`,
      [run.tenantId, run.id, now],
    );
  }
}

/** After the run is applied: what only the one before had goes with them. */
export async function handOverHistory(client: pg.ClientBase, run: RunKey): Promise<void> {
  const ofRun = `f.tenant_id = $1 AND f.run_id = $2`;
  await client.query(
    `UPDATE ${rosterTable('enrollment', run)} e SET user_sourced_id = f.former_id FROM former_person f
     WHERE ${ofRun} AND e.tenant_id = $1 AND e.user_sourced_id = f.sourced_id AND e.removed_at IS NOT NULL`,
    [run.tenantId, run.id],
  );
  await client.query(
    `UPDATE roster_link k SET student_sourced_id = f.former_id FROM former_person f
     WHERE ${ofRun} AND k.tenant_id = $1 AND k.student_sourced_id = f.sourced_id AND k.removed_at IS NOT NULL`,
    [run.tenantId, run.id],
  );
  await lockAttendance(client, run.tenantId);
  for (const [table, when] of ATTENDANCE) {
    await client.query(
      `UPDATE ${table} a SET student_id = f.former_id FROM former_person f
       WHERE ${ofRun} AND a.tenant_id = $1 AND a.student_id = f.sourced_id ${when}`,
      [run.tenantId, run.id],
    );
  }
}

/** What attendance knows of a student, and which of it is of the one before; totals are counted again with the roll. */
const ATTENDANCE = [
  ['attendance_event', 'AND a.date <= f.since_date'],
  ['attendance_correction', 'AND a.date <= f.since_date'],
  ['attendance_notice', 'AND a.date <= f.since_date'],
  ['attendance_student', ''],
] as const;

/** Before the run is taken back: everything as it was. What came for the new person since is kept, and shown for nobody. */
export async function takeBackHistory(client: pg.ClientBase, run: RunKey): Promise<void> {
  const ofRun = `f.tenant_id = $1 AND f.run_id = $2`;
  await lockAttendance(client, run.tenantId);
  for (const [table] of ATTENDANCE) {
    await client.query(
      `UPDATE ${table} a SET student_id = f.sourced_id || '@undone-' || f.run_id FROM former_person f
       WHERE ${ofRun} AND a.tenant_id = $1 AND a.student_id = f.sourced_id`,
      [run.tenantId, run.id],
    );
    await client.query(
      `UPDATE ${table} a SET student_id = f.sourced_id FROM former_person f
       WHERE ${ofRun} AND a.tenant_id = $1 AND a.student_id = f.former_id`,
      [run.tenantId, run.id],
    );
  }
  await client.query(
    `UPDATE ${rosterTable('enrollment', run)} e SET user_sourced_id = f.sourced_id FROM former_person f
     WHERE ${ofRun} AND e.tenant_id = $1 AND e.user_sourced_id = f.former_id`,
    [run.tenantId, run.id],
  );
  await client.query(
    `UPDATE roster_link k SET student_sourced_id = f.sourced_id FROM former_person f
     WHERE ${ofRun} AND k.tenant_id = $1 AND k.student_sourced_id = f.former_id`,
    [run.tenantId, run.id],
  );
  for (const entity of ['user', 'demographics'] as const) {
    await client.query(
      `DELETE FROM ${rosterTable(entity, run)} l USING former_person f
       WHERE ${ofRun} AND l.tenant_id = $1 AND l.sourced_id = f.former_id`,
      [run.tenantId, run.id],
    );
  }
  await client.query('DELETE FROM former_person WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
}
