// The files of a pull, made of the lines of its pages. Settings that look at the whole set (schools, staff who are listed twice)
// are applied here.
import { csvHeader, entityOfCollection, type OneRosterCollection } from '@/lib/core/oneroster-json/collections';
import { fileSpecForEntity, type FileMode } from '@/lib/core/oneroster/files';
import type { AppContext } from '../../app-context';
import type { PullCollection } from '../../db/generated/client';
import type { PullRow } from './pulls/pull-row';

export interface FileToWrite {
  fileName: string;
  /** How the manifest says it is to be read; null of a file that no manifest names. */
  mode: FileMode | null;
  chunks: AsyncIterable<Buffer>;
}

/** Of a source whose collections are those of OneRoster. */
export async function* filesOfLines(
  ctx: AppContext,
  row: PullRow,
): AsyncGenerator<FileToWrite> {
  const mode = row.plan.since === null ? 'bulk' : 'delta';
  for (const collection of row.collections) {
    if (collection.leftOutCode !== null) continue;
    // Of a delta without a change; of everything an empty file says that there is nothing.
    if (mode === 'delta' && collection.rowCount === 0) continue;
    const name = collection.name as OneRosterCollection;
    const { fileName } = fileSpecForEntity(entityOfCollection(name));
    yield { fileName, mode, chunks: linesOf(ctx, row, collection) };
  }
}

async function* linesOf(
  ctx: AppContext,
  row: PullRow,
  { name, restarts }: PullCollection,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHeader(name as OneRosterCollection), 'utf8');
  const pages = await ctx.db.prisma.pullPage.findMany({
    where: { tenantId: row.tenantId, pullId: row.id, collection: name, restart: restarts },
    orderBy: { ordinal: 'asc' },
    select: { linesKey: true },
  });
  for (const { linesKey } of pages) {
    if (linesKey === null) continue;
    for await (const chunk of ctx.storage.read(linesKey)) yield chunk as Buffer;
  }
}
