/**
 * A OneRoster server, 1.1 or 1.2, as a consumer reads it: the seven collections of rostering, each page by page. What a certified
 * server may do and many do (no totals, no Link, fewer rows than were asked for) is in lib/core/pulls/page-end.ts.
 */
import { recordsToCsv } from '@/lib/core/oneroster-json/records-to-csv';
import { ONEROSTER_COLLECTIONS, type OneRosterCollection } from '@/lib/core/oneroster-json/collections';
import { afterPage, readLink } from '@/lib/core/pulls/page-end';
import { strictEncode } from '../http/strict-encode';
import { ApiFailure, startOf } from '../http/failures';
import type { ApiAnswer } from '../http/request';
import type { Page, PageWanted, PullPlan, Source } from '../source';

/** Without them a roster is still one: TalkingPoints needs neither. */
const OPTIONAL: readonly OneRosterCollection[] = ['courses', 'demographics'];

export const oneRosterRest: Source = {
  collections: () =>
    ONEROSTER_COLLECTIONS.map((name) => ({ name, isOptional: OPTIONAL.includes(name) })),

  async readPage(client, wanted, plan) {
    const url = pageUrl(client.baseUrl, wanted, plan);
    try {
      return pageOf(await client.get(url), url, wanted);
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

  async isUnchanged(client, { name, total }) {
    if (name !== 'orgs' || total === null) return true;
    const url = client.urlOf('orgs');
    url.search = 'limit=1&offset=0';
    const answer = await client.get(url);
    return totalOf(answer) === total;
  },
};

function pageUrl(baseUrl: URL, { collection, position, pageSize }: PageWanted, { since }: PullPlan): URL {
  const next = position?.path;
  if (typeof next === 'string') return new URL(next, baseUrl);
  const url = new URL(`${baseUrl.pathname.replace(/\/$/, '')}/${collection}`, baseUrl);
  const query = [`limit=${pageSize}`, `offset=${offsetOf(position)}`];
  if (since !== null) query.push(`filter=${strictEncode(`dateLastModified>='${since}'`)}`);
  url.search = query.join('&');
  return url;
}

const offsetOf = (position: PageWanted['position']): number => Number(position?.offset ?? 0);

function pageOf(answer: ApiAnswer, url: URL, wanted: PageWanted): Page {
  const { collection, position, rowsBefore } = wanted;
  const parsed = parse(answer.body, answer);
  const rows = rowsIn(collection, parsed);
  if (!rows)
    throw new ApiFailure('NO_ENVELOPE', 'LATER', {
      answer: startOf(answer.status, answer.headers, answer.body),
    });
  const total = totalOf(answer);
  const { link, next } = readLink(answer.headers.get('link'));
  const after = afterPage({ rows: rows.length, rowsBefore, total, link });
  if (after === 'ROWS_MISSING') throw new ApiFailure('ROWS_MISSING', 'LATER');
  const offset = offsetOf(position) + rows.length;
  const page = {
    request: url.pathname + url.search,
    body: answer.body,
    rows,
    total,
    revision: answer.headers.get('x-perm-rev'),
  };
  // Where the page after this one is not there, it tells whether this one was as full as those before it.
  const memory = {
    offset,
    lastRows: rows.length,
    mostRows: Math.max(rows.length, Number(position?.mostRows ?? 0)),
  };
  switch (after) {
    case 'END':
      return { ...page, next: null };
    case 'NEXT_OFFSET':
      return { ...page, next: memory };
    case 'NEXT_LINK':
      return { ...page, next: nextOf(next, url, memory) };
  }
}

/** The next page at the same host; one that leads back to this page leads nowhere. */
function nextOf(
  link: string | null,
  url: URL,
  memory: { offset: number; lastRows: number; mostRows: number },
): Page['next'] {
  if (link === null || !URL.canParse(link, url)) return memory;
  const next = new URL(link, url);
  // Behind a proxy, servers name their own http address: the host is what counts.
  if (next.hostname !== url.hostname) throw new ApiFailure('OTHER_HOST_NEXT', 'NEVER');
  const path = next.pathname + next.search;
  if (path === url.pathname + url.search) return null;
  return { ...memory, path };
}

/** Far past the end some answer 404 or 400: an end, where the page before it was as full as any, as a clamped one is. */
function isBeyondTheEnd(error: unknown, { position }: PageWanted): boolean {
  if (!(error instanceof ApiFailure) || position === null || position.path !== undefined) return false;
  const isRefusal = error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST';
  return isRefusal && error.retry === 'NEVER' && position.lastRows === position.mostRows;
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
      answer: answer && startOf(answer.status, answer.headers, answer.body),
    });
  }
}

function totalOf({ headers }: ApiAnswer): number | null {
  const text = headers.get('x-total-count') ?? headers.get('x-count-total') ?? '';
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
