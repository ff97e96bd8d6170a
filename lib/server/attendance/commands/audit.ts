import type { Actor } from '../../app-context';
import type { Client } from '../types';

/** The audit event of a command, in the command's own transaction. */
export async function recordAttendanceAudit(
  client: Client,
  actor: Actor,
  entry: {
    action: string;
    tenantId: number;
    objectType: string;
    objectId: string | number;
    detail?: Record<string, string | number | boolean | null>;
  },
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
