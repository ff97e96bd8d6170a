/**
 * A OneRoster server, 1.1 or 1.2, as a consumer reads it: the seven collections of rostering, each page by page. What a certified
 * server may do and many do (no totals, no Link, fewer rows than were asked for) is in lib/core/pulls/page-end.ts.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recordsToCsv } from '@/lib/core/oneroster-json/records-to-csv';
import {
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import { afterPage, readLink } from '@/lib/core/pulls/page-end';
import { tokenScopes } from '@/lib/core/pulls/token-scopes';
import { strictQuery } from '../http/oauth1';
import { ApiFailure, startOf } from '../http/failures';
import type { ApiAnswer } from '../http/exchange';
import type { ApiClient } from '../api-client';
import type { Page, PageWanted, Position, PullPlan, Source } from '../source';

/** Without them a roster is still one: TalkingPoints needs neither. */
const OPTIONAL: readonly OneRosterCollection[] = ['courses', 'demographics'];

/** As it stands in the address, which the standard fixes. */
const versionIn = (address: string): 'v1p1' | 'v1p2' =>
  /\/v1p2(?:\/|$)/.test(address) ? 'v1p2' : 'v1p1';

export const oneRosterRest: Source = {
  tokenPlace: ({ tokenUrl, baseUrl }) => ({
    address: () => Promise.resolve(new URL(tokenUrl ?? `${baseUrl}/token`)),
    scopes: tokenScopes('oneroster-rest', baseUrl),
  }),

  begin: (_client, { since }) => Promise.resolve({ mark: null, since }),

  collections: () =>
    ONEROSTER_COLLECTIONS.map((name) => ({ name, isOptional: OPTIONAL.includes(name) })),

  async readPage(client, wanted, plan) {
    const url = pageUrl(client, wanted, plan);
    try {
      const answer = await client.get(url);
      const next = plainNext(answer, url);
      if (next && wanted.onNext) {
        wanted.onNext(next);
        // Until the request is on its way: reading the rows holds everything up for a moment.
        await nextTurn();
      }
      return pageOf(answer, url, wanted);
    } catch (error) {
      if (isBeyondTheEnd(error, wanted)) return emptyPage(url);
      throw error;
    }
  },

  rowsOf(collection, rows, { settings, since, today }) {
    const { csv, ids } = recordsToCsv(collection as OneRosterCollection, rows, {
      ...settings,
      mode: since === null ? 'bulk' : 'delta',
      today,
    });
    return { lines: csv, ids };
  },

  parseKept: (collection, body) => rowsIn(collection, parse(body)) ?? [],

  async findVersion(client) {
    const answer = await client.get(firstRows(client, 'orgs'));
    if (!rowsIn('orgs', parse(answer.body, answer))) throw noEnvelope(answer);
    return versionIn(client.baseUrl.pathname) === 'v1p2' ? 'OneRoster 1.2' : 'OneRoster 1.1';
  },

  async canFilterChanges(client) {
    const rowsSince = async (since: string): Promise<number | undefined> => {
      const url = client.urlOf('users');
      url.search = strictQuery([
        ['limit', '1'],
        ['offset', '0'],
        ['filter', `dateLastModified>='${since}'`],
      ]);
      const answer = await client.get(url);
      return rowsIn('users', parse(answer.body, answer))?.length;
    };
    try {
      // A server that answers every filter with nothing would never tell of a change.
      return (await rowsSince(LONG_AWAY)) === 0 && ((await rowsSince(LONG_AGO)) ?? 0) > 0;
    } catch (error) {
      if (error instanceof ApiFailure && ['BAD_REQUEST', 'NOT_FOUND'].includes(error.code))
        return false;
      throw error;
    }
  },

  async findNextYear(client, { today }) {
    const url = client.urlOf('academicSessions');
    url.search = strictQuery([
      ['limit', '1000'],
      ['offset', '0'],
    ]);
    const answer = await client.get(url);
    return nextSchoolYear(rowsIn('academicSessions', parse(answer.body, answer)) ?? [], today);
  },

  async isUnchanged(client, { name, total }) {
    if (name !== 'orgs' || total === null) return true;
    return totalOf(await client.get(firstRows(client, 'orgs'))) === total;
  },
};

/** Nothing was changed then yet. */
const LONG_AWAY = '2999-01-01T00:00:00.000Z';
/** Everything was. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';

function firstRows(client: ApiClient, collection: string): URL {
  const url = client.urlOf(collection);
  url.search = 'limit=1&offset=0';
  return url;
}

const noEnvelope = (answer: ApiAnswer): ApiFailure =>
  new ApiFailure('NO_ENVELOPE', 'LATER', { answer: startOf(answer) });

/** The year in which the earliest school year that has not begun ends. */
function nextSchoolYear(sessions: readonly unknown[], today: string): number | null {
  const years = sessions.flatMap((session) => {
    if (typeof session !== 'object' || session === null) return [];
    const { startDate, schoolYear } = session as Record<string, unknown>;
    const isToCome = typeof startDate === 'string' && startDate.slice(0, 10) > today;
    const year = Number(schoolYear);
    return isToCome && Number.isInteger(year) && year > 1900 ? [year] : [];
  });
  const present = sessions.flatMap((session) => {
    if (typeof session !== 'object' || session === null) return [];
    const { startDate, endDate, schoolYear } = session as Record<string, unknown>;
    const covers =
      typeof startDate === 'string' &&
      typeof endDate === 'string' &&
      startDate.slice(0, 10) <= today &&
      endDate.slice(0, 10) >= today;
    return covers ? [Number(schoolYear)] : [];
  });
  const next = years.filter((year) => !present.includes(year));
  return next.length === 0 ? null : Math.min(...next);
}

