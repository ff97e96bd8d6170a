import type { AuditAction } from '@/lib/core/audit/actions';
import type { Actor } from '../app-context';
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

export interface AuditEntry {
  action: AuditAction;
  tenantId: number | null;
  objectType: string;
  objectId: string | number;
  /** Ids, codes and counts; never a value out of a roster. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes the audit event inside the transaction of the act it records. */
export async function recordAudit(
  tx: Queryable,
  actor: Actor,
  { action, tenantId, objectType, objectId, detail = {} }: AuditEntry,
): Promise<void> {
  await sqlOf(tx)(
    `INSERT INTO audit_event (at, actor_id, actor_kind, source_address, tenant_id, action, object_type, object_id, detail)
     VALUES (clock_timestamp(), $1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
    [
      actor.userId,
      actor.kind,
      actor.sourceAddress,
      tenantId,
      action,
      objectType,
      String(objectId),
      JSON.stringify(detail),
    ],
  );
}
