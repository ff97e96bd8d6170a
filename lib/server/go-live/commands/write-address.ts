// The site exists: our staff write its address down, and the district and its team are told.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { isStaff } from '../../auth/permissions';
import { queueReviewMail } from '../../mail/recipients';
import { siteReadyMail } from '../../mail/site-messages';

const LONGEST = 500;

export type AddressRefusal =
  | 'SITE_NOT_STARTED'
  | 'SITE_ADDRESS_NOT_HTTPS'
  | 'SITE_ADDRESS_HAS_LOGIN'
  | 'SITE_ADDRESS_TOO_LONG';

/** The same address again tells nobody again; another one does: they were told a wrong one. */
export async function writeSiteAddress(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  typed: string,
): Promise<{ ok: true; address: string; mailCount: number } | Refused<AddressRefusal>> {
  const read = readSiteAddress(typed);
  if (!read.ok) return read;
  const { address } = read;
  return ctx.db.prisma.$transaction(async (tx) => {
    const now = ctx.clock.now();
    const before = await tx.site.findUnique({ where: { tenantId }, select: { address: true } });
    const isCorrected = before !== null && before.address !== null;
    const { count } = await tx.site.updateMany({
      where: { tenantId, OR: [{ address: null }, { address: { not: address } }] },
      data: {
        address,
        addressWrittenAt: now,
        addressWrittenById: actor.userId,
        announcedAt: now,
      },
    });
    if (count === 0) {
      const isThere = (await tx.site.count({ where: { tenantId } })) > 0;
      return isThere
        ? ({ ok: true, address, mailCount: 0 } as const)
        : ({ ok: false, code: 'SITE_NOT_STARTED' } as const);
    }
    const { psm } = await tx.tenant.findUniqueOrThrow({
      where: { id: tenantId },
      select: { psm: { select: { name: true, email: true, disabledAt: true } } },
    });
    const named = psm && !psm.disabledAt ? { name: psm.name, email: psm.email } : null;
    const mailCount = await queueReviewMail(
      tx,
      tenantId,
      ['contact', 'implementer', 'psm'],
      (to, tenant, reader) =>
        siteReadyMail(ctx, {
          ...{ to, tenant, address, psm: named, isCorrected },
          isStaff: isStaff(reader),
        }),
    );
    await recordAudit(tx, actor, {
      action: 'site.address-written',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { address, emails: mailCount },
    });
    return { ok: true, address, mailCount } as const;
  });
}

/** https with a host of any kind: where sites are is not ours to say. */
function readSiteAddress(
  typed: string,
): { ok: true; address: string } | Refused<Exclude<AddressRefusal, 'SITE_NOT_STARTED'>> {
  const text = typed.trim();
  if (text.length > LONGEST) return { ok: false, code: 'SITE_ADDRESS_TOO_LONG' };
  // The reader of addresses leaves line breaks out, and takes "https:host" for an address.
  if (!/^https:\/\/[^\s\p{Cc}\p{Cf}]+$/iu.test(text) || !URL.canParse(text))
    return { ok: false, code: 'SITE_ADDRESS_NOT_HTTPS' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return { ok: false, code: 'SITE_ADDRESS_HAS_LOGIN' };
  if (!url.hostname.includes('.')) return { ok: false, code: 'SITE_ADDRESS_NOT_HTTPS' };
  const address = url.href;
  return address.length > LONGEST
    ? { ok: false, code: 'SITE_ADDRESS_TOO_LONG' }
    : { ok: true, address };
}
