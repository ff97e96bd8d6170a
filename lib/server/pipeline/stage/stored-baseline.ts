// The baseline of a large file, kept ready: to ask PostgreSQL for the hash and the place of each of a million rows takes
// longer than reading the file. Made once after the roster changed (store-baselines.ts), taken while nobody has written
// the table since; a table nobody keeps it of is asked row by row, as before (decision 067).
import { to as copyTo } from 'pg-copy-streams';
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { liveTable, rosterTable, type RunKey } from '../../db/roster-tables';
import { BaselineIndex, loadBaselineIndex } from './baseline-index';

/** With fewer rows, asking for them is as fast. */
export const FEWEST_STORED_ROWS = 50_000;

type Tenant = Pick<RunKey, 'tenantId'>;

const WORD_BYTES = 4;
const ROW_WORDS = 4;
const ROWS_A_PART = 1 << 14;
/** Beside the item of a row whose line has no hash. */
const WITHOUT_HASH = 1 << 30;

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
    WHERE b.tenant_id = ${tenant.tenantId} AND b.live_table = '${liveTable(entity)}' AND b.revision = r.revision
      AND b.file_node = pg_relation_filenode('${rosterTable(entity, tenant)}') ORDER BY p.part`;
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  let index: BaselineIndex | null = null;
  let expected = 0;
  for await (const content of readCopiedValues(stream)) {
    const words = wordsOf(content);
    if (index) {
      takeRows(index, words);
      continue;
    }
    // The first part: how many rows have a hash, and how many there are.
    const [withHash = 0, all = 0] = words;
    index = new BaselineIndex(withHash);
    expected = all;
  }
  return index?.rowCount === expected ? index : null;
}

function takeRows(index: BaselineIndex, words: Int32Array): void {
  for (let at = 0; at < words.length; at += ROW_WORDS) {
    const block = words[at + 2] as number;
    const item = words[at + 3] as number;
    if (item & WITHOUT_HASH) index.addWithoutHash(block >>> 0, item ^ WITHOUT_HASH);
    else index.add(words[at] as number, words[at + 1] as number, block, item);
  }
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
    `INSERT INTO stored_baseline (tenant_id, live_table, revision, file_node)
     SELECT tenant_id, live_table, revision, pg_relation_filenode('${rosterTable(entity, { tenantId })}')
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

function* partsOf(index: BaselineIndex): Generator<Buffer> {
  yield bytesOf(Int32Array.of(index.size, index.rowCount));
  let words = new Int32Array(ROW_WORDS * ROWS_A_PART);
  let used = 0;
  for (const row of rowsOf(index)) {
    words.set(row, used);
    used += ROW_WORDS;
    if (used < words.length) continue;
    yield bytesOf(words);
    words = new Int32Array(words.length);
    used = 0;
  }
  if (used > 0) yield bytesOf(words.subarray(0, used));
}

function* rowsOf(index: BaselineIndex): ReturnType<BaselineIndex['rows']> {
  yield* index.rows();
  for (const { block, item } of index.rowsWithoutHash()) yield [0, 0, block, item | WITHOUT_HASH];
}

/** Words as this machine writes them; every machine Node runs on begins with the low byte. */
function bytesOf(words: Int32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

function wordsOf(bytes: Buffer): Int32Array {
  const words = new Int32Array(bytes.length / WORD_BYTES);
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
