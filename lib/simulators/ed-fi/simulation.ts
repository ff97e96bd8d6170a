/** An Ed-Fi API's answers: entry, token, resources, and what changed. */
import { AccessTokens } from '../parts/access-tokens';
import { type Answer, type Asked, json, type Simulation } from '../parts/http-server';
import type { Wrongs } from '../parts/misbehavior';

import { isResource, keyPlaces, type ResourceName, valueAt } from './keys';
import { pageByCursor, pageByOffset, partitions, RequestRefused, wholeNumber } from './paging';
import type { EdFiStore, StoredRecord } from './store';
import { type Addresses, discovery, habitsOf, type Suite } from './suites';
import { majorOf } from './terms';

export interface Snapshot {
  readonly id: string;
  readonly takenAt: Date;
  readonly store: EdFiStore;
}

export interface EdFiSimulationOptions {
  readonly suite: Suite;
  readonly route: string;
  readonly addresses: Addresses;
  readonly key: string;
  readonly secret: string;
  readonly tokenSeconds: number;
  /** Newest last. */
  readonly snapshots: readonly Snapshot[];
}

export function edFiSimulation(store: EdFiStore, options: EdFiSimulationOptions): Simulation {
  const { suite, addresses } = options;
  const habits = habitsOf(suite);
  const tokens = new AccessTokens({
    key: options.key,
    secret: options.secret,
    seconds: options.tokenSeconds,
    mostLive: habits.mostTokens,
  });
  const paths = {
    base: new URL(addresses.base).pathname,
    oauth: new URL(addresses.oauth).pathname,
    data: `${new URL(addresses.data).pathname}/ed-fi/`,
    changeQueries: `${new URL(addresses.changeQueries).pathname}/`,
  };

  function refusal(status: number, detail: string): Answer {
    if (!habits.hasProblemDetails) return json(status, { message: detail });
    const type = status === 404 ? 'not-found' : status === 400 ? 'bad-request' : 'security';
    return json(
      status,
      { detail, type: `urn:ed-fi:api:${type}`, title: detail, status, correlationId: null },
      { 'content-type': 'application/problem+json' },
    );
  }

  /** The store as it is, or the one of the snapshot that is asked for. */
  function storeFor({ headers }: Asked): EdFiStore {
    const { snapshots } = options;
    if (habits.snapshots === 'by header') {
      if (headers['use-snapshot'] !== 'true') return store;
      const newest = snapshots.at(-1);
      if (!newest) throw new RequestRefused(404, 'Snapshot not found');
      return newest.store;
    }
    const id = headers['snapshot-identifier'];
    if (id === undefined) return store;
    const named = snapshots.find((snapshot) => snapshot.id === id);
    if (!named) throw new RequestRefused(410, 'The snapshot is no longer there');
    return named.store;
  }

  function answerChangeQueries(asked: Asked, name: string): Answer {
    if (name === 'snapshots' && habits.snapshots === 'by id')
      return json(
        200,
        options.snapshots.map(({ id, takenAt }) => ({
          id,
          snapshotIdentifier: id,
          snapshotDateTime: takenAt.toISOString(),
        })),
      );
    if (name !== 'availableChangeVersions') return refusal(404, 'There is no such path');
    const { oldest, newest } = storeFor(asked).window;
    if (habits.hasCapitals)
      return json(200, { OldestChangeVersion: oldest, NewestChangeVersion: newest });
    return json(200, { oldestChangeVersion: oldest, newestChangeVersion: newest });
  }

  function answerResource(
    asked: Asked,
    resource: ResourceName,
    part: string | undefined,
    wrongs: Wrongs,
  ): Answer {
    const from = storeFor(asked);
    const parameters = asked.url.searchParams;
    if (part === 'deletes' || part === 'keyChanges')
      return answerChanges(from, resource, part, parameters, wrongs);
    if (part === 'partitions' && habits.hasCursors)
      return json(200, {
        pageTokens: partitions(chosen(from, resource, parameters, wrongs), parameters),
      });
    if (part !== undefined) {
      const found = from.all(resource).find(({ id }) => id === part);
      return found ? json(200, written(found, resource)) : refusal(404, 'There is no such record');
    }
    const all = chosen(from, resource, parameters, wrongs);
    const isByOffset =
      !parameters.has('pageToken') && (parameters.has('offset') || parameters.has('totalCount'));
    const page =
      habits.hasCursors && !isByOffset
        ? pageByCursor(all, parameters, wrongs)
        : pageByOffset(all, parameters, wrongs);
    const answer = json(
      200,
      page.rows.map((row) => written(row, resource)),
      page.headers,
    );
    const lost = Math.max(0, -(wrongs.find('drift')?.rows ?? 0));
    for (const { record } of store.all(resource).slice(0, lost))
      store.delete(resource, store.keyValues(resource, record));
    return answer;
  }

  function written({ id, changeVersion, record }: StoredRecord, resource: ResourceName): object {
    const moment = new Date(Date.UTC(2026, 7, 1) + changeVersion * 1000).toISOString();
    return {
      id,
      ...record,
      _etag: `${resource.length}${changeVersion}`,
      ...(majorOf(store.standard) >= 5 && { _lastModifiedDate: moment }),
    };
  }

  return {
    collectionOf: (path) => collectionOf(path, paths),
    expireTokens: () => tokens.expireAll(),
    answer: (asked, wrongs) => {
      const { pathname } = asked.url;
      if (pathname === paths.oauth) return tokens.issue(asked);
      if (asked.method !== 'GET') return refusal(405, 'This simulator is read only');
      if (pathname === paths.base || pathname === `${paths.base}/` || pathname === '/')
        return json(200, discovery(suite, store.standard, options.route, addresses));
      if (tokens.scopesOf(asked.headers.authorization) === null)
        return refusal(401, 'No valid access token');
      try {
        if (pathname.startsWith(paths.changeQueries))
          return answerChangeQueries(asked, pathname.slice(paths.changeQueries.length));
        const [name = '', part] = pathname.slice(paths.data.length).split('/');
        if (!pathname.startsWith(paths.data) || !isResource(name) || !store.has(name))
          return refusal(404, 'There is no such path');
        return answerResource(asked, name, part, wrongs);
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        return refusal(error.status, error.message);
      }
    },
  };
}

