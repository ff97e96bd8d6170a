import type { Actor } from '../app-context';
import type { Transaction } from '../db';

export interface AuditEntry {
  action: string;
  tenantId: number | null;
  objectType: string;
  objectId: string | number;
  /** Ids, codes and counts; never a value out of a roster. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes the audit event inside the transaction of the act it records. */
export async function recordAudit(
  tx: Pick<Transaction, 'auditEvent'>,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorId: actor.userId,
      actorKind: actor.kind,
      sourceAddress: actor.sourceAddress,
      tenantId: entry.tenantId,
      action: entry.action,
      objectType: entry.objectType,
      objectId: String(entry.objectId),
      detail: entry.detail ?? {},
    },
  });
}
