// Takes back the last applied run, from the before-images its plan kept, or only brings back whom it removed.
import type pg from 'pg';
import { ROSTER_ENTITIES } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { queueMailIn } from '../mail/outbox';
import { buildReviewMails } from '../mail/recipients';
import { updateUndoneMail } from '../mail/review-messages';
import { recordOutboxEvent } from '../outbox/outbox';
import { isPlanThere } from '../plan/is-plan-there';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import {
  detachInitial,
  undoChanges,
  undoLinkChanges,
  undoLinkRemovals,
  undoRemovals,
} from './undo-plan';
import { forgetMemberships } from './parts/remembered-memberships';
import { findOtherPeople, takeBackHistory } from './parts/former-people';
import { keepSchoolTerms } from './parts/school-terms';
import type { RunKey } from '../db/roster-tables';
import { requireStillOurs } from '../db/run-fence';
import { recountRoster } from './roster-counts';
import { RolledBack, transaction } from '../db/transaction';
import { getIdentifiedRun } from '../sync-runs/queries/identify-run';

export type UndoOutcome = { ok: true } | { ok: false; code: 'NOT_LAST_APPLIED' | 'PLAN_GONE' };

/** Only the run in force can be undone: older ones are reached by undoing the newer ones first. */
export async function undoSyncRun(ctx: AppContext, key: RunKey): Promise<UndoOutcome> {
  const now = ctx.clock.now();
  return transaction<UndoOutcome>(ctx.db.pool, async (client) => {
    const { rows } = await client.query<{
      connection_id: number;
      baseline: number | null;
      plan_kind: string;
      requested_by: number | null;
      reason: string | null;
      part: 'WHOLE' | 'REMOVALS';
    }>(
      `SELECT r.connection_id, r.baseline_run_id AS baseline, r.plan_kind, r.undone_by_id AS requested_by, r.undo_reason AS reason, r.undo_part::text AS part FROM sync_run r
       JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
       WHERE r.tenant_id = $1 AND r.id = $2 AND r.state = 'APPLIED' AND r.undone_at IS NULL AND c.baseline_run_id = r.id
       FOR NO KEY UPDATE OF r`,
      [key.tenantId, key.id],
    );
    const run = rows[0];
    if (!run) {
      return new RolledBack<UndoOutcome>({ ok: false, code: 'NOT_LAST_APPLIED' });
    }
    if (!(await isPlanThere(client, key))) {
      return new RolledBack<UndoOutcome>({ ok: false, code: 'PLAN_GONE' });
    }
    const isWhole = run.part === 'WHOLE';
    const isFirst = run.plan_kind === 'INITIAL';
    if (!isWhole) await bringBack(client, key, now);
    else await takeBack(client, key, { isInitial: isFirst, now });
    await recountRoster(client, key.tenantId);
    if (isWhole) {
      // Not locked before: uploads and whoever pauses the district need the connection's row meanwhile.
      const { rowCount } = await client.query(
        'UPDATE connection SET baseline_run_id = $3 WHERE tenant_id = $1 AND id = $2 AND baseline_run_id = $4',
        [key.tenantId, run.connection_id, run.baseline, key.id],
      );
      if (rowCount === 0) {
        return new RolledBack<UndoOutcome>({ ok: false, code: 'NOT_LAST_APPLIED' });
      }
      await client.query(
        'UPDATE sync_run SET undone_at = $3, undo_requested_at = NULL WHERE tenant_id = $1 AND id = $2',
        [key.tenantId, key.id, now],
      );
    }
    await keepSchoolTerms(client, { tenantId: key.tenantId, connectionId: run.connection_id });
    // What was approved once is no measure for what follows any more.
    await client.query(
      'UPDATE pre_clear SET ended_at = $3 WHERE tenant_id = $1 AND connection_id = $2 AND ended_at IS NULL',
      [key.tenantId, run.connection_id, now],
    );
    await client.query(
      `INSERT INTO sync_run_event (tenant_id, run_id, at, kind, actor_id, detail) VALUES ($1, $2, $3, 'UNDONE', $4, jsonb_build_object('part', $5::text, 'reason', $6::text))`,
      [key.tenantId, key.id, now, run.requested_by, run.part, run.reason],
    );
    // Plans made against the roster that is gone are made again.
    const waiting = await client.query<{ id: number }>(
      `SELECT id FROM sync_run WHERE tenant_id = $1 AND connection_id = $2 AND state IN ('HELD', 'DEFERRED') ORDER BY id DESC`,
      [key.tenantId, run.connection_id],
    );
    for (const { id } of waiting.rows) {
      await moveSyncRun(client, { id, tenantId: key.tenantId }, 'QUEUED', {
        now,
        detail: { becauseUndone: key.id },
      });
    }
    await recordAudit(
      client,
      { kind: 'worker', userId: null, sourceAddress: null },
      {
        action: 'sync-run.undone',
        tenantId: key.tenantId,
        objectType: 'sync-run',
        objectId: key.id,
      },
    );
    await recordOutboxEvent(client, {
      tenantId: key.tenantId,
      kind: 'roster.undone',
      at: now,
      payload: {
        connectionId: run.connection_id,
        runId: key.id,
        part: run.part,
        wasFirst: isFirst,
      },
    });
    const undone = await getIdentifiedRun(ctx.db.prisma, key);
    for (const mail of await buildReviewMails(
      ctx.db.prisma,
      key.tenantId,
      ['contact', 'implementer', 'psm'],
      (to, tenant) =>
        updateUndoneMail(ctx, { to, tenant, run: undone, isWhole, wasFirst: isFirst }),
    ))
      await queueMailIn(client, mail);
    await requireStillOurs(ctx, client, 'APPLIED');
    return { ok: true };
  });
}

async function takeBack(
  client: pg.ClientBase,
  key: RunKey,
  { isInitial, now }: { isInitial: boolean; now: Date },
): Promise<void> {
  await forgetMemberships(client, key);
  if (isInitial) return detachInitial(client, key);
  if (await findOtherPeople(client, key)) await takeBackHistory(client, key);
  for (const entity of ROSTER_ENTITIES) await undoChanges(client, key, entity, now);
  await undoLinkChanges(client, key, now);
}

/** Removals only: additions and changes stay, and so does the run in force. The same files are looked at afresh. */
async function bringBack(client: pg.ClientBase, key: RunKey, now: Date): Promise<void> {
  for (const entity of ROSTER_ENTITIES) await undoRemovals(client, key, entity);
  await undoLinkRemovals(client, key);
  await client.query(
    'UPDATE sync_run SET removals_undone_at = $3, undo_requested_at = NULL WHERE tenant_id = $1 AND id = $2',
    [key.tenantId, key.id, now],
  );
  await client.query(
    'UPDATE sync_run SET input_hash = NULL WHERE tenant_id = $1 AND (id = $2 OR baseline_run_id = $2)',
    [key.tenantId, key.id],
  );
}
