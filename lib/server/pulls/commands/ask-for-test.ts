import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { lockById } from '../../db/advisory-lock';

/** The worker takes it up within seconds; its lines are written while it runs. */
export async function askForTest(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
): Promise<{ ok: true; testId: number } | Refused<'NOT_FETCHED_FROM' | 'TEST_AT_WORK'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    await lockById(tx, 'pullNumbers', tenantId);
    const where = { tenantId, connectionId };
    const account = await tx.apiAccount.count({ where });
    if (account === 0) return { ok: false, code: 'NOT_FETCHED_FROM' } as const;
    const open = await tx.apiTest.count({ where: { ...where, finishedAt: null } });
    if (open > 0) return { ok: false, code: 'TEST_AT_WORK' } as const;
    const { id } = await tx.apiTest.create({
      data: { ...where, askedById: actor.userId, askedAt: ctx.clock.now() },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: 'connection.tested',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
    });
    return { ok: true, testId: id } as const;
  });
}
