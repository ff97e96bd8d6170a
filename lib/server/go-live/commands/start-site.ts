// Our staff ask for the TalkingPoints site of a district: by webhook where one is configured, otherwise by hand. Decision 083.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { SITE_ENDPOINT } from '../../webhooks/endpoints';
import { queueWebhook, resendWebhook } from '../../webhooks/queue';
import { siteMessageId } from '../message-id';
import { findFirstRosterData } from '../queries/first-roster-data';
import { loadStages } from '../queries/load-stages';
import { listSiteSchools } from '../queries/site-answers';

export type StartRefusal =
  'NO_FIRST_ROSTER' | 'REQUIRED_DATA_MISSING' | 'FIRST_ROSTER_NOT_APPROVED';

export interface StartedSite {
  ok: true;
  requestId: string;
  /** It was asked for before: the request is the same. */
  wasStarted: boolean;
  /** A request that had been given up is sent once more. */
  isResent: boolean;
}

/** As often as it is asked for, one request under one id. */
export async function startSite(
  ctx: AppContext,
  actor: Actor,
  tenant: { id: number; timeZone: string },
): Promise<StartedSite | Refused<StartRefusal>> {
  const tenantId = tenant.id;
  const earlier = await ctx.db.prisma.site.findUnique({ where: { tenantId } });
  if (earlier) return startAgain(ctx, actor, tenantId, earlier.requestId);
  const data = await findFirstRosterData(ctx, tenantId);
  if (data && !data.isComplete) {
    const missing = data.rows.filter(({ outcome, waiver }) => outcome === 'failed' && !waiver);
    return { ok: false, code: 'REQUIRED_DATA_MISSING', missingCount: missing.length };
  }
  const { rows, facts } = await loadStages(ctx, tenant);
  if (rows.find(({ id }) => id === 'review')?.state !== 'done')
    return { ok: false, code: data ? 'FIRST_ROSTER_NOT_APPROVED' : 'NO_FIRST_ROSTER' };
  const counted = data?.rows.find(({ criterion }) => criterion === 'schoolCount')?.count;
  const schoolCount =
    facts.hasRoster || counted === undefined
      ? (await listSiteSchools(ctx, tenantId)).length
      : counted;
  const requestId = await ctx.db.prisma.$transaction((tx) =>
    createSite(ctx, tx, actor, { tenantId, schoolCount }),
  );
  if (requestId === null) return startSite(ctx, actor, tenant);
  return { ok: true, requestId, wasStarted: false, isResent: false };
}

/** Null: somebody else was first. */
async function createSite(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  { tenantId, schoolCount }: { tenantId: number; schoolCount: number },
): Promise<string | null> {
  const at = ctx.clock.now();
  const { isDemo, ...district } = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { isDemo: true, slug: true, name: true, kind: true, state: true, timeZone: true },
  });
  // Nobody creates a real site for made-up students.
  const how = ctx.settings.siteWebhook && !isDemo ? 'WEBHOOK' : 'BY_HAND';
  const { count } = await tx.site.createMany({
    data: [{ tenantId, requestedHow: how, requestedAt: at, requestedById: actor.userId }],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  const { requestId } = await tx.site.findUniqueOrThrow({ where: { tenantId } });
  await recordAudit(tx, actor, {
    action: 'site.requested',
    tenantId,
    objectType: 'tenant',
    objectId: tenantId,
    detail: { requestId, how, schools: schoolCount },
  });
  if (how === 'BY_HAND') return requestId;
  await queueWebhook(tx, {
    tenantId,
    type: 'site.requested',
    endpoint: SITE_ENDPOINT,
    messageId: siteMessageId(requestId),
    at,
    data: { requestId, district, schoolCount },
  });
  return requestId;
}

async function startAgain(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  requestId: string,
): Promise<StartedSite> {
  const isResent = await ctx.db.prisma.$transaction(async (tx) => {
    const messageId = siteMessageId(requestId);
    const found = await resendWebhook(tx, { tenantId, messageId, at: ctx.clock.now() });
    if (found)
      await recordAudit(tx, actor, {
        action: 'site.request-resent',
        tenantId,
        objectType: 'tenant',
        objectId: tenantId,
        detail: { requestId },
      });
    return found;
  });
  return { ok: true, requestId, wasStarted: true, isResent };
}
