// The gate of a first roster, or of a school that is new: what was found, and what somebody took on themselves.
import {
  explainGate,
  gateCriteria,
  type GateCriterion,
  type GateOutcome,
} from '@/lib/core/circuit-break/first-roster-gate';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';

export interface GateRow {
  criterion: GateCriterion;
  /** '' for the district. */
  schoolSourcedId: string;
  outcome: GateOutcome;
  count: number;
  base: number | null;
  required: number | null;
  sentence: string;
  waiver: { comment: string; waivedBy: string | null; waivedAt: Date } | null;
}

export interface FirstSyncGate {
  rows: GateRow[];
  /** Every criterion passed, was not declared, or was waived. */
  isPassed: boolean;
}

type StoredRow = Omit<GateRow, 'sentence' | 'waiver'> & {
  comment: string | null;
  waivedBy: string | null;
  waivedAt: Date | null;
};

/** Empty where the run brought neither a first roster nor a new school. */
export async function firstSyncGate(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  runId: number,
): Promise<FirstSyncGate> {
  const { rows: stored } = await ctx.db.pool.query<StoredRow>(
    `SELECT g.criterion, g.school_sourced_id AS "schoolSourcedId", g.outcome, g.count, g.base, g.required,
       w.comment, u.name AS "waivedBy", w.waived_at AS "waivedAt"
     FROM gate_result g JOIN sync_run r ON r.tenant_id = g.tenant_id AND r.id = g.run_id
     LEFT JOIN gate_waiver w ON w.tenant_id = g.tenant_id AND w.fingerprint = r.fingerprint
       AND w.school_sourced_id = g.school_sourced_id AND w.criterion = g.criterion
     LEFT JOIN user_account u ON u.id = w.waived_by_id
     WHERE g.tenant_id = $1 AND g.run_id = $2 ORDER BY g.school_sourced_id, array_position($3, g.criterion)`,
    [tenantId, runId, gateCriteria],
  );
  const rows = stored.map(({ comment, waivedBy, waivedAt, ...row }) => ({
    ...row,
    sentence: explainGate(row),
    waiver: comment !== null && waivedAt ? { comment, waivedBy, waivedAt } : null,
  }));
  return { rows, isPassed: rows.every((row) => row.outcome !== 'failed' || row.waiver !== null) };
}

export type WaiveRefusal = 'RUN_NOT_FOUND' | 'NOT_FAILED' | 'REASON_REQUIRED';

/** Named by the run's fingerprint: other changes have to pass by themselves. */
export async function waiveCriterion(
  ctx: AppContext,
  actor: Actor,
  input: {
    tenantId: number;
    runId: number;
    criterion: GateCriterion;
    schoolSourcedId?: string;
    comment: string;
  },
): Promise<{ ok: true } | Refused<WaiveRefusal>> {
  const { tenantId, runId, criterion, schoolSourcedId = '' } = input;
  const comment = input.comment.trim();
  if (comment === '') return { ok: false, code: 'REASON_REQUIRED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const run = await tx.syncRun.findUnique({
      where: { tenantId_id: { tenantId, id: runId } },
      select: { fingerprint: true },
    });
    if (!run?.fingerprint) return { ok: false, code: 'RUN_NOT_FOUND' } as const;
    const failed = await tx.gateResult.count({
      where: { tenantId, runId, criterion, schoolSourcedId, outcome: 'failed' },
    });
    if (failed === 0) return { ok: false, code: 'NOT_FAILED' } as const;
    const key = { tenantId, fingerprint: run.fingerprint, schoolSourcedId, criterion };
    const values = { comment, waivedById: actor.userId, waivedAt: ctx.clock.now() };
    await tx.gateWaiver.upsert({
      where: { tenantId_fingerprint_schoolSourcedId_criterion: key },
      create: { ...key, ...values },
      update: values,
    });
    await recordAudit(tx, actor, {
      action: 'gate.waived',
      tenantId,
      objectType: 'sync-run',
      objectId: runId,
      detail: { criterion, schoolSourcedId },
    });
    return { ok: true } as const;
  });
}
