// Who has a review, told the same way by every list, page and mail.
import type { Assignee } from '@/lib/core/review/assignee';
import type { Transaction } from '../../db';

/** Beside `circuit_break b` and its `tenant t`. */
export const ASSIGNEE_JOINS = `
  LEFT JOIN user_account assignee ON assignee.id = b.assignee_id
  LEFT JOIN user_account implementer ON implementer.id = t.implementer_id AND implementer.disabled_at IS NULL`;

export const ASSIGNEE_COLUMNS = `coalesce(assignee.name, implementer.name) AS "assigneeName",
    b.assignee_id IS NULL AND implementer.id IS NOT NULL AS "isAssignedByDefault"`;

/** Their id; 0 for nobody. */
export const ASSIGNEE_ID = 'coalesce(b.assignee_id, implementer.id, 0)';

export async function findAssignee(
  tx: Pick<Transaction, '$queryRawUnsafe'>,
  tenantId: number,
  breakId: number,
): Promise<Assignee> {
  const [found] = await tx.$queryRawUnsafe<Assignee[]>(
    `SELECT ${ASSIGNEE_COLUMNS} FROM circuit_break b JOIN tenant t ON t.id = b.tenant_id ${ASSIGNEE_JOINS}
     WHERE b.tenant_id = $1 AND b.id = $2`,
    tenantId,
    breakId,
  );
  return found ?? { assigneeName: null, isAssignedByDefault: false };
}
