import type { IdentifiedRun, RunAddress } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '../../app-context';

/** An attendance or calendar file; null where the tenant has no such one. */
export async function identifyFile(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  which: RunAddress,
): Promise<IdentifiedRun | null> {
  return ctx.db.prisma.attendanceRun.findFirst({
    where: { tenantId, ...which },
    select: { id: true, number: true },
  });
}
