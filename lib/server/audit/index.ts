import type pg from 'pg';
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

/** The same where the act is a transaction opened with BEGIN. */
export async function recordAuditIn(
  client: pg.ClientBase,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  await client.query(
    `INSERT INTO audit_event (actor_id, actor_kind, source_address, tenant_id, action, object_type, object_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
    [
      actor.userId,
      actor.kind,
      actor.sourceAddress,
      entry.tenantId,
      entry.action,
      entry.objectType,
      String(entry.objectId),
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
