// Moves every stored secret to the first key of CONNECTOR_ENCRYPTION_KEYS, while the product runs: a few at a time, each row locked
// while it is moved, so that a secret that somebody enters meanwhile is not overwritten.
import type pg from 'pg';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { transaction } from '../../db/transaction';
import { SEALED_COLUMNS, type SealedColumns } from '../sealed-columns';
import { openSecret, SealedSecretProblem, sealSecret } from '../sealed-secrets';

const BATCH = 100;

export interface Reencrypted {
  moved: number;
  /** Those that no key opens. */
  left: number;
}

type Context = Pick<AppContext, 'db' | 'settings'>;

export async function reencryptSecrets(
  ctx: Context,
  actor: Actor,
  { batchSize = BATCH }: { batchSize?: number } = {},
): Promise<Reencrypted> {
  const total: Reencrypted = { moved: 0, left: 0 };
  for (const place of SEALED_COLUMNS) {
    let after: Place = { tenantId: 0, connectionId: 0 };
    for (;;) {
      const batch = await transaction(ctx.db.pool, (client) =>
        moveBatch(ctx, actor, client, place, after, batchSize),
      );
      total.moved += batch.moved;
      total.left += batch.left;
      if (!batch.last) break;
      after = batch.last;
    }
  }
  return total;
}

interface Place {
  tenantId: number;
  connectionId: number;
}

interface StoredValue extends Place {
  keyName: string;
  bytes: Buffer<ArrayBuffer>;
}

async function moveBatch(
  ctx: Context,
  actor: Actor,
  client: pg.ClientBase,
  { table, keyName, sealed, purpose }: SealedColumns,
  after: Place,
  batchSize: number,
): Promise<Reencrypted & { last: Place | undefined }> {
  const first = ctx.settings.encryptionKeys[0]?.name;
  const { rows } = await client.query<StoredValue>(
    `SELECT tenant_id AS "tenantId", connection_id AS "connectionId", ${keyName} AS "keyName",
       ${sealed} AS bytes
     FROM ${table} WHERE ${keyName} <> $1 AND (tenant_id, connection_id) > ($2, $3)
     ORDER BY tenant_id, connection_id LIMIT $4 FOR UPDATE`,
    [first, after.tenantId, after.connectionId, batchSize],
  );
  let left = 0;
  for (const { tenantId, connectionId, keyName: oldName, bytes } of rows) {
    const of = { tenantId, connectionId, purpose };
    try {
      const moved = sealSecret(ctx, openSecret(ctx, { keyName: oldName, bytes }, of), of);
      await client.query(
        `UPDATE ${table} SET ${keyName} = $3, ${sealed} = $4
         WHERE tenant_id = $1 AND connection_id = $2`,
        [tenantId, connectionId, moved.keyName, moved.bytes],
      );
    } catch (error) {
      if (!(error instanceof SealedSecretProblem)) throw error;
      left += 1;
    }
  }
  const moved = rows.length - left;
  if (moved > 0)
    await recordAudit(client, actor, {
      action: 'secrets.reencrypted',
      tenantId: null,
      objectType: table,
      objectId: first ?? '',
      detail: { moved, left },
    });
  return { moved, left, last: rows.at(-1) };
}
