// Most of a day's allowance is used: the district hears of it while there is room, once in 24 hours and allowance.
import type { Allowance } from '@/lib/core/sftp/allowances';
import type { AppContext } from '../../app-context';
import { allowanceNearlyUsedMail } from '../../mail/file-messages';
import { queueMailToContacts } from '../../mail/recipients';
import type { ConnectionKey } from '../deliveries';
import { dayLimits, defaultSftpLimits } from './sftp-limits';

const DAY_MS = 24 * 3600_000;

/** The caller takes uploads of a tenant one after the other; what goes wrong here refuses no file. */
export async function notifyNearlyUsed(
  ctx: AppContext,
  { tenantId, connectionId }: ConnectionKey,
  { allowance, sourceAddress }: { allowance: Allowance; sourceAddress: string },
): Promise<void> {
  const now = ctx.clock.now();
  const kind = 'NEARLY_USED';
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      const told = await tx.sftpEvent.count({
        where: {
          connectionId,
          kind,
          code: allowance,
          at: { gt: new Date(now.getTime() - DAY_MS) },
        },
      });
      if (told > 0) return;
      await tx.sftpEvent.create({
        data: { connectionId, kind, code: allowance, sourceAddress, at: now },
      });
      const { files } = dayLimits(defaultSftpLimits, allowance);
      await queueMailToContacts(tx, tenantId, (reader) =>
        allowanceNearlyUsedMail(ctx, { ...reader, allowance, files, at: now }),
      );
    });
  } catch (error) {
    ctx.log.warn(
      { err: error, connectionId },
      'warning about the daily allowance could not be sent',
    );
  }
}
