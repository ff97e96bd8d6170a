// What the open review of a district is about, for the boxes of its pages.
import type { ReviewFacts } from '@/lib/core/sync-run/under-review-text';
import type { AppContext } from '../../app-context';
import { findHoldEnd } from './hold-end';
import { findRejectedBefore } from '../../sync-runs/queries/rejected-before';

export async function findOpenReview(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  { tenantId, breakId }: { tenantId: number; breakId: number },
): Promise<ReviewFacts | null> {
  const { prisma } = ctx.db;
  const held = await prisma.circuitBreak.findFirst({
    where: { tenantId, id: breakId },
    include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
  });
  const [version] = held?.versions ?? [];
  if (!held || !version) return null;
  return {
    isFirstRoster: held.kind === 'ONBOARDING',
    isAfterUndo: version.tags.includes('after-undo'),
    rejected: version.tags.includes('same-as-rejected')
      ? await findRejectedBefore(ctx, held, version.fingerprint)
      : null,
    keptUntil: await findHoldEnd(prisma, held, ctx.clock.now()),
  };
}