function pageUrl(
  client: ApiClient,
  { collection, position, pageSize }: PageWanted,
  { since }: PullPlan,
): URL {
  const next = position?.path;
  if (typeof next === 'string') {
    const url = new URL(next, client.baseUrl);
    // Its page is as large as the one before: after a time-out it is asked for by its place instead, and smaller.
    if (Number(url.searchParams.get('limit') ?? 0) <= pageSize) return url;
  }
  const url = client.urlOf(collection);
  const query = [
    ['limit', String(pageSize)],
    ['offset', String(offsetOf(position))],
    ...(since === null ? [] : [['filter', `dateLastModified>='${since}'`] as const]),
  ] as const;
  url.search = strictQuery(query);
  return url;
}

const offsetOf = (position: PageWanted['position']): number => Number(position?.offset ?? 0);

function pageOf(answer: ApiAnswer, url: URL, wanted: PageWanted): Page {
  const { collection, position, rowsBefore } = wanted;
  const parsed = parse(answer.body, answer);
  const rows = rowsIn(collection, parsed);
  if (!rows) throw noEnvelope(answer);
  const total = totalOf(answer);
  const { link, next } = readLink(answer.headers.get('link'));
  const emptyBefore = Number(position?.empty ?? 0);
  const after = afterPage({ rows: rows.length, rowsBefore, total, link, emptyBefore });
  if (after === 'ROWS_MISSING') throw new ApiFailure('ROWS_MISSING', 'LATER');
  const offset = offsetOf(position) + rows.length;
  const page = {
    request: url.pathname + url.search,
    body: answer.body,
    rows,
    total,
    revision: answer.headers.get('x-perm-rev'),
  };
  const atOffset = { offset, total, ...(rows.length === 0 ? { empty: emptyBefore + 1 } : {}) };
  switch (after) {
    case 'END':
      return { ...page, next: null };
    case 'NEXT_OFFSET':
      return { ...page, next: atOffset };
    case 'NEXT_LINK':
      return { ...page, next: nextOf(next, url, atOffset) };
  }
}

/** The next page as a Link and a total tell it without the rows: the place that `pageOf` finds as well, or null. */
function plainNext(answer: ApiAnswer, url: URL): Position | null {
  const { next } = readLink(answer.headers.get('link'));
  if (next === null || !URL.canParse(next, url)) return null;
  const { hostname, pathname, search, searchParams } = new URL(next, url);
  const offset = searchParams.get('offset') ?? '';
  const path = pathname + search;
  if (hostname !== url.hostname || !/^\d{1,9}$/.test(offset) || path === url.pathname + url.search)
    return null;
  return { offset: Number(offset), total: totalOf(answer), path };
}

/** The next page at the same host; one that leads back to this page leads nowhere. */
function nextOf(link: string | null, url: URL, atOffset: Position): Position | null {
  if (link === null || !URL.canParse(link, url)) return atOffset;
  const next = new URL(link, url);
  // Behind a proxy, servers name their own http address: the host is what counts.
  if (next.hostname !== url.hostname) throw new ApiFailure('OTHER_HOST_NEXT', 'NEVER');
  const path = next.pathname + next.search;
  return path === url.pathname + url.search ? null : { ...atOffset, path };
}

/**
 * Past the end some answer 404 or 400. That is an end where nothing speaks against it: not at the first page, not at an address
 * that the server gave itself, and not before its own total is reached.
 */
function isBeyondTheEnd(error: unknown, { position, rowsBefore }: PageWanted): boolean {
  if (!(error instanceof ApiFailure) || position === null || position.path !== undefined)
    return false;
  const isRefusal = error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST';
  const total = Number(position.total ?? 0);
  return isRefusal && error.retry === 'NEVER' && (total === 0 || rowsBefore >= total);
}

const emptyPage = (url: URL): Page => ({
  request: url.pathname + url.search,
  body: Buffer.from('{}'),
  rows: [],
  total: null,
  revision: null,
  next: null,
});

/** Null where the envelope's key is missing, which is a failure and never "empty". */
function rowsIn(collection: string, parsed: unknown): readonly unknown[] | null {
  if (typeof parsed !== 'object' || parsed === null) return null;
  const rows: unknown = (parsed as Record<string, unknown>)[collection];
  return Array.isArray(rows) ? rows : null;
}

function parse(body: Buffer, answer?: ApiAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ApiFailure('NOT_JSON', 'LATER', {
      answer: answer && startOf(answer),
    });
  }
}

function totalOf({ headers }: ApiAnswer): number | null {
  const text = headers.get('x-total-count') ?? headers.get('x-count-total') ?? '';
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
