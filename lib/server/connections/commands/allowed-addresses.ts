// From where an SFTP account may be used.
import { mostAllowedAddresses } from '@/lib/core/connections/credential-limits';
import type { Refused } from '@/lib/core/refusals/catalogue';
import { findBadRange, isAllowedFrom } from '../../address-list';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { lockAccount, notifyContacts } from './credential-changes';

const MOST_SHOWN = 60;

type SetAddressesResult =
  | { ok: true; addresses: string[] }
  | Refused<
      | 'NO_SUCH_CONNECTION'
      | 'NO_SFTP_ACCOUNT'
      | 'NOT_AN_ADDRESS'
      | 'TOO_MANY_ADDRESSES'
      | 'ADDRESSES_CHANGED'
      | 'LEAVES_OUT_LAST_USED'
    >;

interface NewList {
  /** An address or a range on each line, or with commas between; nothing lets in from anywhere. */
  text: string;
  /** The list as whoever changes it has read it, in the same form; undefined replaces whatever is there. */
  before?: string;
  /** Although the address of the last sign-in is none of them. */
  evenIfLeftOut?: boolean;
}

/** Replaces the list. Sessions from elsewhere are cut within a minute. */
export async function setAllowedAddresses(
  ctx: AppContext,
  actor: Actor,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  { text, before, evenIfLeftOut = false }: NewList,
): Promise<SetAddressesResult> {
  const addresses = listOf(text);
  // The whole line: of “our server”, “our” alone would be a riddle.
  const bad = linesOf(text).find((line) => findBadRange(listOf(line)) !== null) ?? null;
  if (bad !== null) return { ok: false, code: 'NOT_AN_ADDRESS', text: bad.slice(0, MOST_SHOWN) };
  if (addresses.length > mostAllowedAddresses) return { ok: false, code: 'TOO_MANY_ADDRESSES' };
  return ctx.db.prisma.$transaction(async (tx): Promise<SetAddressesResult> => {
    const noAccount = await lockAccount(tx, tenantId, connectionId);
    if (noAccount) return { ok: false, code: noAccount };
    const { allowedAddresses } = await tx.sftpAccount.findUniqueOrThrow({
      where: { tenantId_connectionId: { tenantId, connectionId } },
      select: { allowedAddresses: true },
    });
    if (before !== undefined && listOf(before).join() !== allowedAddresses.join())
      return { ok: false, code: 'ADDRESSES_CHANGED' };
    const last = await tx.sftpCredential.findFirst({
      where: { tenantId, connectionId, lastUsedFrom: { not: null } },
      orderBy: { lastUsedAt: 'desc' },
      select: { lastUsedFrom: true },
    });
    const address = last?.lastUsedFrom;
    if (address && !evenIfLeftOut && !isAllowedFrom(address, addresses))
      return { ok: false, code: 'LEAVES_OUT_LAST_USED', address };
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

function linesOf(text: string): string[] {
  return text.split(/[\n,;]/).map((line) => line.trim());
}

/** Each once, in the order they were written. */
function listOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((each) => each !== ''))];
}
