// Reads what is left of a pull, page by page, from where it was. The next page is asked for while the last one is being kept.
import { isDeepStrictEqual } from 'node:util';
import { isSettled, type ReadThrough } from '@/lib/core/pulls/page-end';
import { IdSet } from '@/lib/core/csv/bytes/id-set';
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
    if (settled !== 'READ_AGAIN') throw new ApiFailure(settled, 'NEVER');
    before = read;
    restarts += 1;
    await readAgain(ctx, pull, collection.name, read);
    progress = fresh();
  }
}

interface Progress extends ReadThrough {
  seen: IdSet;
  pages: number;
  /** Null at the first page. */
  position: Position | null;
  revision: string | null;
  isAtEnd: boolean;
}

const fresh = (): Progress => ({
  seen: new IdSet(),
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
  const seen = new IdSet();
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
  const { seen } = progress;
  let { pages, rows, repeated, total, revision, hasChanged } = progress;
  const ask = (position: Position | null): AskedPage =>
    new AskedPage((onNext) =>
      source.readPage(
        client,
        {
          collection: name,
          position,
          pageSize: client.pageSize,
          get rowsBefore() {
            return rows + repeated;
          },
          onNext,
        },
        row.plan,
      ),
    );
  let asked = progress.isAtEnd ? null : ask(progress.position);
  while (asked) {
    asked.askAhead(ask);
    const page: Page = await asked.page;
    const position = page.next;
    const received = page.rows.length;
    // Told too early of another place than its rows say, it is asked for at that one.
    const isAhead = isDeepStrictEqual(asked.told, position);
    const next: AskedPage | null = position === null ? null : isAhead ? asked.next : ask(position);
    const pageRows = source.rowsOf(name, page.rows, row.plan);
    const newIds = addIds(seen, pageRows.ids);
    const repeatedHere = pageRows.ids.length - newIds;
    if (pages > 0 && received > 0 && newIds === 0 && position !== null)
      throw new ApiFailure('SAME_PAGE_AGAIN', 'NEVER');
    // A page past the end, or one that says nothing of itself, tells of no change.
    if (received > 0) hasChanged ||= isOther(total, page.total) || isOther(revision, page.revision);
    total ??= page.total;
    revision ??= page.revision;
    rows += received - repeatedHere;
    repeated += repeatedHere;
    asked = next;
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

/** What was said before, and is said in another way now. */
const isOther = <T>(before: T | null, now: T | null): boolean =>
  before !== null && now !== null && before !== now;

/** A page that was asked for. Where its answer tells the place of the next one before its rows are read, that is told here. */
class AskedPage {
  readonly page: Promise<Page>;
  told: Position | null = null;
  next: AskedPage | null = null;
  private askNext: ((position: Position) => AskedPage) | null = null;

  constructor(read: (onNext: (position: Position) => void) => Promise<Page>) {
    this.page = read((position) => {
      this.told = position;
      this.next = this.askNext?.(position) ?? null;
    });
    // A failure of it is met when its turn comes.
    this.page.catch(() => {});
  }

  /** Once the page before it is kept: one page is ahead, and never two. */
  askAhead(ask: (position: Position) => AskedPage): void {
    this.askNext = ask;
    if (this.told && !this.next) this.next = ask(this.told);
  }
}

/** How many of these were new. Rows without an id are each their own. */
function addIds(seen: IdSet, ids: readonly string[]): number {
  let added = 0;
  for (const id of ids) {
    if (id === '') {
      added += 1;
      continue;
    }
    if (seen.add(id)) added += 1;
  }
  return added;
}
