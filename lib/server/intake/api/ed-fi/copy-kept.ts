// The rows of a full pull into a table of their own, from which they take the place of what was kept before.
import type pg from 'pg';
import { partOf } from '@/lib/core/ed-fi/collections';
import { mirroredRecord, mirroredResource } from '@/lib/core/ed-fi/mirrored-records';
import type { AppContext } from '../../../app-context';
import { escapeText, openCopy } from '../../../db/copy';
import type { PullRow } from '../pulls/pull-row';
import { keptRows } from './kept-rows';
import { edFiMark } from './source-mark';

/** Events are kept beside the roster, and read by pulls of their own. */
export const ATTENDANCE = 'studentSchoolAttendanceEvents';

const COLUMNS = [
  'tenant_id',
  'connection_id',
  'resource',
  'id',
  'natural_key',
  'owner_key',
  'other_key',
  'body',
];

/** Into the table ed_fi_read, which ends with the transaction. */
export async function copyKept(
  ctx: AppContext,
  client: pg.ClientBase,
  row: PullRow,
): Promise<void> {
  const { tenantId, connectionId, plan } = row;
  const { standardNumber } = edFiMark(plan.mark);
  await client.query(
    `CREATE TEMP TABLE ed_fi_read (LIKE ed_fi_record, place int GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP`,
  );
  for (const { name } of row.collections) {
    const { resource } = partOf(name);
    const sink = openCopy(client, 'ed_fi_read', COLUMNS);
    const prefix = `${tenantId}\t${connectionId}\t${mirroredResource(resource)}`;
    for await (const rows of keptRows(ctx, row, name)) {
      for (const record of rows) {
        const mirrored = mirroredRecord(resource, record, standardNumber);
        if (!mirrored) continue;
        const { id, naturalKey, ownerKey, otherKey, body } = mirrored;
        const cells = [id, naturalKey, ownerKey].map(escapeText).join('\t');
        const other = otherKey === null ? '\\N' : escapeText(otherKey);
        sink.add(`${prefix}\t${cells}\t${other}\t${escapeText(JSON.stringify(body))}\n`);
      }
      await sink.drain();
    }
    await sink.end();
  }
}

/** Of a record that came twice the later reading counts. */
export async function putCopied(client: pg.ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO ed_fi_record (${COLUMNS.join(', ')})
     SELECT DISTINCT ON (resource, id) ${COLUMNS.join(', ')} FROM ed_fi_read ORDER BY resource, id, place DESC
     ON CONFLICT (tenant_id, connection_id, resource, id) DO UPDATE SET natural_key = excluded.natural_key,
       owner_key = excluded.owner_key, other_key = excluded.other_key, body = excluded.body`,
  );
}
