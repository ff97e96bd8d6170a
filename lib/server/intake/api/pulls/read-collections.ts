// Reads what is left of a pull, page by page, from where it was. The next page is asked for while the last one is being kept.
import { isSettled, type ReadThrough } from '@/lib/core/pulls/page-end';
import { IdIndex } from '@/lib/core/csv/bytes/id-index';
import type { AppContext } from '../../../app-context';
import type { PullCollection } from '../../../db/generated/client';
import { ApiFailure } from '../http/failures';
import type { ApiClient } from '../api-client';
import type { Page, Position, Source } from '../source';
import { keepPage, readKept } from './keep-page';
import { leaveOut, readAgain, settleCollection } from './move-collection';
import type { PullRow, TakenPull } from './pull-row';

export interface Reading {
  ctx: AppContext;
  pull: TakenPull;
  row: PullRow;
  source: Source;
  client: ApiClient;
  /** Whether the live roster has rows of a collection. */
  hadRows: (collection: string) => Promise<boolean>;
}

/** The collection at which a failure happened, for whoever records it. */
export class CollectionFailure extends Error {
  constructor(
    readonly collection: string,
    readonly failure: ApiFailure,
  ) {
    super(`${collection}: ${failure.code}`);
  }
}

export async function readCollections(reading: Reading): Promise<void> {
  const { row, source } = reading;
  const isOptional = new Map(
    source.collections(row.plan).map((each) => [each.name, each.isOptional]),
  );
  for (const collection of row.collections) {
    if (collection.state === 'READ') continue;
    try {
      await readWhole(reading, collection);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const mayLeaveOut = isOptional.get(collection.name) === true && collection.pageCount === 0;
      if (mayLeaveOut && (error.code === 'NOT_FOUND' || error.code === 'NOT_PERMITTED'))
        await leaveOut(reading.ctx, reading.pull, collection.name, error.code);
      else throw new CollectionFailure(collection.name, error);
    }
  }
}

async function readWhole(reading: Reading, collection: PullCollection): Promise<void> {
  const { ctx, pull } = reading;
  let { restarts } = collection;
  let before = collection.before as ReadThrough | null;
  let progress = await goOn(reading, collection);
  for (;;) {
    const through = await readPages(reading, collection.name, restarts, progress);
    const read = reading.source.countsOf?.(through) ?? through;
    const settled = isSettled(read, before, restarts);
    if (settled === 'SETTLED') {
      const isEmpty = read.rows === 0 && reading.row.since === null;
      if (isEmpty && (await reading.hadRows(collection.name)))
        throw new ApiFailure('EMPTY_COLLECTION', 'NEVER');
      return settleCollection(ctx, pull, collection.name);
    }
    if (settled === 'KEPT_CHANGING') throw new ApiFailure('KEPT_CHANGING', 'NEVER');
    before = read;
    restarts += 1;
    await readAgain(ctx, pull, collection.name, read);
    progress = fresh();
  }
}

interface Progress extends ReadThrough {
  seen: IdIndex;
  pages: number;
  /** Null at the first page. */
  position: Position | null;
  revision: string | null;
  isAtEnd: boolean;
}

const fresh = (): Progress => ({
  seen: new IdIndex(),
  pages: 0,
  position: null,
  rows: 0,
  repeated: 0,
  total: null,
  revision: null,
  hasChanged: false,
  isAtEnd: false,
});

/** Where the worker before this one was: its pages are kept, so what they hold is known again. */
async function goOn({ ctx, row, source }: Reading, collection: PullCollection): Promise<Progress> {
  if (collection.pageCount === 0) return fresh();
  const seen = new IdIndex();
  const pages = await ctx.db.prisma.pullPage.findMany({
    where: {
      tenantId: row.tenantId,
      pullId: row.id,
      collection: collection.name,
      restart: collection.restarts,
    },
    orderBy: { ordinal: 'asc' },
    select: { storageKey: true },
  });
  for (const { storageKey } of pages) {
    const rows = source.parseKept(collection.name, await readKept(ctx.storage, storageKey));
    addIds(seen, source.rowsOf(collection.name, rows, row.plan).ids);
  }
  return {
    seen,
    pages: collection.pageCount,
    position: collection.next as Position | null,
    rows: collection.rowCount,
    repeated: collection.repeated,
    total: collection.total,
    revision: collection.revision,
    hasChanged: collection.hasChanged,
    isAtEnd: collection.next === null,
  };
}

async function readPages(
  { ctx, pull, row, source, client }: Reading,
  name: string,
  restart: number,
  progress: Progress,
): Promise<ReadThrough> {
  const ask = (position: Position | null, rowsBefore: number): Promise<Page> =>
    source.readPage(
      client,
      { collection: name, position, pageSize: client.pageSize, rowsBefore },
      row.plan,
    );
  const { seen } = progress;
  let { pages, rows, repeated, total, revision, hasChanged } = progress;
  let next = progress.isAtEnd ? null : ask(progress.position, rows + repeated);
  while (next) {
    const page = await next;
    const pageRows = source.rowsOf(name, page.rows, row.plan);
    const newIds = addIds(seen, pageRows.ids);
    const repeatedHere = pageRows.ids.length - newIds;
    if (pages > 0 && page.rows.length > 0 && newIds === 0 && page.next !== null)
      throw new ApiFailure('SAME_PAGE_AGAIN', 'NEVER');
    hasChanged =
      pages > 0 && (page.total !== total || page.revision !== revision) ? true : hasChanged;
    if (pages === 0) ({ total, revision } = page);
    rows += page.rows.length - repeatedHere;
    repeated += repeatedHere;
    const position = page.next;
    next = position === null ? null : ask(position, rows + repeated);
    // A failure of the next page is met when its turn comes.
    next?.catch(() => {});
    await keepPage(ctx, pull, {
      collection: name,
      restart,
      ordinal: pages,
      page,
      rows: pageRows,
      repeated: repeatedHere,
      hasChanged,
      requests: client.takeRequests(),
    });
    pages += 1;
  }
  return { rows, repeated, total, hasChanged };
}

/** How many of these were new. Rows without an id are each their own. */
function addIds(seen: IdIndex, ids: readonly string[]): number {
  let added = 0;
  for (const id of ids) {
    if (id === '') {
      added += 1;
      continue;
    }
    const before = seen.size;
    seen.placeOf(id);
    if (seen.size > before) added += 1;
  }
  return added;
}
