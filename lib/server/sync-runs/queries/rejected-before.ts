import type { AppContext } from '../../app-context';

/** The run with which somebody last turned down exactly these changes to exactly this roster, and when. */
export async function findRejectedBefore(
  ctx: Pick<AppContext, 'db'>,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  fingerprint: string,
): Promise<{ runNumber: number; at: Date } | null> {
  const found = await ctx.db.prisma.circuitBreakVersion.findFirst({
    where: {
      tenantId,
      fingerprint,
      run: { state: 'REJECTED' },
      circuitBreak: { connectionId, state: 'REJECTED' },
    },
    orderBy: { createdAt: 'desc' },
    select: { run: { select: { number: true } }, circuitBreak: { select: { decidedAt: true } } },
  });
  const at = found?.circuitBreak.decidedAt;
  return found && at ? { runNumber: found.run.number, at } : null;
}
