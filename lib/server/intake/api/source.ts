// What the engine of pulls asks of a kind of API. A source knows its protocol and nothing of runs, storage or the database.
import type { Feed } from '@/lib/core/feeds/feeds';
import type { PullSettings } from '@/lib/core/pulls/pull-settings';
import type { ReadThrough } from '@/lib/core/pulls/page-end';
import type { TokenPlace } from './account-secrets';
import type { ApiClient } from './api-client';
import { ApiFailure } from './http/failures';
import type { LoadedAccount } from './load-account';

/** Where a page begins, in the source's own words; kept in the database, so that another worker can go on there. */
export type Position = Record<string, string | number | boolean | null>;

/** What a source said of itself when a pull began, in its own words; kept in the database with the pull. */
export type SourceMark = Record<string, unknown>;

/** What a pull reads, as it was when it began. */
export interface PullPlan {
  feed: Feed;
  /** Of attendance: the one day that is read. */
  day: string | null;
  settings: PullSettings;
  /** Of a delta: from where on changes are read; null reads everything. */
  since: string | null;
  /** Null before the pull has begun, and of a source that says nothing of itself. */
  mark: SourceMark | null;
  /** The district's date when the pull began. */
  today: string;
}

export interface CollectionToRead {
  name: string;
  /** It may be left out where the source does not offer it or does not let us read it. */
  isOptional: boolean;
}

export interface PageWanted {
  collection: string;
  /** Null for the first page. */
  position: Position | null;
  pageSize: number;
  /** Rows read so far, in this reading of the collection; asked when the page is there. */
  readonly rowsBefore: number;
  /** Told where the next page begins as soon as the answer says so, before its rows are read: it may be asked for at once. */
  onNext?(position: Position): void;
}

/** One answer, as far as paging goes. */
export interface Page {
  /** Path and query, as a person may see it. */
  request: string;
  body: Buffer;
  rows: readonly unknown[];
  total: number | null;
  /** What the source says of its state, such as ClassLink's x-perm-rev. */
  revision: string | null;
  /** Null at the end. */
  next: Position | null;
}

/** Rows of a page as they go on. */
export interface PageRows {
  /** Of each row; '' where it has none. */
  ids: readonly string[];
  /** Lines of the collection's file without a header; null where lines are made when all is read. */
  lines: string | null;
}

/** The state that a pull was reading is no longer there: it begins again, with what the source says of itself then. */
export class SourceStateGone extends ApiFailure {
  constructor() {
    super('KEPT_CHANGING', 'LATER');
  }
}

export interface Source {
  /** Where tokens are given, of an account that uses them. */
  tokenPlace(account: LoadedAccount): TokenPlace;
  /**
   * Before the first page. Where changes since then are no longer told, `since` is null and everything is read. Throws ApiFailure.
   */
  begin(
    client: ApiClient,
    plan: PullPlan,
  ): Promise<{ mark: SourceMark | null; since: string | null }>;
  /** In the order in which they are read. */
  collections(plan: PullPlan): readonly CollectionToRead[];
  readPage(client: ApiClient, wanted: PageWanted, plan: PullPlan): Promise<Page>;
  /** The rows of a page, also of one that was kept. */
  rowsOf(collection: string, rows: readonly unknown[], plan: PullPlan): PageRows;
  /** The rows of a kept answer. */
  parseKept(collection: string, body: Buffer): readonly unknown[];
  /** What is spoken there, such as "OneRoster 1.1". Throws ApiFailure. */
  findVersion(client: ApiClient): Promise<string>;
  /** Whether changes since a time can be asked for: a filter that has to give nothing gives nothing. */
  canFilterChanges(client: ApiClient): Promise<boolean>;
  /** The year in which the next school year ends, where the source has it already. */
  findNextYear(client: ApiClient, plan: PullPlan): Promise<number | null>;
  /** What a reading came to as far as it tells of lost rows; not given where every row that comes twice may mean another that was lost. */
  countsOf?(read: ReadThrough): ReadThrough;
  /** A last look, which costs little: whether the source is still as it was when the collection was read. */
  isUnchanged(
    client: ApiClient,
    collection: { name: string; total: number | null },
    plan: PullPlan,
  ): Promise<boolean>;
}
