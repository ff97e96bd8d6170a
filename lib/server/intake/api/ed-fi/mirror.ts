/**
 * What an Ed-Fi API has, kept record by record, so that changes can be put to it and the files of a pull are always a whole set.
 * A complete pull is put to it in one transaction, with the note on the pull that it was.
 */
import type pg from 'pg';
import { partOf } from '@/lib/core/ed-fi/collections';
import { mirroredResource } from '@/lib/core/ed-fi/mirrored-records';
import type { AppContext } from '../../../app-context';
import { PullLostError } from '../pulls/claim';
import type { PullRow, TakenPull } from '../pulls/pull-row';
import { applyChanges } from './apply-changes';
import { ATTENDANCE, copyKept, putCopied } from './copy-kept';
import { edFiMark } from './source-mark';

export async function mirrorPull(ctx: AppContext, pull: TakenPull, row: PullRow): Promise<void> {
  if (row.mirroredAt) return;
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await noteOnPull(ctx, client, pull);
    await prepareMirror(ctx, client, row);
    if (row.plan.since === null) await replaceRecords(ctx, client, row);
    else if ((await applyChanges(ctx, client, row)) > 0)
      await client.query(
        `UPDATE ed_fi_mirror SET full_because = $3 WHERE tenant_id = $1 AND connection_id = $2`,
        [row.tenantId, row.connectionId, 'UNKNOWN_RECORDS'],
      );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

export async function noteOnPull(
  ctx: AppContext,
  client: pg.ClientBase,
  { tenantId, id, take }: TakenPull,
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE pull SET mirrored_at = $4 WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND mirrored_at IS NULL`,
    [tenantId, id, take, ctx.clock.now()],
  );
  if (rowCount === 0) throw new PullLostError();
}

async function prepareMirror(
  ctx: AppContext,
  client: pg.ClientBase,
  { tenantId, connectionId, plan }: PullRow,
): Promise<void> {
  const { standardNumber, newestChange } = edFiMark(plan.mark);
  await client.query(
    `INSERT INTO ed_fi_mirror (tenant_id, connection_id, data_standard, change_version, mirrored_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, connection_id) DO UPDATE SET data_standard = excluded.data_standard,
       change_version = excluded.change_version, mirrored_at = excluded.mirrored_at, full_because = NULL`,
    [tenantId, connectionId, standardNumber, newestChange, ctx.clock.now()],
  );
}

/** All of a full pull in place of what was there. */
async function replaceRecords(ctx: AppContext, client: pg.ClientBase, row: PullRow): Promise<void> {
  await client.query(
    `DELETE FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource <> $3`,
    [row.tenantId, row.connectionId, ATTENDANCE],
  );
  await copyKept(ctx, client, row);
  await putCopied(client);
}

/** Whether the source had records of a resource when it was read last. */
export async function hadRecords(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  collection: string,
): Promise<boolean> {
  const { resource, part } = partOf(collection);
  if (part !== 'records' || resource === ATTENDANCE) return false;
  const { rows } = await ctx.db.pool.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3) AS found`,
    [tenantId, connectionId, mirroredResource(resource)],
  );
  return rows[0]?.found === true;
}

/** From where on changes are read; null where everything has to be. */
export async function changesAfterMirror(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
): Promise<string | null> {
  const mirror = await ctx.db.prisma.edFiMirror.findUnique({
    where: { tenantId_connectionId: { tenantId, connectionId } },
  });
  if (!mirror || mirror.changeVersion === null || mirror.fullBecause !== null) return null;
  return String(mirror.changeVersion + 1n);
}
