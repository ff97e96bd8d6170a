/**
 * Pages of an Ed-Fi resource. Rows move while they are read: with a cursor (since 7.3) they do not, and offsets are read from the
 * last page to the first, so that rows that others vanished before come twice and are never lost. Where no total is told, offsets
 * are read forward, and what came twice is read again from the beginning.
 */
import { ApiFailure } from '../http/failures';
import type { ApiAnswer } from '../http/exchange';
import type { ApiClient } from '../api-client';
import type { Page, PageWanted, Position } from '../source';
import { isOneOf, jsonOf } from './source-mark';

export interface Asked {
  url: URL;
  headers: Record<string, string>;
  /** What else is in the query, such as the changes that are wanted. */
  query: Readonly<Record<string, string>>;
  hasCursors: boolean;
}

type Mode =
  /** Everything before `end` is still to be read. */
  | { mode: 'BACKWARD'; end: number; size: number; total: number }
  | { mode: 'FORWARD'; offset: number }
  | { mode: 'CURSOR'; token: string; total: number | null };

export async function readPageOf(
  client: ApiClient,
  asked: Asked,
  wanted: PageWanted,
): Promise<Page> {
  const at = (wanted.position as Mode | null) ?? (await firstOf(client, asked, wanted.pageSize));
  const page = await pageAt(client, asked, wanted, at);
  const isMissing = page.rows.length === 0 && page.total !== null && page.total > 0;
  if (wanted.position === null && isMissing) throw new ApiFailure('ROWS_MISSING', 'LATER');
  return page;
}

function pageAt(client: ApiClient, asked: Asked, wanted: PageWanted, at: Mode): Promise<Page> {
  switch (at.mode) {
    case 'CURSOR':
      return pageAtCursor(client, asked, wanted.pageSize, at);
    case 'BACKWARD':
      return pageBefore(client, asked, wanted.pageSize, at);
    case 'FORWARD':
      return pageFrom(client, asked, wanted, at);
  }
}

/** How many rows there are; null where the server does not tell. */
export async function countRows(client: ApiClient, asked: Asked): Promise<number | null> {
  const answer = await ask(client, asked, { offset: '0', limit: '0', totalCount: 'true' });
  // Of a page of something else, a missing total says nothing.
  rowsIn(answer);
  return totalOf(answer);
}

async function firstOf(client: ApiClient, asked: Asked, size: number): Promise<Mode> {
  const total = await countRows(client, asked);
  // An empty page tells more than a total of none.
  if (total === 0) return { mode: 'FORWARD', offset: 0 };
  if (asked.hasCursors) {
    const token = await firstToken(client, asked);
    if (token !== null) return { mode: 'CURSOR', token, total };
  }
  if (total === null) return { mode: 'FORWARD', offset: 0 };
  // Rows beyond the end that was told: the total is wrong, and says nothing of where the last page is.
  const beyond = await ask(client, asked, { offset: String(total), limit: '1' }, 'MAY_BE_REFUSED');
  if (beyond && rowsIn(beyond).length > 0) return { mode: 'FORWARD', offset: 0 };
  return { mode: 'BACKWARD', end: total, size, total };
}

async function firstToken(client: ApiClient, asked: Asked): Promise<string | null> {
  const answer = await ask(client, below(asked, 'partitions'), { number: '1' }, 'MAY_BE_REFUSED');
  if (!answer) return null;
  const found: unknown = jsonOf(answer);
  const tokens: unknown =
    typeof found === 'object' && found !== null && 'pageTokens' in found ? found.pageTokens : null;
  const first: unknown = Array.isArray(tokens) ? tokens[0] : null;
  return typeof first === 'string' && first !== '' ? first : null;
}

const below = (asked: Asked, part: string): Asked => ({
  ...asked,
  url: new URL(`${asked.url.pathname}/${part}`, asked.url),
});

async function pageAtCursor(
  client: ApiClient,
  asked: Asked,
  pageSize: number,
  { token, total }: Extract<Mode, { mode: 'CURSOR' }>,
): Promise<Page> {
  const answer = await ask(client, asked, { pageToken: token, pageSize: String(pageSize) });
  const next = answer.headers.get('next-page-token');
  if (next === token) throw new ApiFailure('SAME_PAGE_AGAIN', 'NEVER');
  const rows = rowsIn(answer);
  const isOver = !next || rows.length === 0;
  return pageOf(answer, rows, total, isOver ? null : { mode: 'CURSOR', token: next, total });
}

