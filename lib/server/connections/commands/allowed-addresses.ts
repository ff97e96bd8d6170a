// From where an SFTP account may be used.
import { mostAllowedAddresses } from '@/lib/core/connections/credential-limits';
import type { Refused } from '@/lib/core/refusals/catalogue';
import { findBadRange } from '../../address-list';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { lockAccount, notifyContacts } from './credential-changes';

const MOST_SHOWN = 60;

type SetAddressesResult =
  | { ok: true; addresses: string[] }
  | Refused<'NO_SUCH_CONNECTION' | 'NO_SFTP_ACCOUNT' | 'NOT_AN_ADDRESS' | 'TOO_MANY_ADDRESSES'>;

/**
 * Replaces the list. `text` has an address or a range on each line, or with commas between; nothing in it lets in from anywhere.
 * Sessions from elsewhere are cut within a minute.
 */
export async function setAllowedAddresses(
  ctx: AppContext,
  actor: Actor,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  text: string,
): Promise<SetAddressesResult> {
  const addresses = [...new Set(text.split(/[\s,;]+/).filter((each) => each !== ''))];
  const bad = findBadRange(addresses);
  if (bad !== null) return { ok: false, code: 'NOT_AN_ADDRESS', text: bad.slice(0, MOST_SHOWN) };
  if (addresses.length > mostAllowedAddresses) return { ok: false, code: 'TOO_MANY_ADDRESSES' };
  return ctx.db.prisma.$transaction(async (tx): Promise<SetAddressesResult> => {
    const noAccount = await lockAccount(tx, tenantId, connectionId);
    if (noAccount) return { ok: false, code: noAccount };
    const { count } = await tx.sftpAccount.updateMany({
      where: { tenantId, connectionId, NOT: { allowedAddresses: { equals: addresses } } },
      data: { allowedAddresses: addresses },
    });
    if (count === 0) return { ok: true, addresses };
    await recordAudit(tx, actor, {
      action: 'connection.addresses-set',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: { addresses: addresses.join(' ') },
    });
    await notifyContacts(ctx, tx, actor, tenantId, {
      change: 'addresses-set',
      addressCount: addresses.length,
    });
    return { ok: true, addresses };
  });
}
