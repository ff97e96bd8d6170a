import type { Transaction } from '../../db';

/**
 * Whether the district's last word about these changes is No. What it said of other files, or of the same files before a
 * later answer, binds nobody.
 */
export async function saysStop(
  tx: Pick<Transaction, '$queryRaw'>,
  { tenantId, breakId, fingerprint }: { tenantId: number; breakId: number; fingerprint: string },
): Promise<boolean> {
  const [last] = await tx.$queryRaw<{ answer: string }[]>`
    SELECT q.answer FROM circuit_break_question q
    JOIN circuit_break_version v ON v.tenant_id = q.tenant_id AND v.break_id = q.break_id AND v.version = q.version
    WHERE q.tenant_id = ${tenantId} AND q.break_id = ${breakId} AND q.answer IS NOT NULL AND v.fingerprint = ${fingerprint}
    ORDER BY q.answered_at DESC, q.id DESC LIMIT 1`;
  return last?.answer === 'STOP';
}
