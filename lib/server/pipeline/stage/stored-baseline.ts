// The baseline of a large file, kept ready: to ask PostgreSQL for the hash and the place of each of a million rows takes
// longer than reading the file. Made once after the roster changed (store-baselines.ts), taken while nobody has written
// the table since; a table nobody keeps it of is asked row by row, as before (decision 067).
import { to as copyTo } from 'pg-copy-streams';
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { liveTable, rosterTable, type RunKey } from '../../db/roster-tables';
import { BaselineIndex, loadBaselineIndex, SLOT_BYTES } from './baseline-index';

/** With fewer rows, asking for them is as fast. */
export const FEWEST_STORED_ROWS = 50_000;

type Tenant = Pick<RunKey, 'tenantId'>;

/** What is in the parts, by number: of another layout, nothing is taken. 1 were rows in their order, 2 is the memory of the index. */
export const LAYOUT = 2;
const PART_BYTES = 1 << 18;
/** Block and item. */
const PLACE_WORDS = 2;

/** What is stored of rows in force, or their hashes and places themselves where nothing is, or what is stored is out of date. */
export async function takeBaseline(
  client: pg.PoolClient,
  entity: RosterEntity,
  run: RunKey,
): Promise<BaselineIndex> {
  return (
    (await loadStoredBaseline(client, entity, run)) ??
    (await loadBaselineIndex(client, entity, run))
  );
}

/** Null where nothing is stored that holds for the table as it is. */
export async function loadStoredBaseline(
  client: pg.PoolClient,
  entity: RosterEntity,
  tenant: Tenant,
): Promise<BaselineIndex | null> {
  // One statement, so one moment: what is stored, and whether the table was written since.
  const query = `SELECT p.content FROM stored_baseline b
    JOIN live_table_revision r USING (tenant_id, live_table) JOIN stored_baseline_part p USING (tenant_id, live_table)
    WHERE b.tenant_id = ${tenant.tenantId} AND b.live_table = '${liveTable(entity)}' AND b.layout = ${LAYOUT} AND b.revision = r.revision
      AND b.file_node = pg_relation_filenode('${rosterTable(entity, tenant)}') ORDER BY p.part`;
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  let head: { withHash: number; withoutHash: number } | null = null;
  let slots: Int32Array = new Int32Array(0);
  let places = new Int32Array(0);
  let filled = 0;
  for await (const content of readCopiedValues(stream)) {
    if (!head) {
      const [withHash = 0, withoutHash = 0, slotCount = 0] = wordsOf(content);
      head = { withHash, withoutHash };
      slots = new Int32Array(new SharedArrayBuffer(SLOT_BYTES * slotCount));
      places = new Int32Array(PLACE_WORDS * withoutHash);
      continue;
    }
    // No part has both slots and places.
    const isOfSlots = filled < slots.byteLength;
    const into = isOfSlots ? slots : places;
    const at = isOfSlots ? filled : filled - slots.byteLength;
    // Read to its end whatever is in it: a COPY that is left halfway leaves the connection unusable.
    if (at + content.length <= into.byteLength) bytesOf(into).set(content, at);
    filled += content.length;
  }
  if (!head || slots.length === 0 || filled !== slots.byteLength + places.byteLength) return null;
  const index = BaselineIndex.over(slots, head.withHash);
  for (let at = 0; at < places.length; at += PLACE_WORDS)
    index.addWithoutHash((places[at] ?? 0) >>> 0, places[at + 1] ?? 0);
  return index;
}

/** Replaces what is stored of the table. The caller's transaction is REPEATABLE READ: rows and revision are of one moment. */
export async function storeBaseline(
  client: pg.PoolClient,
  entity: RosterEntity,
  { tenantId }: Tenant,
): Promise<void> {
  const table = liveTable(entity);
  const index = await loadBaselineIndex(client, entity, { tenantId });
  await client.query('DELETE FROM stored_baseline WHERE tenant_id = $1 AND live_table = $2', [
    tenantId,
    table,
  ]);
  await client.query(
    `INSERT INTO stored_baseline (tenant_id, live_table, layout, revision, file_node)
     SELECT tenant_id, live_table, ${LAYOUT}, revision, pg_relation_filenode('${rosterTable(entity, { tenantId })}')
     FROM live_table_revision WHERE tenant_id = $1 AND live_table = $2`,
    [tenantId, table],
  );
  let part = 0;
  for (const content of partsOf(index)) {
    await client.query(
      'INSERT INTO stored_baseline_part (tenant_id, live_table, part, content) VALUES ($1, $2, $3, $4)',
      [tenantId, table, part, content],
    );
    part += 1;
  }
}

/** How many rows have a hash, how many have none, how many slots follow; the slots; the places of rows without a hash. */
function* partsOf(index: BaselineIndex): Generator<Buffer> {
  const withoutHash = [...index.rowsWithoutHash()];
  yield bytesOf(Int32Array.of(index.size, withoutHash.length, index.slots.byteLength / SLOT_BYTES));
  const places = Int32Array.from(withoutHash.flatMap(({ block, item }) => [block, item]));
  for (const words of [index.slots, places]) {
    const bytes = bytesOf(words);
    for (let at = 0; at < bytes.length; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
  }
}

/** Words as this machine writes them; every machine Node runs on begins with the low byte. */
function bytesOf(words: Int32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

function wordsOf(bytes: Buffer): Int32Array {
  const words = new Int32Array(bytes.length / Int32Array.BYTES_PER_ELEMENT);
  bytesOf(words).set(bytes);
  return words;
}

/** Signature, flags, and the length of an extension. */
const COPY_HEADER_BYTES = 11 + 4 + 4;
/** Count of cells, and the length of the one. */
const TUPLE_HEADER_BYTES = 2 + 4;

/** The values of a COPY in binary format whose rows have one cell, none of them null. */
async function* readCopiedValues(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let have = 0;
  let wanted = COPY_HEADER_BYTES;
  let isHeaderRead = false;
  for await (const chunk of stream) {
    waiting.push(chunk);
    have += chunk.length;
    if (have < wanted) continue;
    const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting, have);
    let offset = 0;
    if (!isHeaderRead) {
      offset = COPY_HEADER_BYTES + bytes.readInt32BE(COPY_HEADER_BYTES - 4);
      isHeaderRead = true;
    }
    wanted = TUPLE_HEADER_BYTES;
    // A count of -1 ends the rows; nothing follows it.
    while (offset + TUPLE_HEADER_BYTES <= bytes.length) {
      const size = bytes.readInt32BE(offset + 2);
      if (offset + TUPLE_HEADER_BYTES + size > bytes.length) {
        wanted = TUPLE_HEADER_BYTES + size;
        break;
      }
      offset += TUPLE_HEADER_BYTES;
      yield bytes.subarray(offset, offset + size);
      offset += size;
    }
    waiting = offset < bytes.length ? [bytes.subarray(offset)] : [];
    have = bytes.length - offset;
  }
}
