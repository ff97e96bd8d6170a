// "Is all required data present?", as the gate of the first roster answers it.
import type { AppContext } from '../../app-context';
import { bringsFeed } from '../../db/connection-of-feed';
import { firstSyncGate, type GateRow } from '../../policy/first-sync-gate';

export interface FirstRosterData {
  runId: number;
  runNumber: number;
  /** Of its review. */
  breakId: number;
  rows: GateRow[];
  isComplete: boolean;
}

/** Of the roster under review, or else of the one that was approved. Null where no first roster was ever held. */
export async function findFirstRosterData(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<FirstRosterData | null> {
  const version = await ctx.db.prisma.circuitBreakVersion.findFirst({
    where: {
      tenantId,
      circuitBreak: { kind: 'ONBOARDING', connection: bringsFeed('ROSTER') },
    },
    orderBy: [{ breakId: 'desc' }, { version: 'desc' }],
    select: { breakId: true, run: { select: { id: true, number: true } } },
  });
  if (!version) return null;
  const { rows, isPassed } = await firstSyncGate(ctx, tenantId, version.run.id);
  return {
    runId: version.run.id,
    runNumber: version.run.number,
    breakId: version.breakId,
    rows,
    isComplete: isPassed,
  };
}
