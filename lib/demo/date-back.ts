// The demo plays weeks within a minute. What the product wrote meanwhile stays as they wrote it; only its
// times are moved to the simulated day. The audit log is append-only and keeps the real ones.
import { nextSlot } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '@/lib/server/app-context';

/** Times of what has happened, by table; `who` says which rows are the district's. */
const TENANT = 'tenant_id = $1';
const CONNECTION = 'connection_id IN (SELECT id FROM connection WHERE tenant_id = $1)';
const PLACES: readonly { table: string; who: string; columns: readonly string[] }[] = [
  { table: 'delivery', who: TENANT, columns: ['started_at', 'received_at', 'touched_at'] },
  { table: 'sftp_event', who: CONNECTION, columns: ['at'] },
  { table: 'sftp_credential', who: TENANT, columns: ['last_used_at'] },
  {
    table: 'sync_run',
    who: TENANT,
    columns: [
      ...['created_at', 'last_arrival_at', 'receiving_at', 'queued_at', 'processing_at'],
      ...['held_at', 'deferred_at', 'applying_at', 'applied_at', 'finished_at'],
    ],
  },
  {
    table: 'pull',
    who: TENANT,
    // With the moment until which one waits, its wait is over.
    columns: ['created_at', 'started_at', 'finished_at', 'handed_over_at', 'next_attempt_at'],
  },
  { table: 'pull_page', who: TENANT, columns: ['received_at'] },
  { table: 'api_test', who: TENANT, columns: ['asked_at', 'finished_at'] },
  { table: 'api_account', who: TENANT, columns: ['tested_at'] },
  { table: 'sync_run_event', who: TENANT, columns: ['at'] },
  { table: 'circuit_break', who: TENANT, columns: ['opened_at', 'decided_at'] },
  { table: 'circuit_break_version', who: TENANT, columns: ['created_at'] },
  { table: 'circuit_break_event', who: TENANT, columns: ['at'] },
  { table: 'circuit_break_approval', who: TENANT, columns: ['at'] },
  {
    table: 'outbox_mail',
    who: `${TENANT} AND created_at >= $2`,
    columns: ['created_at', 'next_attempt_at', 'sent_at'],
  },
  {
    table: 'attendance_run',
    who: TENANT,
    columns: ['received_at', 'created_at', 'processing_at', 'held_at', 'applied_at', 'finished_at'],
  },
  { table: 'attendance_file_name', who: TENANT, columns: ['first_seen_at', 'last_received_at'] },
  {
    table: 'attendance_school_day',
    who: TENANT,
    columns: ['first_received_at', 'last_received_at'],
  },
  { table: 'attendance_event', who: TENANT, columns: ['changed_at'] },
  { table: 'attendance_calendar_mark', who: TENANT, columns: ['marked_at'] },
  { table: 'attendance_correction', who: TENANT, columns: ['at'] },
  { table: 'attendance_kept_row', who: TENANT, columns: ['received_at'] },
  ...[
    ...['roster_org', 'roster_academic_session', 'roster_course', 'roster_class', 'roster_user'],
    ...['roster_enrollment', 'roster_demographics', 'roster_link'],
  ].map((table) => ({ table, who: TENANT, columns: ['removed_at'] })),
];

/**
 * Moves all that a district's rows say happened after `playedSince`, and was not moved before, so that
 * the first of it happened at `to`; or what happened at `from`, where that is given. Nothing else of the
 * rows changes.
 */
export async function dateBack(
  ctx: AppContext,
  tenantId: number,
  { playedSince, to, from }: { playedSince: Date; to: Date; from?: Date },
): Promise<void> {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ first: Date | null }>(
      `SELECT min(at) AS first FROM (${PLACES.flatMap(({ table, who, columns }) =>
        columns.map(
          (column) => `SELECT min(${column}) AS at FROM ${table} WHERE ${who} AND ${column} >= $2`,
        ),
      ).join(' UNION ALL ')}) AS found`,
      [tenantId, playedSince],
    );
    const first = rows[0]?.first;
    if (first) {
      const milliseconds = (from ?? first).getTime() - to.getTime();
      for (const { table, who, columns } of PLACES) {
        const isNew = columns.map((column) => `${column} >= $2`).join(' OR ');
        const moves = columns.map(
          (column) =>
            `${column} = CASE WHEN ${column} >= $2 THEN ${column} - $3 * interval '1 millisecond' ELSE ${column} END`,
        );
        await client.query(`UPDATE ${table} SET ${moves.join(', ')} WHERE ${who} AND (${isNew})`, [
          tenantId,
          playedSince,
          milliseconds,
        ]);
      }
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/**
 * A checked run that waits for tonight's slot waits for the slot after its simulated check instead. That
 * one has passed, so the worker applies the run as it would have then. Returns the slot.
 */
export async function dateBackSlot(
  ctx: AppContext,
  run: { id: number; tenantId: number },
  { timeZone, slot }: { timeZone: string; slot: string },
): Promise<Date> {
  const { deferredAt } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    select: { deferredAt: true },
  });
  if (!deferredAt) throw new Error(`Run ${run.id} does not wait for its slot.`);
  const applyAfter = nextSlot(deferredAt, timeZone, slot);
  await ctx.db.pool.query(
    `UPDATE sync_run_event SET detail = jsonb_set(detail, '{applyAfter}', to_jsonb($3::text))
     WHERE tenant_id = $1 AND run_id = $2 AND detail ? 'applyAfter'`,
    [run.tenantId, run.id, applyAfter.toISOString()],
  );
  await ctx.db.prisma.syncRun.updateMany({
    where: { id: run.id, tenantId: run.tenantId, state: 'DEFERRED' },
    data: { applyAfter },
  });
  return applyAfter;
}

/** Mail is sent when the worker comes to it, also that of commands which were given a past time. */
export async function dateBackSending(
  ctx: AppContext,
  { playedSince }: { playedSince: Date },
): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE outbox_mail SET sent_at = created_at + interval '2 seconds'
     WHERE created_at < $1 AND sent_at >= $1
       AND (kind = 'staff-invitation' OR tenant_id IN (SELECT id FROM tenant WHERE is_demo))`,
    [playedSince],
  );
}
