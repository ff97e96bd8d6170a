// Every file that came from a district, whatever became of it.
import type { AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AppContext } from '../../app-context';

export interface DeliveryRow {
  id: number;
  fileName: string;
  /** INCOMPLETE: cut off on the way, so never read. REMOVED: by its sender, before it was read. */
  state: 'RECEIVING' | 'RECEIVED' | 'INCOMPLETE' | 'REMOVED';
  byteCount: number;
  startedAt: Date;
  /** Null while it arrives, and of one that was cut off. */
  receivedAt: Date | null;
  /** A newer file of the same name took its place before either was read. */
  isReplaced: boolean;
  /** Kept for a time, and then deleted. */
  isDeleted: boolean;
  /** Of an archive, once somebody looked into it. */
  holdsNoRoster: boolean;
  run: { number: number; state: SyncRunState; undoneAt: Date | null } | null;
  attendance: { number: number; state: AttendanceRunState } | null;
}

/** Newest first. */
export async function listDeliveries(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: DeliveryRow[]; total: number }> {
  const { prisma } = ctx.db;
  const where = { tenantId };
  const [total, found] = await Promise.all([
    prisma.delivery.count({ where }),
    prisma.delivery.findMany({
      where,
      orderBy: { id: 'desc' },
      skip: offset,
      take: limit,
      select: {
        id: true,
        fileName: true,
        state: true,
        byteCount: true,
        startedAt: true,
        receivedAt: true,
        replacedById: true,
        archiveContent: true,
        bytesDeletedAt: true,
        syncRun: { select: { number: true, state: true, undoneAt: true } },
      },
    }),
  ]);
  const attendance = await prisma.attendanceRun.findMany({
    where: { tenantId, deliveryId: { in: found.map(({ id }) => id) } },
    select: { deliveryId: true, number: true, state: true },
  });
  const rows = found.map(
    ({ replacedById, archiveContent, bytesDeletedAt, syncRun, byteCount, ...row }) => ({
      ...row,
      byteCount: Number(byteCount),
      isReplaced: replacedById !== null,
      isDeleted: bytesDeletedAt !== null,
      holdsNoRoster: archiveContent === 'OTHER',
      run: syncRun,
      attendance: attendance.find(({ deliveryId }) => deliveryId === row.id) ?? null,
    }),
  );
  return { rows, total };
}
