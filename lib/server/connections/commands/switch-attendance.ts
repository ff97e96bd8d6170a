import { kindOfConnection } from '@/lib/core/connections/kinds';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import { ATTENDANCE_MINUTES } from '@/lib/core/pulls/school-hours';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';

export interface AttendanceRules {
  readsAttendance?: boolean;
  attendanceEveryMinutes?: number;
  /** Local school hours, "HH:MM". */
  attendanceFrom?: string;
  attendanceTo?: string;
}

export type SwitchAttendanceResult =
  | { ok: true }
  | Refused<'NOT_FETCHED_FROM' | 'ATTENDANCE_NOT_OFFERED' | 'ATTENDANCE_TIMES_INVALID'>;

/**
 * Whether attendance is fetched through a connection, and when. Switched on, attendance and calendar come through it; switched off,
 * they come as files again where the district has a connection for those.
 */
export async function switchAttendance(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  rules: AttendanceRules,
): Promise<SwitchAttendanceResult> {
  if (Object.values(rules).every((value) => value === undefined)) return { ok: true };
  return ctx.db.prisma.$transaction(async (tx): Promise<SwitchAttendanceResult> => {
    const found = await tx.connection.findFirst({
      where: { tenantId, id: connectionId },
      select: { kind: true, api: true },
    });
    if (!found?.api) return { ok: false, code: 'NOT_FETCHED_FROM' };
    if (!kindOfConnection(found.kind).feeds.includes('ATTENDANCE'))
      return { ok: false, code: 'ATTENDANCE_NOT_OFFERED' };
    if (!areTimesValid({ ...found.api, ...withoutUndefined(rules) }))
      return { ok: false, code: 'ATTENDANCE_TIMES_INVALID' };
    await tx.apiAccount.updateMany({ where: { tenantId, connectionId }, data: rules });
    const { readsAttendance } = rules;
    if (readsAttendance !== undefined && readsAttendance !== found.api.readsAttendance) {
      const to = readsAttendance ? connectionId : await otherForFiles(tx, tenantId, connectionId);
      if (to !== null) await moveDailyFeeds(tx, tenantId, to);
    }
    await recordAudit(tx, actor, {
      action: 'connection.attendance-switched',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: withoutUndefined(rules),
    });
    return { ok: true };
  });
}

function areTimesValid({
  attendanceEveryMinutes: minutes,
  attendanceFrom: from,
  attendanceTo: to,
}: Required<Omit<AttendanceRules, 'readsAttendance'>>): boolean {
  const { least, most } = ATTENDANCE_MINUTES;
  const isOften = Number.isInteger(minutes) && minutes >= least && minutes <= most;
  return isOften && isTimeOfDay(from) && isTimeOfDay(to) && from < to;
}

function withoutUndefined(rules: AttendanceRules): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(rules).filter(([, value]) => value !== undefined),
  ) as Record<string, string | number | boolean>;
}

async function otherForFiles(
  tx: Transaction,
  tenantId: number,
  connectionId: number,
): Promise<number | null> {
  const others = await tx.connection.findMany({
    where: { tenantId, id: { not: connectionId } },
    orderBy: { id: 'asc' },
    select: { id: true, kind: true },
  });
  const other = others.find(({ kind }) => {
    const { api, feeds } = kindOfConnection(kind);
    return api === null && feeds.includes('ATTENDANCE');
  });
  return other?.id ?? null;
}

async function moveDailyFeeds(
  tx: Transaction,
  tenantId: number,
  connectionId: number,
): Promise<void> {
  for (const feed of ['ATTENDANCE', 'CALENDAR'] as const)
    await tx.connectionFeed.upsert({
      where: { tenantId_feed: { tenantId, feed } },
      create: { tenantId, feed, connectionId },
      update: { connectionId },
    });
}
