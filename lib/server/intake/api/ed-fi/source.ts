/**
 * An Ed-Fi ODS/API (suites 5 to 7, data standards 3.3 to 6) as a consumer reads it: the resources of a roster, all of their
 * records or, of a delta, what changed of them since a change version.
 */
import { schoolYearsOf } from '@/lib/core/ed-fi/academic-sessions';
import { collectionOf, partOf, resourcesOf, type EdFiPart } from '@/lib/core/ed-fi/collections';
import { naturalKeyOf } from '@/lib/core/ed-fi/natural-keys';
import type { Session } from '@/lib/core/ed-fi/resources';
import { ApiFailure } from '../http/failures';
import type { ApiClient } from '../api-client';
import { SourceStateGone, type CollectionToRead, type Source } from '../source';
import { discover, readDiscovery, type EdFiServer } from './discovery';
import { countRows, readPageOf, rowsIn, type Asked } from './paging';
import {
  edFiMark,
  findSnapshot,
  headersOf,
  isOneOf,
  readWindow,
  type EdFiMark,
} from './source-mark';

const FIRST_WITH_CURSORS = 7.3;

export const edFi: Source = {
  tokenPlace: ({ tokenUrl, baseUrl }) => ({
    address: async (http, signal) =>
      tokenUrl === null ? (await discover(http, baseUrl, signal)).oauth : new URL(tokenUrl),
    scopes: [],
  }),

  async begin(client, { since, feed }) {
    const server = await serverOf(client);
    const now = await readWindow(client, server);
    const isStillTold = since !== null && now !== null && now.oldest <= Number(since);
    const snapshot = isStillTold || feed !== 'ROSTER' ? null : await findSnapshot(client, server);
    const then = snapshot
      ? await readWindow(client, server, { [snapshot.name]: snapshot.value })
      : now;
    const mark: EdFiMark = {
      suite: server.suite,
      dataStandard: server.dataStandard,
      standardNumber: server.standardNumber,
      dataPath: server.data.pathname,
      newestChange: then?.newest ?? null,
      snapshot,
    };
    return { mark, since: isStillTold ? since : null };
  },

  collections({ mark, since, feed }) {
    const resources = resourcesOf(feed, edFiMark(mark).standardNumber);
    const parts: readonly EdFiPart[] =
      since === null ? ['records'] : ['keyChanges', 'records', 'deletes'];
    return parts.flatMap((part) =>
      resources.map(({ name, isOptional }): CollectionToRead => ({
        name: collectionOf(name, part),
        // The first suites with changes do not tell of other keys.
        isOptional: isOptional || part === 'keyChanges',
      })),
    );
  },

  async readPage(client, wanted, plan) {
    const mark = edFiMark(plan.mark);
    const asked = askedOf(client, wanted.collection, mark, plan.since, plan.day);
    try {
      return await readPageOf(client, asked, wanted);
    } catch (error) {
      if (mark.snapshot && isOneOf(error, 'NOT_FOUND') && (await isGone(client, mark)))
        throw new SourceStateGone();
      throw error;
    }
  },

  rowsOf(collection, rows, { mark }) {
    const { resource, part } = partOf(collection);
    const { standardNumber } = edFiMark(mark);
    const ids = rows.map((row) =>
      part === 'records'
        ? idOf(row) && (naturalKeyOf(resource, row, standardNumber) ?? '')
        : changeId(row),
    );
    return { ids, lines: null };
  },

  parseKept: (_collection, body) => JSON.parse(body.toString('utf8')) as readonly unknown[],

  countsOf(read) {
    const { rows, total } = read;
    if (total === null) return read;
    return { ...read, repeated: 0, hasChanged: false, total: Math.max(rows, total) };
  },

  async findVersion(client) {
    const { suite, dataStandard } = await serverOf(client);
    return `Ed-Fi suite ${suite}, data standard ${dataStandard}`;
  },

  async canFilterChanges(client) {
    const server = await serverOf(client);
    const window = await readWindow(client, server);
    if (!window) return false;
    const mark = { dataPath: server.data.pathname, snapshot: null };
    const after = String(window.newest + FAR_AHEAD);
    try {
      const changed = await countRows(client, askedOf(client, 'students', mark, after));
      const deleted = await countRows(client, askedOf(client, 'students/deletes', mark, after));
      return changed === 0 && deleted === 0;
    } catch (error) {
      if (isOneOf(error, 'BAD_REQUEST', 'NOT_FOUND', 'NOT_PERMITTED')) return false;
      throw error;
    }
  },

  async findNextYear(client, { today }) {
    const server = await serverOf(client);
    const sessions: Session[] = [];
    for (let page = 0; page < MOST_SESSION_PAGES; page += 1) {
      const url = new URL('ed-fi/sessions', server.data);
      url.search = `offset=${page * SESSION_ROWS}&limit=${SESSION_ROWS}`;
      const rows = rowsIn(await client.get(url)) as readonly Session[];
      sessions.push(...rows);
      if (rows.length < SESSION_ROWS) break;
    }
    const toCome = schoolYearsOf(sessions).find(({ startDate }) => startDate > today);
    return toCome?.schoolYear ?? null;
  },

  async isUnchanged(client, { name, total }, { mark, since }) {
    if (name !== 'schools' || total === null || since !== null) return true;
    return (await countRows(client, askedOf(client, name, edFiMark(mark), null))) === total;
  },
};

