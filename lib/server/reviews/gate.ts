import type { Transaction } from '../db';
import type { LockedTarget } from './target';

/** A first roster goes in when every criterion of its gate was passed, or waived for exactly these changes. */
export async function findGateRefusal(
  tx: Pick<Transaction, '$queryRaw'>,
  tenantId: number,
  { runId, version }: LockedTarget,
): Promise<'GATE_NOT_PASSED' | null> {
  const [found] = await tx.$queryRaw<{ isOpen: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM gate_result g WHERE g.tenant_id = ${tenantId} AND g.run_id = ${runId} AND g.outcome = 'failed'
        AND NOT EXISTS (SELECT 1 FROM gate_waiver w WHERE w.tenant_id = g.tenant_id AND w.fingerprint = ${version.fingerprint}
          AND w.school_sourced_id = g.school_sourced_id AND w.criterion = g.criterion)) AS "isOpen"`;
  return found?.isOpen ? 'GATE_NOT_PASSED' : null;
}
