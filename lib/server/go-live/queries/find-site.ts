// The site of a district, how its request fares, and what the district says of it.
import type { AppContext } from '../../app-context';
import type { SiteRequestedHow } from '../../db';
import { siteMessageId } from '../message-id';

export interface SiteRequest {
  attempts: number;
  nextAttemptAt: Date;
  deliveredAt: Date | null;
  givenUpAt: Date | null;
  lastStatus: number | null;
  /** One line of what the receiver said: for staff alone. */
  lastError: string | null;
}

export interface SiteRow {
  requestId: string;
  how: SiteRequestedHow;
  requestedAt: Date | null;
  requestedByName: string | null;
  address: string | null;
  addressWrittenAt: Date | null;
  announcedAt: Date | null;
  /** Null of one that is created by hand. */
  request: SiteRequest | null;
}

export async function findSite(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<SiteRow | null> {
  const { prisma } = ctx.db;
  const site = await prisma.site.findUnique({ where: { tenantId } });
  if (!site) return null;
  const [requestedBy, request] = await Promise.all([
    site.requestedById === null
      ? null
      : prisma.user.findUnique({ where: { id: site.requestedById }, select: { name: true } }),
    site.requestedHow === 'WEBHOOK'
      ? prisma.webhookDelivery.findFirst({
          where: { tenantId, messageId: siteMessageId(site.requestId) },
          select: {
            attempts: true,
            nextAttemptAt: true,
            deliveredAt: true,
            givenUpAt: true,
            lastStatus: true,
            lastError: true,
          },
        })
      : null,
  ]);
  const { requestId, requestedHow, requestedAt, address, addressWrittenAt, announcedAt } = site;
  return {
    ...{ requestId, how: requestedHow, requestedAt, address, addressWrittenAt, announcedAt },
    requestedByName: requestedBy?.name ?? null,
    request,
  };
}
