// The files of a pull, made of the lines of its pages. Settings that look at the whole set (schools, staff who are listed twice)
// are applied here.
import Papa from 'papaparse';
import {
  csvHeader,
  entityOfCollection,
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import { fileSpecForEntity, type FileMode } from '@/lib/core/oneroster/files';
import { needsWholeSet, type PullSettings } from '@/lib/core/pulls/pull-settings';
import type { CsvRecord, CsvSet } from '@/lib/core/shape-set/csv-set';
import { shapeSet } from '@/lib/core/shape-set/shape-set';
import type { AppContext } from '../../app-context';
import type { PullRow } from './pulls/pull-row';

export interface FileToWrite {
  fileName: string;
  /** How the manifest says it is to be read; null of a file that no manifest names. */
  mode: FileMode | null;
  /** Asked for once, to its end, before the next file is. */
  chunks: AsyncIterable<Buffer>;
}

/** Of a source whose collections are those of OneRoster. */
export function filesOfLines(ctx: AppContext, row: PullRow): AsyncGenerator<FileToWrite> {
  const mode = row.plan.since === null ? 'bulk' : 'delta';
  const collections = ONEROSTER_COLLECTIONS.filter((collection) => {
    const read = row.collections.find(({ name }) => name === collection);
    if (!read || read.leftOutCode !== null) return false;
    // Of a delta without a change; of everything an empty file says that there is nothing.
    return mode === 'bulk' || read.rowCount > 0;
  });
  const lines: LinesOf = (collection) => linesOf(ctx, row, collection);
  return filesOf(lines, { collections, mode, settings: row.plan.settings });
}

/** The lines of a collection's file, without a header; asked for again where the settings look at the whole set. */
export type LinesOf = (collection: OneRosterCollection) => AsyncIterable<Buffer>;

export async function* filesOf(
  lines: LinesOf,
  {
    collections,
    mode,
    settings,
  }: { collections: readonly OneRosterCollection[]; mode: FileMode; settings: PullSettings },
): AsyncGenerator<FileToWrite> {
  const shaped = needsWholeSet(settings) ? await shapeSet(recordsOf(lines), settings) : null;
  for (const collection of collections) {
    const { fileName } = fileSpecForEntity(entityOfCollection(collection));
    const chunks = shaped ? writtenRecords(shaped.records(collection)) : lines(collection);
    yield { fileName, mode, chunks: withHeader(collection, chunks) };
  }
}

async function* withHeader(
  collection: OneRosterCollection,
  lines: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvHeader(collection), 'utf8');
  yield* lines;
}

/** A page at a time. */
async function* linesOf(
  ctx: AppContext,
  row: PullRow,
  collection: OneRosterCollection,
): AsyncGenerator<Buffer> {
  const restart = row.collections.find(({ name }) => name === collection)?.restarts;
  const pages = await ctx.db.prisma.pullPage.findMany({
    where: { tenantId: row.tenantId, pullId: row.id, collection, restart },
    orderBy: { ordinal: 'asc' },
    select: { linesKey: true },
  });
  for (const { linesKey } of pages) {
    if (linesKey === null) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.storage.read(linesKey)) chunks.push(chunk as Buffer);
    yield Buffer.concat(chunks);
  }
}

const recordsOf = (lines: LinesOf): CsvSet => ({
  async *records(collection) {
    for await (const page of lines(collection))
      yield Papa.parse<string[]>(page.toString('utf8'), { delimiter: ',', skipEmptyLines: true })
        .data;
  },
});

async function* writtenRecords(
  batches: AsyncIterable<readonly CsvRecord[]>,
): AsyncGenerator<Buffer> {
  for await (const batch of batches)
    if (batch.length > 0)
      yield Buffer.from(`${Papa.unparse([...batch] as string[][], { newline: '\n' })}\n`, 'utf8');
}
