// Keep less: bytes and the details of problems go after the retention time, codes after a day. What is
// deleted is counted in the audit log; the rows that say a file was received stay.
import type { AuditAction } from '@/lib/core/audit/actions';
import { finalStates } from '@/lib/core/sync-run/states';
import { recordAudit } from '../audit/record';
import type { Actor, AppContext } from '../app-context';
import type { Transaction } from '../db';
import { sweepEvents } from '../outbox/sweep';
import { dropEmptyPlans } from '../plan/large-plans';
import { sweepWebhooks } from '../webhooks/sweep';
import {
  deletePullLines,
  deletePullPages,
  deleteTestSamples,
  deleteUnfinishedFiles,
  type RecordDeleted,
} from './sweep-pulls';

export interface RetentionReport {
  deliveries: number;
  issues: number;
  pullPages: number;
  pullLines: number;
  testSamples: number;
  sftpEvents: number;
  signInCodes: number;
  signInAttempts: number;
  outboxEvents: number;
  webhooks: number;
}

const WORKER: Actor = { kind: 'worker', userId: null, sourceAddress: null };
const DAY_MS = 24 * 3600_000;
const BATCH = 200;
const ISSUE_BATCH = 20_000;
// A batch is bounded, a busy disk is not.
const TRANSACTION = { timeout: 60_000 };

/** Safe to run at any time and twice: it deletes only what is past its time. */
export async function sweepRetention(ctx: AppContext): Promise<RetentionReport> {
  const now = ctx.clock.now().getTime();
  const before = new Date(now - ctx.settings.retentionDays * DAY_MS);
  const dayBefore = new Date(now - DAY_MS);
  await dropEmptyPlans(ctx.db.pool);
  await deleteUnfinishedFiles(ctx);
  return {
    deliveries: await deleteDeliveryBytes(ctx, before),
    issues: (await deleteIssueDetails(ctx, before)) + (await deleteAttendanceIssues(ctx, before)),
    pullLines: await deletePullLines(ctx, dayBefore),
    pullPages: await deletePullPages(
      ctx,
      before,
      recordingAs('retention.pull-pages-deleted', before),
    ),
    testSamples: await deleteTestSamples(
      ctx,
      before,
      recordingAs('retention.test-samples-deleted', before),
    ),
    ...(await deleteTraces(ctx, before, dayBefore)),
    outboxEvents: await sweepEvents(ctx),
    webhooks: await sweepWebhooks(ctx),
  };
}

async function deleteDeliveryBytes(ctx: AppContext, before: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<{ id: number; tenantId: number; storageKey: string }>(
      `SELECT d.id, d.tenant_id AS "tenantId", d.storage_key AS "storageKey"
       FROM delivery d
       LEFT JOIN sync_run r ON r.tenant_id = d.tenant_id AND r.id = d.sync_run_id
       JOIN connection c ON c.tenant_id = d.tenant_id AND c.id = d.connection_id
       WHERE d.bytes_deleted_at IS NULL AND d.state <> 'RECEIVING' AND d.touched_at < $1
         AND (r.id IS NULL OR r.state::text = ANY ($2))
         AND (r.id IS NULL OR c.baseline_run_id IS NULL OR r.id <> c.baseline_run_id)
         -- An attendance file that waits is read from its bytes in the end.
         AND NOT EXISTS (SELECT 1 FROM attendance_run a
                         WHERE a.delivery_id = d.id AND a.state IN ('QUEUED', 'PROCESSING', 'AWAITING_ROSTER', 'HELD'))
       ORDER BY d.id
       LIMIT ${BATCH}`,
      [before, finalStates],
    );
    if (rows.length === 0) return total;
    // The bytes first: a crash in between leaves a row that is swept again, not bytes nobody remembers.
    for (const row of rows) await ctx.storage.delete(row.storageKey);
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.delivery.updateMany({
        where: { id: { in: rows.map((row) => row.id) } },
        data: { bytesDeletedAt: ctx.clock.now() },
      });
      await recordingAs('retention.delivery-bytes-deleted', before)(
        tx,
        rows.map((row) => row.tenantId),
      );
    });
    total += rows.length;
  }
}

