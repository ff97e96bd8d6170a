import type { AppContext } from '../../app-context';

export interface CheckedRun {
  id: number;
  number: number;
  /** When its last file came. */
  receivedAt: Date;
}

/** The newest set that was read to the end, whatever was decided about it; null before the first. */
export async function findNewestCheckedRun(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<CheckedRun | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: {
      tenantId,
      processingAt: { not: null },
      state: { notIn: ['QUEUED', 'PROCESSING', 'FAILED'] },
    },
    orderBy: { id: 'desc' },
    select: { id: true, number: true, lastArrivalAt: true },
  });
  return run && { id: run.id, number: run.number, receivedAt: run.lastArrivalAt };
}
