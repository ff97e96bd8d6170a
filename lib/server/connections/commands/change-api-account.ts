import { kindOfConnection, type ApiAuthorization } from '@/lib/core/connections/kinds';
import { pullSettingsSchema, type PullSettings } from '@/lib/core/pulls/pull-settings';
import { VENDOR_PROFILES, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import { isTimeOfDay } from '@/lib/core/calendar/zoned-time';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Prisma, Transaction } from '../../db';
import { checkApiValues, type ApiValueRefusal } from '../api-values';
import { sealSecret } from '../sealed-secrets';

export interface ApiAccountChanges {
  vendor?: VendorName;
  baseUrl?: string;
  tokenUrl?: string;
  authorization?: ApiAuthorization;
  clientId?: string;
  /** Empty keeps the one that is kept. */
  secret?: string;
}

export type ChangeApiResult =
  | { ok: true }
  | ApiValueRefusal
  | Refused<
      'NO_SUCH_CONNECTION' | 'NOT_FETCHED_FROM' | 'NO_SUCH_API_CHOICE' | 'SECRET_NEEDED_FOR_ADDRESS'
    >;

/** A secret goes to the hosts it was entered for: with another host it is entered again. */
export async function changeApiAccount(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  changes: ApiAccountChanges,
): Promise<ChangeApiResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<ChangeApiResult> => {
    const found = await tx.connection.findFirst({
      where: { tenantId, id: connectionId },
      select: { kind: true, api: true },
    });
    if (!found) return { ok: false, code: 'NO_SUCH_CONNECTION' };
    const { api } = kindOfConnection(found.kind);
    if (!api || !found.api) return { ok: false, code: 'NOT_FETCHED_FROM' };
    const account = found.api;
    const {
      secret = '',
      vendor = found.api.vendor,
      authorization = found.api.authorization,
    } = changes;
    const profile = Object.hasOwn(VENDOR_PROFILES, vendor)
      ? VENDOR_PROFILES[vendor as VendorName]
      : null;
    const isOffered = profile?.protocols.some((each) => each === api.protocol) === true;
    if (!isOffered || !api.authorizations.includes(authorization))
      return { ok: false, code: 'NO_SUCH_API_CHOICE' };
    const checked = checkApiValues(
      ctx,
      {
        baseUrl: changes.baseUrl ?? found.api.baseUrl,
        tokenUrl: changes.tokenUrl ?? found.api.tokenUrl ?? '',
        clientId: changes.clientId ?? found.api.clientId,
        authorization,
      },
      api,
    );
    if (!checked.ok) return checked;
    const isElsewhere = hostsOf(checked.values).some(
      (host) => !hostsOf(found.api ?? checked.values).includes(host),
    );
    if (isElsewhere && secret === '') return { ok: false, code: 'SECRET_NEEDED_FOR_ADDRESS' };
    const data: Prisma.ApiAccountUpdateManyMutationInput = {
      ...checked.values,
      vendor,
      authorization,
      testedAt: null,
      // What was learned of another server says nothing of this one.
      ...(isElsewhere ? { pageSize: null, minIntervalMs: 0, allowsDeltas: false } : {}),
    };
    if (secret !== '') {
      const sealed = sealSecret(ctx, secret, { tenantId, connectionId, purpose: 'api-secret' });
      data.secretKeyName = sealed.keyName;
      data.secretSealed = sealed.bytes;
      data.secretChangedAt = ctx.clock.now();
    }
    await tx.apiAccount.updateMany({ where: { tenantId, connectionId }, data });
    const isOtherSource = (['baseUrl', 'tokenUrl', 'clientId'] as const).some(
      (name) => checked.values[name] !== account[name],
    );
    if (isOtherSource || vendor !== account.vendor || authorization !== account.authorization)
      await forgetWhatIsUnused(tx, ctx.clock.now(), tenantId, connectionId);
    // A token that was given to another key, or by another server, is of no use.
    await tx.apiToken.deleteMany({ where: { tenantId, connectionId } });
    await recordAudit(tx, actor, {
      action: secret === '' ? 'connection.api-changed' : 'connection.api-secret-changed',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: { vendor, authorization, host: new URL(checked.values.baseUrl).host },
    });
    return { ok: true };
  });
}

/**
 * Pages of two servers never become one file: pulls that are open, and complete ones that were not handed over, previews among them,
 * go nowhere. Nor is the mirror of another Ed-Fi API gone on with.
 */
async function forgetWhatIsUnused(
  tx: Transaction,
  now: Date,
  tenantId: number,
  connectionId: number,
): Promise<void> {
  await tx.pull.updateMany({
    where: {
      tenantId,
      connectionId,
      OR: [{ state: { in: ['PLANNED', 'PULLING'] } }, { state: 'COMPLETE', handedOverAt: null }],
    },
    // The number of the turn moves: whoever is at it may write no more.
    data: {
      state: 'CANCELED',
      finishedAt: now,
      takes: { increment: 1 },
      takenBy: null,
      takenAt: null,
    },
  });
  await tx.$executeRaw`DELETE FROM ed_fi_record WHERE tenant_id = ${tenantId} AND connection_id = ${connectionId}`;
  await tx.$executeRaw`DELETE FROM ed_fi_mirror WHERE tenant_id = ${tenantId} AND connection_id = ${connectionId}`;
}

const hostsOf = ({ baseUrl, tokenUrl }: { baseUrl: string; tokenUrl: string | null }): string[] =>
  [baseUrl, ...(tokenUrl === null ? [] : [tokenUrl])].map((address) => new URL(address).host);

export interface PullRules {
  isScheduled?: boolean;
  /** Local time, "HH:MM". */
  pullAt?: string;
  settings?: Partial<PullSettings>;
}

export type ChangePullRulesResult =
  { ok: true } | Refused<'NOT_FETCHED_FROM' | 'INVALID_APPLY_AT' | 'PULL_SETTINGS_INVALID'>;

/** When it is read, and what of it: from the next pull on. */
export async function changePullRules(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  { isScheduled, pullAt, settings }: PullRules,
): Promise<ChangePullRulesResult> {
  if (pullAt !== undefined && !isTimeOfDay(pullAt)) return { ok: false, code: 'INVALID_APPLY_AT' };
  return ctx.db.prisma.$transaction(async (tx): Promise<ChangePullRulesResult> => {
    const account = await tx.apiAccount.findUnique({
      where: { tenantId_connectionId: { tenantId, connectionId } },
      select: { settings: true },
    });
    if (!account) return { ok: false, code: 'NOT_FETCHED_FROM' };
    const read = pullSettingsSchema.safeParse({ ...Object(account.settings), ...settings });
    if (!read.success) return { ok: false, code: 'PULL_SETTINGS_INVALID' };
    await tx.apiAccount.updateMany({
      where: { tenantId, connectionId },
      data: { isScheduled, pullAt, settings: read.data },
    });
    await recordAudit(tx, actor, {
      action: 'connection.api-changed',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
      detail: {
        ...(isScheduled === undefined ? {} : { nightly: isScheduled }),
        ...(pullAt === undefined ? {} : { pullAt }),
        ...(settings === undefined
          ? {}
          : {
              schools: read.data.schools === null ? 'all' : read.data.schools.length,
              userNameFrom: read.data.userNameFrom,
              emailFrom: read.data.emailFrom,
              mergeStaffBy: read.data.mergeStaffBy,
              nextYear: read.data.nextYear,
            }),
      },
    });
    return { ok: true };
  });
}
