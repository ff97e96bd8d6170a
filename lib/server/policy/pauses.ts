// Deliveries of a district wait while it is paused; what comes first afterwards is held once.
import { kindOfConnection } from '@/lib/core/connections/kinds';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../app-context';
import { connectionOfFeedSql } from '../db/connection-of-feed';
import { recordAudit } from '../audit/record';
import { recordOutboxEvent } from '../outbox/outbox';
import { findDistrict } from './district';

export interface OpenPause {
  startedAt: Date;
  startedBy: string | null;
  reason: string | null;
}

/** Why nothing is taken up now; null while it is. */
export async function findPause(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<OpenPause | null> {
  const { rows } = await ctx.db.pool.query<OpenPause>(
    `SELECT c.paused_at AS "startedAt", u.name AS "startedBy", p.reason
     FROM ${connectionOfFeedSql('ROSTER', '$1')} c
     LEFT JOIN connection_pause p ON p.tenant_id = c.tenant_id AND p.connection_id = c.id AND p.ended_at IS NULL
     LEFT JOIN user_account u ON u.id = p.started_by_id
     WHERE c.paused_at IS NOT NULL`,
    [tenantId],
  );
  return rows[0] ?? null;
}

export type PauseRefusal =
  'NO_SUCH_CONNECTION' | 'CANNOT_PAUSE' | 'ALREADY_PAUSED' | 'REASON_REQUIRED';

export async function pauseDeliveries(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  reason: string,
): Promise<{ ok: true } | Refused<PauseRefusal>> {
  const district = await findDistrict(ctx, tenantId);
  if (!district) return { ok: false, code: 'NO_SUCH_CONNECTION' };
  if (reason.trim() === '') return { ok: false, code: 'REASON_REQUIRED' };
  const now = ctx.clock.now();
  const { connectionId, kind } = district;
  if (!kindOfConnection(kind).canPause) return { ok: false, code: 'CANNOT_PAUSE' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id: connectionId, tenantId, pausedAt: null },
      data: { pausedAt: now },
    });
    if (count === 0) return { ok: false, code: 'ALREADY_PAUSED' } as const;
    await tx.connectionPause.create({
      data: {
        tenantId,
        connectionId,
        startedAt: now,
        startedById: actor.userId,
        reason: reason.trim(),
      },
    });
    await recordOutboxEvent(tx, {
      tenantId,
      kind: 'connection.paused',
      at: now,
      payload: { connectionId },
    });
    await recordAudit(tx, actor, {
      action: 'connection.paused',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
    });
    return { ok: true } as const;
  });
}

export async function resumeDeliveries(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
): Promise<{ ok: true } | Refused<'NO_SUCH_CONNECTION' | 'NOT_PAUSED'>> {
  const district = await findDistrict(ctx, tenantId);
  if (!district) return { ok: false, code: 'NO_SUCH_CONNECTION' };
  const now = ctx.clock.now();
  const { connectionId } = district;
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.connection.updateMany({
      where: { id: connectionId, tenantId, pausedAt: { not: null } },
      data: { pausedAt: null },
    });
    if (count === 0) return { ok: false, code: 'NOT_PAUSED' } as const;
    await tx.connectionPause.updateMany({
      where: { tenantId, connectionId, endedAt: null },
      data: { endedAt: now, endedById: actor.userId },
    });
    await recordOutboxEvent(tx, {
      tenantId,
      kind: 'connection.resumed',
      at: now,
      payload: { connectionId },
    });
    await recordAudit(tx, actor, {
      action: 'connection.resumed',
      tenantId,
      objectType: 'connection',
      objectId: connectionId,
    });
    return { ok: true } as const;
  });
}