async function pageBefore(
  client: ApiClient,
  asked: Asked,
  pageSize: number,
  at: Extract<Mode, { mode: 'BACKWARD' }>,
): Promise<Page> {
  let size = Math.min(at.size, pageSize);
  for (;;) {
    const offset = Math.max(0, at.end - size);
    const count = at.end - offset;
    const answer = await ask(client, asked, { offset: String(offset), limit: String(count) });
    const rows = rowsIn(answer);
    // Fewer rows than were asked for: either some vanished meanwhile, or the server never gives so many.
    const end = rows.length < count ? ((await countRows(client, asked)) ?? at.total) : 0;
    if (offset + rows.length >= end)
      return pageOf(
        answer,
        rows,
        at.total,
        offset === 0 ? null : { mode: 'BACKWARD', end: offset, size, total: at.total },
      );
    if (rows.length === 0) return pageAfterWrongTotal(client, asked, pageSize, at);
    // It gives fewer than were asked for: the last page begins later.
    size = rows.length;
  }
}

/** Nothing is where the last rows should be: the total is too high, or the server keeps rows back. The first rows tell which. */
async function pageAfterWrongTotal(
  client: ApiClient,
  asked: Asked,
  pageSize: number,
  { end, total }: Extract<Mode, { mode: 'BACKWARD' }>,
): Promise<Page> {
  const wanted = { collection: '', position: null, pageSize, rowsBefore: 0 };
  const page = await pageFrom(client, asked, wanted, { mode: 'FORWARD', offset: 0 });
  if (end < total || page.rows.length === 0) throw new ApiFailure('ROWS_MISSING', 'LATER');
  return page;
}

async function pageFrom(
  client: ApiClient,
  asked: Asked,
  { pageSize }: PageWanted,
  { offset }: Extract<Mode, { mode: 'FORWARD' }>,
): Promise<Page> {
  const query = { offset: String(offset), limit: String(pageSize) };
  const answer = await ask(client, asked, query, offset > 0 ? 'MAY_BE_REFUSED' : 'MUST_ANSWER');
  if (!answer) return { ...NO_PAGE, request: asked.url.pathname };
  const rows = rowsIn(answer);
  return pageOf(
    answer,
    rows,
    null,
    rows.length === 0 ? null : { mode: 'FORWARD', offset: offset + rows.length },
  );
}

const NO_PAGE: Omit<Page, 'request'> = {
  body: Buffer.from('[]'),
  rows: [],
  total: null,
  revision: null,
  next: null,
};

function ask(
  client: ApiClient,
  asked: Asked,
  query: Readonly<Record<string, string>>,
): Promise<ApiAnswer>;
/** Null where the server says that there is no such thing. */
function ask(
  client: ApiClient,
  asked: Asked,
  query: Readonly<Record<string, string>>,
  manner: 'MAY_BE_REFUSED' | 'MUST_ANSWER',
): Promise<ApiAnswer | null>;
async function ask(
  client: ApiClient,
  { url: address, headers, query: fixed }: Asked,
  query: Readonly<Record<string, string>>,
  manner: 'MAY_BE_REFUSED' | 'MUST_ANSWER' = 'MUST_ANSWER',
): Promise<ApiAnswer | null> {
  const url = new URL(address);
  url.search = new URLSearchParams({ ...fixed, ...query }).toString();
  try {
    return await client.get(url, headers);
  } catch (error) {
    if (manner === 'MAY_BE_REFUSED' && isOneOf(error, 'NOT_FOUND', 'BAD_REQUEST')) return null;
    throw error;
  }
}

/** A resource is a list without an envelope. */
export function rowsIn(answer: ApiAnswer): readonly unknown[] {
  const found = jsonOf(answer);
  if (!Array.isArray(found)) throw new ApiFailure('NO_ENVELOPE', 'LATER');
  return found;
}

function totalOf({ headers }: ApiAnswer): number | null {
  const text = headers.get('total-count')?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function pageOf(
  answer: ApiAnswer,
  rows: readonly unknown[],
  total: number | null,
  next: Mode | null,
): Page {
  const { body, url } = answer;
  return {
    request: url.pathname + url.search,
    body,
    rows,
    total,
    revision: null,
    next: next as Position | null,
  };
}