/** The single problems go, their exact totals per file and rule stay. */
async function deleteIssueDetails(ctx: AppContext, before: Date): Promise<number> {
  const states = [...finalStates];
  return deleteInBatches(ctx, 'retention.issue-details-deleted', before, async (tx) => {
    const rows = await tx.$queryRaw<{ tenantId: number; groupId: number }[]>`
        DELETE FROM run_issue WHERE id IN (
          SELECT i.id FROM run_issue i
          JOIN sync_run r ON r.tenant_id = i.tenant_id AND r.id = i.run_id
          WHERE r.state::text = ANY (${states}) AND r.finished_at < ${before}
          LIMIT ${ISSUE_BATCH})
        RETURNING tenant_id AS "tenantId", group_id AS "groupId"`;
    const groupIds = [...new Set(rows.map((row) => row.groupId))];
    await tx.$executeRaw`
        UPDATE run_issue_group g SET stored_count =
          (SELECT count(*) FROM run_issue i WHERE i.group_id = g.id)
        WHERE g.id = ANY (${groupIds})`;
    return rows.map((row) => row.tenantId);
  });
}

/** The same for attendance files, whose runs are their own. */
async function deleteAttendanceIssues(ctx: AppContext, before: Date): Promise<number> {
  return deleteInBatches(ctx, 'retention.attendance-issue-details-deleted', before, async (tx) => {
    const rows = await tx.$queryRaw<{ tenantId: number; runId: number }[]>`
        DELETE FROM attendance_issue WHERE id IN (
          SELECT i.id FROM attendance_issue i
          JOIN attendance_run r ON r.tenant_id = i.tenant_id AND r.id = i.run_id
          WHERE r.state NOT IN ('QUEUED', 'PROCESSING', 'HELD') AND r.finished_at < ${before}
          LIMIT ${ISSUE_BATCH})
        RETURNING tenant_id AS "tenantId", run_id AS "runId"`;
    const runIds = [...new Set(rows.map((row) => row.runId))];
    await tx.$executeRaw`
        UPDATE attendance_issue_group g SET stored_count =
          (SELECT count(*) FROM attendance_issue i WHERE i.run_id = g.run_id AND i.code = g.code)
        WHERE g.run_id = ANY (${runIds})`;
    return rows.map((row) => row.tenantId);
  });
}

/** Says in the audit how many of which district went. */
const recordingAs =
  (action: AuditAction, before: Date): RecordDeleted =>
  async (tx, tenantIds) => {
    for (const [tenantId, count] of countBy(tenantIds))
      await recordAudit(tx, WORKER, {
        action,
        tenantId,
        objectType: 'tenant',
        objectId: tenantId,
        detail: { count, before: before.toISOString() },
      });
  };

/** A batch a transaction, until one is not full; each says in the audit how many of which district went. */
async function deleteInBatches(
  ctx: AppContext,
  action: AuditAction,
  before: Date,
  deleteBatch: (tx: Transaction) => Promise<readonly number[]>,
): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await ctx.db.prisma.$transaction(async (tx) => {
      const tenantIds = await deleteBatch(tx);
      await recordingAs(action, before)(tx, tenantIds);
      return tenantIds.length;
    }, TRANSACTION);
    total += deleted;
    if (deleted < ISSUE_BATCH) return total;
  }
}

async function deleteTraces(ctx: AppContext, before: Date, dayBefore: Date) {
  return ctx.db.prisma.$transaction(async (tx) => {
    const events = await tx.sftpEvent.deleteMany({ where: { at: { lt: before } } });
    const codes = await tx.signInCode.deleteMany({ where: { createdAt: { lt: dayBefore } } });
    const attempts = await tx.signInAttempt.deleteMany({ where: { at: { lt: dayBefore } } });
    // Of no interest a day later, and no trace of anybody.
    await tx.sftpSession.deleteMany({ where: { seenAt: { lt: dayBefore } } });
    const counts = {
      sftpEvents: events.count,
      signInCodes: codes.count,
      signInAttempts: attempts.count,
    };
    if (events.count + codes.count + attempts.count > 0)
      await recordAudit(tx, WORKER, {
        action: 'retention.traces-deleted',
        tenantId: null,
        objectType: 'retention',
        objectId: 'traces',
        detail: counts,
      });
    return counts;
  });
}

function countBy(ids: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
