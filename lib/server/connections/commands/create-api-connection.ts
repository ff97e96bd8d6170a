// Connections that are fetched from: made, and changed, with a secret that is sealed before it is kept and shown to nobody.
import {
  kindOfConnection,
  type ApiAuthorization,
  type KindName,
} from '@/lib/core/connections/kinds';
import { pullSettings } from '@/lib/core/pulls/pull-settings';
import { vendorProfile, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { checkApiValues, type ApiValueRefusal } from '../api-values';
import { sealSecret } from '../sealed-secrets';

export interface NewApiConnection {
  kind: KindName;
  vendor: VendorName;
  baseUrl: string;
  /** Empty where the source tells it. */
  tokenUrl: string;
  authorization: ApiAuthorization;
  clientId: string;
  secret: string;
}

export type CreateApiConnectionResult =
  | { ok: true; connectionId: number; bringsRoster: boolean }
  | Refused<'TENANT_NOT_FOUND' | 'NO_SUCH_API_CHOICE' | 'SECRET_NEEDED'>
  | ApiValueRefusal;

/** Brings the roster where nothing else does; else it waits to be switched to (moveRosterFeed). It is read only once it is tested. */
export async function createApiConnection(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  values: NewApiConnection,
): Promise<CreateApiConnectionResult> {
  const { api } = kindOfConnection(values.kind);
  const profile = vendorProfile(values.vendor);
  if (
    !api?.authorizations.includes(values.authorization) ||
    !profile.protocols.includes(api.protocol)
  )
    return { ok: false, code: 'NO_SUCH_API_CHOICE' };
  const checked = checkApiValues(ctx, values, api);
  if (!checked.ok) return checked;
  if (values.secret === '') return { ok: false, code: 'SECRET_NEEDED' };
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<CreateApiConnectionResult> => {
    const tenant = await tx.tenant.findUnique({
      where: { id: tenantId },
      select: { feeds: { select: { feed: true } } },
    });
    if (!tenant) return { ok: false, code: 'TENANT_NOT_FOUND' };
    const bringsRoster = !tenant.feeds.some(({ feed }) => feed === 'ROSTER');
    const { id: connectionId } = await tx.connection.create({
      data: {
        tenantId,
        kind: values.kind,
        createdAt: now,
        feeds: bringsRoster ? { create: { feed: 'ROSTER' } } : undefined,
      },
      select: { id: true },
    });
    const sealed = sealSecret(ctx, values.secret, {
      tenantId,
      connectionId,
      purpose: 'api-secret',
    });
    await tx.apiAccount.create({
      data: {
        tenantId,
        connectionId,
        ...checked.values,
        authorization: values.authorization,
        vendor: values.vendor,
        secretKeyName: sealed.keyName,
        secretSealed: sealed.bytes,
        secretChangedAt: now,
        settings: pullSettings({}),
      },
    });
    await recordAudit(tx, actor, {
      action: 'connection.created',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: {
        kind: values.kind,
        vendor: values.vendor,
        host: new URL(checked.values.baseUrl).host,
      },
    });
    return { ok: true, connectionId, bringsRoster };
  });
}
