import type pg from 'pg';
import type { Transaction } from '../db';
import { sqlOf } from '../db/sql-of';

/**
 * Whether what an applied run changed is still known, record by record: that is what an undo takes back, and without it
 * an undo would move nothing and look as if it had. Of a first roster the records themselves are what it brought.
 */
export async function isPlanThere(
  tx: Transaction | pg.ClientBase,
  run: { id: number; tenantId: number },
): Promise<boolean> {
  const [plan] = await sqlOf(tx)<{ isThere: boolean }>(
    `SELECT r.plan_kind = 'INITIAL' OR (kept.count > 0 AND kept.count = counted.count) AS "isThere"
     FROM sync_run r,
       LATERAL (SELECT count(*) AS count FROM change c WHERE c.tenant_id = $1 AND c.run_id = $2) kept,
       LATERAL (SELECT coalesce(sum(n.count), 0) AS count FROM change_count n
                WHERE n.tenant_id = r.tenant_id AND n.run_id = r.id) counted
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [run.tenantId, run.id],
  );
  return plan?.isThere ?? false;
}
