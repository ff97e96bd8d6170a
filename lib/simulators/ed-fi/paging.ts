/** Which of the rows of a resource a request gets: by offset, or since 7.3 by cursor. */
import type { Wrongs } from '../parts/misbehavior';

import type { StoredRecord } from './store';

export class RequestRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const MOST = 500;

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly headers: Readonly<Record<string, string>>;
}

export function pageByOffset<Row>(
  all: readonly Row[],
  parameters: URLSearchParams,
  wrongs: Wrongs,
): Page<Row> {
  const asked = wholeNumber(parameters, 'limit', 25, MOST);
  const limit = Math.min(asked, wrongs.find('clampedLimit')?.limit ?? asked);
  let offset = wholeNumber(parameters, 'offset', 0, Infinity);
  if (offset >= all.length && all.length > 0) {
    const refused = wrongs.find('refusedBeyondEnd');
    if (refused) throw new RequestRefused(refused.status, 'Beyond the end');
    if (wrongs.find('lastPageAgain') && limit > 0)
      offset = Math.floor((all.length - 1) / limit) * limit;
  }
  const isCounted = parameters.get('totalCount')?.toLowerCase() === 'true';
  const total = String(wrongs.find('wrongTotal')?.total ?? all.length);
  return {
    rows: wrongs.find('noRows') ? [] : all.slice(offset, offset + limit),
    headers: isCounted && !wrongs.find('noTotals') ? { 'total-count': total } : {},
  };
}

/** A token is the range of numbers that is left. */
export function pageByCursor(
  all: readonly StoredRecord[],
  parameters: URLSearchParams,
  wrongs: Wrongs,
): Page<StoredRecord> {
  for (const name of ['offset', 'totalCount', 'limit'])
    if (parameters.has('pageToken') && parameters.has(name))
      throw new RequestRefused(400, `${name} cannot be used together with pageToken`);
  const given = parameters.get('pageToken');
  const [from, to] = given === null ? [0, Infinity] : readToken(given);
  const name = given === null ? 'limit' : 'pageSize';
  const asked = wholeNumber(parameters, name, 25, MOST);
  const size = Math.min(asked, wrongs.find('clampedLimit')?.limit ?? asked);
  const left = all.filter(({ number }) => number >= from && number <= to);
  const next = left[size];
  return {
    rows: wrongs.find('noRows') ? [] : left.slice(0, size),
    headers: next && size > 0 ? { 'next-page-token': writeToken(next.number, to) } : {},
  };
}

/** First tokens of so many parts of about the same size. */
export function partitions(all: readonly StoredRecord[], parameters: URLSearchParams): string[] {
  const count = Math.max(1, Math.min(wholeNumber(parameters, 'number', 1, 200), all.length));
  const size = Math.ceil(all.length / count);
  const tokens: string[] = [];
  for (let i = 0; i < all.length; i += size)
    tokens.push(writeToken(all[i]?.number ?? 0, all[i + size - 1]?.number ?? Infinity));
  return tokens;
}

function writeToken(from: number, to: number): string {
  return Buffer.from(`${from}:${to === Infinity ? '' : to}`).toString('base64url');
}

function readToken(token: string): readonly [from: number, to: number] {
  const text = Buffer.from(token, 'base64url').toString();
  const [, from, to] = /^(\d+):(\d*)$/.exec(text) ?? [];
  if (from === undefined) throw new RequestRefused(400, 'Not a page token');
  return [Number(from), to ? Number(to) : Infinity];
}

export function wholeNumber(
  parameters: URLSearchParams,
  name: string,
  usual: number,
  most: number,
): number {
  const text = parameters.get(name);
  if (text === null) return usual;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new RequestRefused(
      400,
      `${name} must be omitted or set to a value between 0 and ${most}`,
    );
  return Number(text);
}
