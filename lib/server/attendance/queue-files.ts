// Attendance files become runs as soon as they are whole: unlike a roster set there is nothing to wait for. Doing it
// twice is doing it once, because a delivery can have one run only.
import { dailyFeedOf, isFinalName } from '@/lib/core/attendance/names';
import { localDate, minuteOfDay } from '@/lib/core/calendar/zoned-time';
import { isTemporaryName } from '@/lib/core/feeds/feed-of-file';
import { baseName } from '@/lib/core/names/path';
import type { AppContext } from '../app-context';
import { isStoppedSql } from '../policy/find-pauses';
import { isKnownName } from './learn-name';

interface LooseDelivery {
  id: number;
  tenantId: number;
  connectionId: number;
  fileName: string;
  sha256: string;
  byteCount: number;
  receivedAt: Date;
  touchedAt: Date;
  timeZone: string;
  /** What comes through its connection. */
  feeds: string[];
  knownNames: string[];
}

/** Returns how many runs were queued. */
export async function queueAttendanceFiles(ctx: AppContext): Promise<number> {
  const { rows } = await ctx.db.pool.query<LooseDelivery>(
    `SELECT d.id, d.tenant_id AS "tenantId", d.connection_id AS "connectionId", d.file_name AS "fileName",
            d.touched_at AS "touchedAt", d.sha256, d.byte_count AS "byteCount", d.received_at AS "receivedAt", t.time_zone AS "timeZone",
            ARRAY(SELECT f.feed::text FROM connection_feed f
                  WHERE f.tenant_id = d.tenant_id AND f.connection_id = d.connection_id) AS feeds,
            ARRAY(SELECT n.file_name FROM attendance_file_name n
                  WHERE n.tenant_id = d.tenant_id AND ${isKnownName('n')}) AS "knownNames"
     FROM delivery d
     JOIN tenant t ON t.id = d.tenant_id
     -- One that a newer file has replaced as well: that one speaks for its own days only.
     WHERE d.state = 'RECEIVED' AND d.sync_run_id IS NULL
       AND d.bytes_deleted_at IS NULL AND d.received_at IS NOT NULL AND d.sha256 IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM attendance_run r WHERE r.delivery_id = d.id)
       AND NOT ${isStoppedSql('READ_ATTENDANCE', { tenant: 'd.tenant_id', connection: 'd.connection_id' }, '$1')}
     ORDER BY d.received_at, d.id`,
    [ctx.clock.now()],
  );
  let queued = 0;
  const settledSince = ctx.clock.now().getTime() - ctx.settings.nameSettlesSeconds * 1000;
  for (const delivery of rows) {
    if (isTemporaryName(delivery.fileName)) continue;
    const fileName = baseName(delivery.fileName);
    const kind = dailyFeedOf(fileName);
    if (kind === null || !delivery.feeds.includes(kind)) continue;
    // A client that sends under a name of its own and renames at the end does so within moments.
    const isSettled = delivery.touchedAt.getTime() <= settledSince;
    if (!isSettled && !isFinalName(fileName, delivery.knownNames)) continue;
    const { rowCount } = await ctx.db.pool.query(
      `INSERT INTO attendance_run (tenant_id, connection_id, delivery_id, kind, file_name, sha256, byte_count,
                                   received_at, received_date, received_minute, created_at)
       VALUES ($1, $2, $3, $4::"AttendanceFileKind", $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (delivery_id) DO NOTHING`,
      [
        delivery.tenantId,
        delivery.connectionId,
        delivery.id,
        kind,
        fileName,
        delivery.sha256,
        delivery.byteCount,
        delivery.receivedAt,
        localDate(delivery.receivedAt, delivery.timeZone),
        minuteOfDay(delivery.receivedAt, delivery.timeZone),
        ctx.clock.now(),
      ],
    );
    queued += rowCount ?? 0;
  }
  return queued;
}
