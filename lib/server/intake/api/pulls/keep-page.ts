// One page into storage and the database: its bytes first, then the row, and with the row the place where the next page begins.
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { AppContext } from '../../../app-context';
import type { DeliveryStorage } from '../../../storage';
import type { Page, PageRows, Position } from '../source';
import { PullLostError } from './claim';
import type { TakenPull } from './pull-row';

const zstd = promisify(zstdCompress);
/** The fastest: a page is text that repeats itself, and the next one is waited for. */
const compress = (bytes: Buffer): Promise<Buffer> =>
  zstd(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
const decompress = promisify(zstdDecompress);

export interface PageToKeep {
  collection: string;
  restart: number;
  ordinal: number;
  page: Page;
  rows: PageRows;
  /** How many of its rows had come before. */
  repeated: number;
  hasChanged: boolean;
  /** Requests since the page before. */
  requests: number;
}

export async function keepPage(
  ctx: AppContext,
  pull: TakenPull,
  { collection, restart, ordinal, page, rows, repeated, hasChanged, requests }: PageToKeep,
): Promise<void> {
  const day = ctx.clock.now().toISOString().slice(0, 10);
  const key = `${pull.tenantId}/${day}/${randomUUID()}`;
  const linesKey = rows.lines === null ? null : `${key}-lines`;
  await Promise.all([
    store(ctx.storage, key, await compress(page.body)),
    linesKey && store(ctx.storage, linesKey, Buffer.from(rows.lines ?? '', 'utf8')),
  ]);
  const { rowCount } = await ctx.db.pool.query(
    `WITH mine AS (
         UPDATE pull SET taken_at = clock_timestamp(), failures = 0, requests = requests + $5,
           trouble_code = NULL, trouble_collection = NULL, trouble_answer = NULL
         WHERE tenant_id = $1 AND id = $2 AND takes = $3 AND state = 'PULLING' RETURNING id),
       page AS (
         INSERT INTO pull_page (tenant_id, pull_id, collection, restart, ordinal, request, row_count, byte_count, storage_key, lines_key, received_at)
         SELECT $1, mine.id, $4, $6, $7, $8, $9, $10, $11, $12, $13 FROM mine)
       UPDATE pull_collection c SET state = 'READING', next = $14, row_count = c.row_count + $9 - $15,
         page_count = c.page_count + 1, byte_count = c.byte_count + $10, repeated = c.repeated + $15,
         total = coalesce(c.total, $16), revision = coalesce(c.revision, $17), has_changed = c.has_changed OR $18
       FROM mine WHERE c.tenant_id = $1 AND c.pull_id = mine.id AND c.name = $4`,
    [
      pull.tenantId,
      pull.id,
      pull.take,
      collection,
      requests,
      restart,
      ordinal,
      page.request,
      page.rows.length,
      page.body.length,
      key,
      linesKey,
      ctx.clock.now(),
      positionJson(page.next),
      repeated,
      page.total,
      page.revision,
      hasChanged,
    ],
  );
  if (rowCount === 0) {
    // Nothing names them. Where the database did not answer, that is not known, and they stay.
    await Promise.all([ctx.storage.delete(key), linesKey && ctx.storage.delete(linesKey)]);
    throw new PullLostError();
  }
}

/** At the end there is no next place: that is a null of JSON, apart from a collection that was not begun. */
const positionJson = (position: Position | null): string => JSON.stringify(position);

async function store(storage: DeliveryStorage, key: string, bytes: Buffer): Promise<void> {
  const writer = await storage.create(key);
  try {
    await writer.write(bytes, 0);
    await writer.sync();
  } finally {
    await writer.close();
  }
}

/** The answer as it came. */
export async function readKept(storage: DeliveryStorage, storageKey: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of storage.read(storageKey)) chunks.push(chunk as Buffer);
  return decompress(Buffer.concat(chunks));
}
