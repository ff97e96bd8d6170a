import { z } from 'zod';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { ApplySlot } from '../../db/generated/enums';

const LONGEST_QUIET_MINUTES = 120;

const seconds = z.coerce
  .number('Enter a number of seconds.')
  .int('Enter whole seconds.')
  .min(0, 'Enter 0 or more seconds.')
  .max(LONGEST_QUIET_MINUTES * 60, `Enter at most ${LONGEST_QUIET_MINUTES * 60} seconds.`);

/** What staff may change about how a district's files are taken in and applied; the times only where the kind has them. */
export const connectionChanges = z
  .strictObject({
    applySlot: z.enum(ApplySlot, 'Choose when to apply.'),
    applyAt: z.string().refine(isTimeOfDay, 'Enter a time from 00:00 to 23:59, such as 02:00.'),
    quietMinutes: z.coerce
      .number('Enter a number of minutes.')
      .int('Enter whole minutes.')
      .min(1, 'Enter at least 1 minute.')
      .max(LONGEST_QUIET_MINUTES, `Enter at most ${LONGEST_QUIET_MINUTES} minutes.`),
    settledSeconds: seconds,
  })
  .partial({ quietMinutes: true, settledSeconds: true });

/** The same to the second and each on its own: what the command line offers. */
export const connectionSettings = connectionChanges
  .omit({ quietMinutes: true })
  .extend({
    quietSeconds: seconds,
  })
  .partial();

type ConnectionChanges = Partial<z.output<typeof connectionChanges>> &
  z.output<typeof connectionSettings>;

export async function updateConnection(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  { quietMinutes, ...changes }: ConnectionChanges,
): Promise<{ ok: true } | Refused<'NO_SUCH_CONNECTION' | 'NO_SFTP_ACCOUNT'>> {
  const data =
    quietMinutes === undefined ? changes : { ...changes, quietSeconds: quietMinutes * 60 };
  const { applySlot, applyAt, ...times } = data;
  return ctx.db.prisma.$transaction(async (tx) => {
    const connection = await tx.connection.findFirst({
      where: { id: connectionId, tenantId },
      select: { sftp: { select: { connectionId: true } } },
    });
    const hasTimes = Object.values(times).some((value) => value !== undefined);
    if (!connection) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    if (hasTimes && !connection.sftp) return { ok: false, code: 'NO_SFTP_ACCOUNT' } as const;
    await tx.connection.updateMany({
      where: { id: connectionId, tenantId },
      data: { applySlot, applyAt },
    });
    await tx.sftpAccount.updateMany({ where: { connectionId, tenantId }, data: times });
    await recordAudit(tx, actor, {
      action: 'connection.updated',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: Object.fromEntries(
        Object.entries(data).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      ),
    });
    return { ok: true } as const;
  });
}
