/**
 * Changes in the order that Ed-Fi asks for: keys that changed, then records in the order in which they depend on each other, then
 * deletes in reverse. Answers
 * with how many could not be put to the records that are kept: then the next pull reads everything.
 */
import type pg from 'pg';
import { collectionOf, partOf } from '@/lib/core/ed-fi/collections';
import { withNewKey } from '@/lib/core/ed-fi/key-changes';
import { mirroredRecord, mirroredResource } from '@/lib/core/ed-fi/mirrored-records';
import type { EdFiResource } from '@/lib/core/ed-fi/resources';
import type { AppContext } from '../../../app-context';
import type { PullRow } from '../pulls/pull-row';
import { keptRows } from './kept-rows';
import { edFiMark } from './source-mark';

interface Changing {
  ctx: AppContext;
  client: pg.ClientBase;
  row: PullRow;
  standardNumber: number;
}

export async function applyChanges(
  ctx: AppContext,
  client: pg.ClientBase,
  row: PullRow,
): Promise<number> {
  const changing = { ctx, client, row, standardNumber: edFiMark(row.plan.mark).standardNumber };
  const resources = row.collections
    .map(({ name }) => partOf(name))
    .filter(({ part }) => part === 'records')
    .map(({ resource }) => resource);
  let unknown = 0;
  for (const resource of resources) unknown += await changeKeys(changing, resource);
  for (const resource of resources) await putRecords(changing, resource);
  for (const resource of resources.reverse()) unknown += await deleteRecords(changing, resource);
  return unknown;
}

/** By the id, which stays; a record that is not known here comes with the changed records, or is counted. */
async function changeKeys(changing: Changing, resource: EdFiResource): Promise<number> {
  const { ctx, client, row, standardNumber } = changing;
  const name = mirroredResource(resource);
  let unknown = 0;
  for await (const rows of keptRows(ctx, row, collectionOf(resource, 'keyChanges'))) {
    for (const change of rows) {
      const { id, oldKeyValues, newKeyValues } = change as KeyChange;
      const found = await client.query<{ body: Record<string, unknown> }>(
        `SELECT body FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND id = $4`,
        [row.tenantId, row.connectionId, name, id],
      );
      const known = found.rows[0];
      if (!known) continue;
      if (!oldKeyValues || !newKeyValues) {
        unknown += 1;
        continue;
      }
      const body = withNewKey(known.body, oldKeyValues, newKeyValues);
      // Kept under the new names already: what is a parent there is a contact here.
      const mirrored = mirroredRecord(name, { ...body, id }, standardNumber);
      if (mirrored) await put(changing, resource, [mirrored]);
    }
  }
  return unknown;
}

interface KeyChange {
  id: string;
  oldKeyValues?: Record<string, unknown>;
  newKeyValues?: Record<string, unknown>;
}

async function putRecords(changing: Changing, resource: EdFiResource): Promise<void> {
  const { ctx, row, standardNumber } = changing;
  for await (const rows of keptRows(ctx, row, collectionOf(resource, 'records'))) {
    const byId = new Map<string, NonNullable<ReturnType<typeof mirroredRecord>>>();
    for (const record of rows) {
      const mirrored = mirroredRecord(resource, record, standardNumber);
      if (mirrored) byId.set(mirrored.id, mirrored);
    }
    await put(changing, resource, [...byId.values()]);
  }
}

async function put(
  { client, row }: Changing,
  resource: EdFiResource,
  records: readonly NonNullable<ReturnType<typeof mirroredRecord>>[],
): Promise<void> {
  if (records.length === 0) return;
  await client.query(
    `INSERT INTO ed_fi_record (tenant_id, connection_id, resource, id, natural_key, owner_key, other_key, body)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::json[])
     ON CONFLICT (tenant_id, connection_id, resource, id) DO UPDATE SET natural_key = excluded.natural_key,
       owner_key = excluded.owner_key, other_key = excluded.other_key, body = excluded.body`,
    [
      row.tenantId,
      row.connectionId,
      mirroredResource(resource),
      records.map(({ id }) => id),
      records.map(({ naturalKey }) => naturalKey),
      records.map(({ ownerKey }) => ownerKey),
      records.map(({ otherKey }) => otherKey),
      records.map(({ body }) => JSON.stringify(body)),
    ],
  );
}

/**
 * By id, which the first versions tell alone. One that is not known was put in and deleted between two pulls; where its key is of a
 * record that is known by another id, the two do not fit together.
 */
async function deleteRecords(
  { ctx, client, row }: Changing,
  resource: EdFiResource,
): Promise<number> {
  let unknown = 0;
  for await (const rows of keptRows(ctx, row, collectionOf(resource, 'deletes'))) {
    const ids = rows.map((each) => (each as { id: string }).id);
    const { rowCount } = await client.query(
      `DELETE FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND id = ANY($4)`,
      [row.tenantId, row.connectionId, mirroredResource(resource), ids],
    );
    const hasKeys = rows.every((each) => 'keyValues' in (each as object));
    if (!hasKeys && (rowCount ?? 0) < new Set(ids).size) unknown += 1;
  }
  return unknown;
}
