/** A OneRoster server's answers: who asks, what for, which page of it. */
import { AccessTokens } from '../parts/access-tokens';
import { type Answer, type Asked, json, type Simulation } from '../parts/http-server';
import type { Wrongs } from '../parts/misbehavior';

import { refusal } from './errors';
import { Pages } from './pages';
import { collectionOfPath, findPlace, type Place } from './paths';
import { parseQuery, type Query, QueryRefused } from './query';
import type { OneRosterVersion } from './records';
import type { JsonRecord, Roster } from './roster';
import { SignatureCheck } from './signatures';
import { spoiled } from './spoiled-records';

export interface SimulationOptions {
  readonly version: OneRosterVersion;
  /** Address up to the version; the token address is below it. */
  readonly base: string;
  readonly key: string;
  readonly secret: string;
  readonly authorization: 'oauth1' | 'oauth2' | 'both';
  readonly tokenSeconds: number;
  readonly tokenSecondsAsText: boolean;
  readonly sendsRevision: boolean;
}

const SCOPES = ['roster-core', 'roster', 'roster-demographics'].map((name) => `${name}.readonly`);

export function oneRosterSimulation(roster: Roster, options: SimulationOptions): Simulation {
  const { version, base, key, secret } = options;
  const basePath = new URL(base).pathname;
  const scopeBase = `https://purl.imsglobal.org/spec/or/${version === '1.1' ? 'v1p1' : 'v1p2'}/scope/`;
  const tokens = new AccessTokens({
    key,
    secret,
    seconds: options.tokenSeconds,
    secondsAsText: options.tokenSecondsAsText,
    scopes: SCOPES.map((name) => `${scopeBase}${name}`),
  });
  const signatures = new SignatureCheck(key, secret);
  const pages = new Pages(roster, { version, base });
  let requestsAnswered = 0;

  function refuseCaller(asked: Asked, place: Place): Answer | null {
    const { authorization } = asked.headers;
    const isSigned = authorization?.toLowerCase().startsWith('oauth ') === true;
    if (isSigned && options.authorization !== 'oauth2') {
      const reason = signatures.refuse(asked);
      return reason && refusal(version, 401, 'unauthorized', `Signature refused: ${reason}`);
    }
    const scopes = options.authorization === 'oauth1' ? null : tokens.scopesOf(authorization);
    if (!scopes) return refusal(version, 401, 'unauthorized', 'No valid access token');
    const mayReadAll =
      scopes.length === 0 || !scopes.every((scope) => scope.endsWith(SCOPES[0] ?? ''));
    if (place.file !== 'demographics' || mayReadAll) return null;
    return refusal(version, 403, 'forbidden', 'The token may not read demographics');
  }

  function answerPlace(asked: Asked, place: Place, wrongs: Wrongs): Answer {
    const query = parseQuery(asked.url.searchParams);
    const { sort, isDescending } = query;
    const filter = wrongs.find('filterIgnored') ? null : query.filter;
    const places = pages.placesOf(place, { filter, sort, isDescending });
    if (place.isSingle) {
      const [record] = pages.records(place.file, places.subarray(0, 1));
      if (!record) return refusal(version, 404, 'unknown object', 'There is no such record');
      return json(200, { [place.envelope]: record });
    }
    const limit = Math.min(query.limit, wrongs.find('clampedLimit')?.limit ?? query.limit);
    let { offset } = query;
    if (offset >= places.length && places.length > 0) {
      const refused = wrongs.find('refusedBeyondEnd');
      if (refused) return refusal(version, refused.status, 'invalid data', 'Beyond the end');
      if (wrongs.find('lastPageAgain')) offset = Math.floor((places.length - 1) / limit) * limit;
    }
    const shown = wrongs.find('noRows')
      ? places.subarray(0, 0)
      : places.subarray(offset, offset + limit);
    const records = spoiled(pages.records(place.file, shown), wrongs);
    const answer = json(
      200,
      { [place.envelope]: records.map((record) => onlyFields(record, query.fields)) },
      pageHeaders(asked.url, { offset, limit, total: places.length }, wrongs),
    );
    const moved = wrongs.find('drift');
    if (moved) drift(place, moved.rows);
    return answer;
  }

  function pageHeaders(
    url: URL,
    { offset, limit, total }: { offset: number; limit: number; total: number },
    wrongs: Wrongs,
  ): Record<string, string> {
    const headers: Record<string, string> = {};
    const said = wrongs.find('wrongTotal')?.total ?? total;
    if (!wrongs.find('noTotals')) headers['x-total-count'] = String(said);
    if (!wrongs.find('noLinks'))
      headers['link'] = links(url, { offset, limit, total }, wrongs.find('nextElsewhere')?.origin);
    if (wrongs.find('movingRevision')) headers['x-perm-rev'] = String(requestsAnswered);
    else if (options.sendsRevision) headers['x-perm-rev'] = `r${roster.revision}`;
    return headers;
  }

  function drift({ file }: Place, rows: number): void {
    const all = { file, envelope: file, isSingle: false, key: file, keep: null };
    const places = pages.placesOf(all, { filter: null, sort: null, isDescending: false });
    for (const record of pages.records(file, places.subarray(0, Math.abs(rows)))) {
      const sourcedId = String(record['sourcedId']);
      if (rows < 0) roster.remove(file, sourcedId);
      else roster.add(file, { ...record, sourcedId: `${sourcedId}-${roster.revision}` });
    }
  }

  return {
    collectionOf: (path) => (path.endsWith('/token') ? 'token' : collectionOfPath(path)),
    expireTokens: () => tokens.expireAll(),
    answer: (asked, wrongs) => {
      const { pathname } = asked.url;
      requestsAnswered += 1;
      if (pathname === `${basePath}/token`) return tokens.issue(asked);
      const place = pathname.startsWith(`${basePath}/`)
        ? findPlace(pathname.slice(basePath.length + 1))
        : null;
      if (!place || asked.method !== 'GET')
        return refusal(version, 404, 'unknown object', 'There is no such path');
      const refused = refuseCaller(asked, place);
      if (refused) return refused;
      try {
        return answerPlace(asked, place, wrongs);
      } catch (error) {
        if (!(error instanceof QueryRefused)) throw error;
        return refusal(version, 400, error.codeMinor, error.message);
      }
    },
  };
}

function onlyFields(record: JsonRecord, fields: Query['fields']): JsonRecord {
  if (!fields) return record;
  return Object.fromEntries(fields.map((name) => [name, record[name]]));
}

/** RFC 8288; the query stays as it was, but for the offset. */
function links(
  url: URL,
  { offset, limit, total }: { offset: number; limit: number; total: number },
  nextOrigin: string | undefined,
): string {
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const link = (rel: string, to: number, origin = url.origin) => {
    const target = new URL(`${origin}${url.pathname}${url.search}`);
    target.searchParams.set('limit', String(limit));
    target.searchParams.set('offset', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  return [
    ...(offset + limit < total ? [link('next', offset + limit, nextOrigin)] : []),
    link('last', last),
    link('first', 0),
    ...(offset > 0 ? [link('prev', Math.max(0, offset - limit))] : []),
  ].join(', ');
}
