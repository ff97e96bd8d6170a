// Whether a district sends files or is fetched from: asked in its set-up, before there is a roster to keep.
import { kindSpeaking } from '@/lib/core/connections/kinds';
import type { SetUpWay } from '@/lib/core/set-up/ways';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import {
  changeApiAccount,
  type ChangeApiResult,
} from '../../connections/commands/change-api-account';
import {
  createApiConnection,
  type CreateApiConnectionResult,
  type NewApiConnection,
} from '../../connections/commands/create-api-connection';
import { moveRosterFeed } from '../../connections/commands/move-feed';
import { listConnections, type ConnectionRow } from '../../connections/queries/list-connections';
import { isVendor, isWayOpen, wayOf } from '../way';

type Moved = Awaited<ReturnType<typeof moveRosterFeed>>;
type Settled = Refused<'WAY_IS_SETTLED'>;

/** The same way again changes nothing. What the other way has is kept and stays unused. */
export async function chooseWay(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  way: SetUpWay,
): Promise<Moved | ChangeApiResult | Settled> {
  const { roster, sftp, api, way: before, isOpen } = await load(ctx, tenantId);
  if (before === way) return { ok: true };
  if (!roster || !isOpen || (way === 'FILES' && !sftp))
    return { ok: false, code: 'WAY_IS_SETTLED' };
  if (api && way !== 'FILES' && api.api?.vendor !== way) {
    const changed = await changeApiAccount(ctx, actor, tenantId, api.id, { vendor: way });
    if (!changed.ok) return changed;
  }
  const to = way === 'FILES' ? sftp : api;
  if (to && to !== roster) {
    const moved = await moveRosterFeed(ctx, actor, tenantId, to.id);
    if (!moved.ok) return moved;
  }
  await ctx.db.prisma.$transaction(async (tx) => {
    const apiVendor = way === 'FILES' ? null : way;
    await tx.setUp.upsert({
      where: { tenantId },
      create: { tenantId, apiVendor },
      update: { apiVendor },
    });
    await recordAudit(tx, actor, {
      action: 'set-up.way-chosen',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { way },
    });
  });
  return { ok: true };
}

/** Of the vendor that was chosen. A first account gets the roster with it; what was entered before is changed. */
export async function saveApiAccount(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  values: Omit<NewApiConnection, 'kind' | 'vendor'>,
): Promise<CreateApiConnectionResult | ChangeApiResult | Moved | Settled> {
  const { roster, api, wanted, isOpen } = await load(ctx, tenantId);
  if (!roster?.api && !isOpen) return { ok: false, code: 'WAY_IS_SETTLED' };
  if (api) {
    const changed = await changeApiAccount(ctx, actor, tenantId, api.id, values);
    if (!changed.ok || api === roster) return changed;
    return moveRosterFeed(ctx, actor, tenantId, api.id);
  }
  if (wanted === null || !isVendor(wanted)) return { ok: false, code: 'WAY_IS_SETTLED' };
  const created = await createApiConnection(ctx, actor, tenantId, {
    ...values,
    vendor: wanted,
    kind: kindSpeaking('oneroster-rest'),
  });
  if (!created.ok || created.bringsRoster) return created;
  return moveRosterFeed(ctx, actor, tenantId, created.connectionId);
}

async function load(ctx: AppContext, tenantId: number) {
  const [connections, setUp] = await Promise.all([
    listConnections(ctx, tenantId),
    ctx.db.prisma.setUp.findUnique({ where: { tenantId }, select: { apiVendor: true } }),
  ]);
  const find = (is: (each: ConnectionRow) => boolean) => connections.find(is) ?? null;
  const roster = find(({ feeds }) => feeds.some(({ feed }) => feed === 'ROSTER'));
  const hasSets =
    roster !== null &&
    (await ctx.db.prisma.syncRun.count({
      where: { tenantId, connectionId: roster.id, state: { not: 'SUPERSEDED' } },
    })) > 0;
  const wanted = setUp?.apiVendor ?? null;
  return {
    roster,
    sftp: find((each) => each.sftp !== null),
    // One that was read before is used again.
    api: find((each) => each.api !== null),
    wanted,
    way: roster && wayOf({ connection: roster, hasSets, wanted }),
    isOpen: roster !== null && isWayOpen({ connection: roster, hasSets }),
  };
}
