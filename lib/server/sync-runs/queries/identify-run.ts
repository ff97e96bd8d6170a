import type { IdentifiedRun, RunAddress } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '../../app-context';
import type { Transaction } from '../../db';

const KEY = { id: true, number: true } as const;

/** Null where the tenant has no such run. */
export async function identifyRun(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  which: RunAddress,
): Promise<IdentifiedRun | null> {
  return ctx.db.prisma.syncRun.findFirst({ where: { tenantId, ...which }, select: KEY });
}

/** For mails and messages about a run that is at hand by its id. */
export async function getIdentifiedRun(
  db: Pick<Transaction, 'syncRun'>,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<IdentifiedRun> {
  return db.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id } },
    select: KEY,
  });
}
