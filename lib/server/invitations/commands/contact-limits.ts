// How much a contact of a district may invite: each invitation is mail from us to an address that we did not check.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { keyedHash } from '../../auth/keyed-hash';
import {
  COLLEAGUE_INVITATIONS_PER_DISTRICT,
  COLLEAGUE_RESEND_WAIT_MS,
  retryAt,
} from '../../auth/sign-in-limits';
import type { Transaction } from '../../db';
import { lockByName } from '../../db/advisory-lock';

const KIND = 'colleague-invited';

export type ContactLimit = Refused<'TOO_MANY_INVITATIONS' | 'SENT_MOMENTS_AGO'>;

/**
 * Counts what a contact is about to send, first or again; null where they may. Whoever comes at the same moment waits
 * until the transaction ends. `invitationId`: of one that is sent again.
 */
export async function countContactInvitation(
  ctx: AppContext,
  tx: Pick<Transaction, 'signInAttempt' | 'invitation' | '$executeRaw'>,
  { sourceAddress }: Actor,
  tenant: { id: number; timeZone: string },
  invitationId: number | null = null,
): Promise<ContactLimit | null> {
  const now = ctx.clock.now();
  const bucket = keyedHash(ctx.settings.secret, 'trusted-bucket', KIND, String(tenant.id));
  await lockByName(tx, KIND, bucket);
  const { timeZone } = tenant;
  const waitUntil = await findResendTime(tx, tenant.id, invitationId);
  if (waitUntil && waitUntil > now)
    return { ok: false, code: 'SENT_MOMENTS_AGO', retryAt: waitUntil, timeZone };
  const limit = COLLEAGUE_INVITATIONS_PER_DISTRICT;
  const latest = await tx.signInAttempt.findMany({
    where: { kind: KIND, emailHash: bucket, at: { gt: new Date(now.getTime() - limit.windowMs) } },
    orderBy: { at: 'desc' },
    take: limit.count,
    select: { at: true },
  });
  const again = retryAt(
    limit,
    latest.map(({ at }) => at),
  );
  if (again) return { ok: false, code: 'TOO_MANY_INVITATIONS', retryAt: again, timeZone };
  await tx.signInAttempt.create({
    data: {
      kind: KIND,
      emailHash: bucket,
      sourceAddress: sourceAddress ?? 'unknown',
      succeeded: true,
      at: now,
    },
  });
  return null;
}

async function findResendTime(
  tx: Pick<Transaction, 'invitation'>,
  tenantId: number,
  id: number | null,
): Promise<Date | null> {
  if (id === null) return null;
  const row = await tx.invitation.findFirst({ where: { id, tenantId }, select: { sentAt: true } });
  return row?.sentAt ? new Date(row.sentAt.getTime() + COLLEAGUE_RESEND_WAIT_MS) : null;
}
