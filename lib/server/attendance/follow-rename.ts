// A client renames a file that was taken up already: the run that has not been read yet follows.
import type { Transaction } from '../db';

/** One that a worker reads just now keeps the name it is read under, and nobody waits. */
export async function followRename(
  tx: Transaction,
  { tenantId, deliveryId }: { tenantId: number; deliveryId: number },
): Promise<void> {
  const [run] = await tx.$queryRaw<{ id: number; state: string; nameId: number | null }[]>`
    SELECT id, state::text AS state, file_name_id AS "nameId" FROM attendance_run
    WHERE tenant_id = ${tenantId} AND delivery_id = ${deliveryId} FOR UPDATE SKIP LOCKED`;
  if (!run || !['QUEUED', 'PROCESSING', 'HELD'].includes(run.state)) return;
  // Taken up anew under its new name, once that is final; a name that is waiting for review was never one of theirs.
  const ofRun = { where: { tenantId, runId: run.id } };
  await tx.attendanceIssue.deleteMany(ofRun);
  await tx.attendanceIssueGroup.deleteMany(ofRun);
  await tx.attendanceRun.delete({ where: { id: run.id } });
  if (run.nameId !== null)
    await tx.$executeRaw`
      DELETE FROM attendance_file_name n
      WHERE n.tenant_id = ${tenantId} AND n.id = ${run.nameId} AND n.state = 'NEAR'
        AND NOT EXISTS (SELECT 1 FROM attendance_run r WHERE r.file_name_id = n.id)`;
}