/** Beyond any change while a test runs. */
const FAR_AHEAD = 1_000_000_000;

const SESSION_ROWS = 500;
const MOST_SESSION_PAGES = 20;

const servers = new WeakMap<ApiClient, Promise<EdFiServer>>();

/** Read once for a client, which lives for one turn at a pull. */
export function serverOf(client: ApiClient): Promise<EdFiServer> {
  const known = servers.get(client);
  if (known) return known;
  const url = new URL(`${client.baseUrl.href.replace(/\/$/, '')}/`);
  const found = client.getOpenly(url).then((answer) => readDiscovery(answer, url));
  servers.set(client, found);
  return found;
}

export function askedOf(
  client: ApiClient,
  collection: string,
  mark: Pick<EdFiMark, 'dataPath' | 'snapshot'> & Partial<EdFiMark>,
  since: string | null,
  day: string | null = null,
): Asked {
  const isDelta = since !== null;
  return {
    url: new URL(`${mark.dataPath}ed-fi/${collection}`, client.baseUrl),
    headers: headersOf(mark),
    query: {
      ...(isDelta ? { minChangeVersion: since, ...upTo(mark) } : {}),
      ...(day === null ? {} : { eventDate: day }),
    },
    hasCursors: !isDelta && Number.parseFloat(mark.suite ?? '0') >= FIRST_WITH_CURSORS,
  };
}

/** What changes while a delta is read is of the next one. */
function upTo({ newestChange }: Partial<EdFiMark>): Record<string, string> {
  return newestChange === undefined || newestChange === null
    ? {}
    : { maxChangeVersion: String(newestChange) };
}

/** A resource that is not there looks like a snapshot that is not. */
async function isGone(client: ApiClient, mark: EdFiMark): Promise<boolean> {
  const url = new URL(`${mark.dataPath}ed-fi/schools?offset=0&limit=1`, client.baseUrl);
  try {
    await client.get(url, headersOf(mark));
    return false;
  } catch (error) {
    if (error instanceof ApiFailure && error.code === 'NOT_FOUND') return true;
    throw error;
  }
}

type Body = Readonly<Record<string, unknown>>;

const bodyOf = (row: unknown): Body =>
  typeof row === 'object' && row !== null ? (row as Body) : {};

function idOf(row: unknown): string {
  const { id } = bodyOf(row);
  return typeof id === 'string' ? id : '';
}

/** A record may change its key several times. */
function changeId(row: unknown): string {
  const { changeVersion } = bodyOf(row);
  const id = idOf(row);
  return id === '' ? '' : `${id} ${String(changeVersion)}`;
}