/** "students", "students/deletes", "token", or the last part of the path. */
function collectionOf(path: string, paths: { oauth: string; data: string }): string {
  if (path === paths.oauth) return 'token';
  const [name = '', part = ''] = path.slice(paths.data.length).split('/');
  if (!path.startsWith(paths.data)) return path.split('/').at(-1) ?? '';
  return ['deletes', 'keyChanges', 'partitions'].includes(part) ? `${name}/${part}` : name;
}

const PAGING = ['limit', 'offset', 'totalCount', 'pageToken', 'pageSize', 'number'];

/** Records in the asked window whose fields, those of the key included, say what is asked. */
function chosen(
  store: EdFiStore,
  resource: ResourceName,
  parameters: URLSearchParams,
  wrongs: Wrongs,
): StoredRecord[] {
  if (wrongs.find('filterIgnored')) return store.all(resource);
  const inWindow = windowOf(parameters);
  const places = new Map(keyPlaces(resource, store.standard));
  const asked = [...parameters].filter(
    ([name]) => !PAGING.includes(name) && !name.endsWith('ChangeVersion'),
  );
  return store.all(resource).filter(
    (stored) =>
      inWindow(stored) &&
      asked.every(([name, value]) => {
        const found = name === 'id' ? stored.id : valueAt(stored.record, places.get(name) ?? name);
        return String(found).toLowerCase() === value.toLowerCase();
      }),
  );
}

function windowOf(parameters: URLSearchParams): (row: { changeVersion: number }) => boolean {
  const from = wholeNumber(parameters, 'minChangeVersion', 0, Infinity);
  const to = wholeNumber(parameters, 'maxChangeVersion', Infinity, Infinity);
  return ({ changeVersion }) => changeVersion >= from && changeVersion <= to;
}

function answerChanges(
  store: EdFiStore,
  resource: ResourceName,
  part: 'deletes' | 'keyChanges',
  parameters: URLSearchParams,
  wrongs: Wrongs,
): Answer {
  if (parameters.has('pageToken'))
    throw new RequestRefused(400, `${part} cannot be read with a page token`);
  const hasKeys = !wrongs.find('noKeyValues');
  const inWindow = windowOf(parameters);
  // The versions that leave out the keys of deletes do not tell of other keys at all.
  const all =
    part === 'deletes' ? store.deletes(resource) : hasKeys ? store.keyChanges(resource) : [];
  const page = pageByOffset(all.filter(inWindow), parameters, wrongs);
  const rows = hasKeys
    ? page.rows
    : page.rows.map(({ id, changeVersion }) => ({ id, changeVersion }));
  return json(200, rows, page.headers);
}
