import { z } from 'zod';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit';
import { ApplySlot } from '../db/generated/enums';

const LONGEST_QUIET_MINUTES = 120;

/** What staff may change about how a district's files are taken in and applied. */
export const connectionChanges = z.strictObject({
  applySlot: z.enum(ApplySlot, 'Choose when to apply.'),
  applyAt: z.string().refine(isTimeOfDay, 'Enter a time from 00:00 to 23:59, such as 02:00.'),
  quietMinutes: z.coerce
    .number('Enter a number of minutes.')
    .int('Enter whole minutes.')
    .min(1, 'Enter at least 1 minute.')
    .max(LONGEST_QUIET_MINUTES, `Enter at most ${LONGEST_QUIET_MINUTES} minutes.`),
});

export type ConnectionChanges = z.output<typeof connectionChanges>;

export async function updateConnection(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  { applySlot, applyAt, quietMinutes }: ConnectionChanges,
): Promise<{ ok: true } | { ok: false; code: 'NO_SUCH_CONNECTION' }> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id: connectionId, tenantId },
      data: { applySlot, applyAt, quietSeconds: quietMinutes * 60 },
    });
    if (count === 0) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    await recordAudit(tx, actor, {
      action: 'connection.updated',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: { applySlot, applyAt, quietMinutes },
    });
    return { ok: true } as const;
  });
}
