/**
 * Attendance events, kept like the roster: all of them once, then their changes, and a day in full when it has to be certain. What
 * a pull touched is noted on it: of these days all events become rows, and whoever lost the last event of a day was there.
 */
import type pg from 'pg';
import { z } from 'zod';
import { dayOf, deletedEvent } from '@/lib/core/ed-fi/attendance-rows';
import type { StudentSchoolAttendanceEvent } from '@/lib/core/ed-fi/resources';
import type { AppContext } from '../../../app-context';
import type { PullRow, TakenPull } from '../pulls/pull-row';
import { applyChanges } from './apply-changes';
import { ATTENDANCE, copyKept, putCopied } from './copy-kept';
import { keptRows } from './kept-rows';
import { noteOnPull } from './mirror';
import { edFiMark } from './source-mark';

const touchedSchema = z.object({
  days: z.array(z.string()),
  /** Events that are no more, or are of another day or student now. */
  gone: z.array(
    z.object({ schoolId: z.number(), studentUniqueId: z.string(), eventDate: z.string() }),
  ),
});

export type TouchedDays = z.infer<typeof touchedSchema>;

export async function mirrorAttendance(
  ctx: AppContext,
  pull: TakenPull,
  row: PullRow,
): Promise<void> {
  if (row.mirroredAt) return;
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await noteOnPull(ctx, client, pull);
    const { standardNumber, newestChange } = edFiMark(row.plan.mark);
    await client.query(
      `INSERT INTO ed_fi_mirror (tenant_id, connection_id, data_standard, mirrored_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, connection_id) DO NOTHING`,
      [row.tenantId, row.connectionId, standardNumber, ctx.clock.now()],
    );
    const { unknown, ...touched } =
      row.plan.since === null
        ? await replaceEvents(ctx, client, row)
        : await changeEvents(ctx, client, row);
    if (row.plan.day === null)
      await client.query(
        `UPDATE ed_fi_mirror SET attendance_version = $3 WHERE tenant_id = $1 AND connection_id = $2`,
        [row.tenantId, row.connectionId, unknown > 0 ? null : newestChange],
      );
    await client.query(
      `UPDATE pull SET source_mark = source_mark || jsonb_build_object('touched', $3::jsonb) WHERE tenant_id = $1 AND id = $2`,
      [row.tenantId, row.id, JSON.stringify(touched)],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

type Touched = TouchedDays & { unknown: number };

/** All events, or all of one day, in place of those that were kept. */
async function replaceEvents(
  ctx: AppContext,
  client: pg.ClientBase,
  row: PullRow,
): Promise<Touched> {
  const scope = [row.tenantId, row.connectionId, ATTENDANCE, row.plan.day];
  const kept = `tenant_id = $1 AND connection_id = $2 AND resource = $3 AND ($4::text IS NULL OR other_key = $4)`;
  await copyKept(ctx, client, row);
  const gone = await client.query<{ body: StudentSchoolAttendanceEvent }>(
    `SELECT body FROM ed_fi_record r WHERE ${kept} AND NOT EXISTS (
       SELECT FROM ed_fi_read n WHERE n.owner_key = r.owner_key AND n.other_key = r.other_key)`,
    scope,
  );
  const days = await client.query<{ day: string }>(
    `SELECT DISTINCT other_key AS day FROM (
       SELECT id, other_key, body::text FROM ed_fi_record WHERE ${kept}
       UNION ALL SELECT DISTINCT id, other_key, body::text FROM ed_fi_read) both_times
     WHERE other_key IS NOT NULL GROUP BY id, other_key, body HAVING count(*) = 1 ORDER BY 1`,
    scope,
  );
  await client.query(`DELETE FROM ed_fi_record WHERE ${kept}`, scope);
  await putCopied(client);
  return {
    days: days.rows.map(({ day }) => day),
    gone: gone.rows.map(({ body }) => goneEvent(body)),
    unknown: 0,
  };
}

/** Their days are read from what is kept, where all events of a day are. */
async function changeEvents(
  ctx: AppContext,
  client: pg.ClientBase,
  row: PullRow,
): Promise<Touched> {
  const days = new Set<string>();
  const gone: TouchedDays['gone'] = [];
  for (const { name } of row.collections) {
    for await (const rows of keptRows(ctx, row, name)) {
      const ids = rows.map((each) => (each as { id: string }).id);
      const before = await client.query<{ body: StudentSchoolAttendanceEvent }>(
        `SELECT body FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND id = ANY($4)`,
        [row.tenantId, row.connectionId, ATTENDANCE, ids],
      );
      for (const { body } of before.rows) gone.push(goneEvent(body));
      for (const each of rows) {
        const { eventDate, keyValues } = each as { eventDate?: string; keyValues?: unknown };
        if (eventDate !== undefined) days.add(dayOf(eventDate));
        const deleted = deletedEvent(keyValues);
        if (deleted) gone.push({ ...deleted, eventDate: dayOf(deleted.eventDate) });
      }
    }
  }
  const unknown = await applyChanges(ctx, client, row);
  for (const { eventDate } of gone) days.add(eventDate);
  return { days: [...days].sort(), gone, unknown };
}

const goneEvent = (event: StudentSchoolAttendanceEvent): TouchedDays['gone'][number] => ({
  schoolId: event.schoolReference.schoolId,
  studentUniqueId: event.studentReference.studentUniqueId,
  eventDate: dayOf(event.eventDate),
});

/** What a pull touched, of one that was put to what is kept. */
export async function touchedDays(ctx: AppContext, row: PullRow): Promise<TouchedDays> {
  const { sourceMark } = await ctx.db.prisma.pull.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: row.tenantId, id: row.id } },
    select: { sourceMark: true },
  });
  return z.object({ touched: touchedSchema }).parse(sourceMark).touched;
}

/** From where on changes of attendance are read; null where all events are. */
export async function attendanceChangesFrom(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
): Promise<string | null> {
  const mirror = await ctx.db.prisma.edFiMirror.findUnique({
    where: { tenantId_connectionId: { tenantId, connectionId } },
    select: { attendanceVersion: true },
  });
  const version = mirror?.attendanceVersion ?? null;
  return version === null ? null : String(version + 1n);
}
