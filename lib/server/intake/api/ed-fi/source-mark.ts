// What an Ed-Fi API said of itself when a pull began: all of the pull is read in these words.
import { z } from 'zod';
import { ApiFailure, startOf } from '../http/failures';
import type { ApiAnswer } from '../http/exchange';
import type { ApiClient } from '../api-client';
import type { SourceMark } from '../source';
import type { EdFiServer } from './discovery';

const markSchema = z.object({
  suite: z.string(),
  dataStandard: z.string(),
  standardNumber: z.number(),
  /** Where resources and their changes are, below the host. */
  dataPath: z.string(),
  /** Changes up to here were there before the first page was read; null where they are not numbered. */
  newestChange: z.number().nullable(),
  /** The header that asks for rows as they were then, where the server keeps such a state. */
  snapshot: z.object({ name: z.string(), value: z.string() }).nullable(),
});

export type EdFiMark = z.infer<typeof markSchema>;

export const edFiMark = (mark: SourceMark | null): EdFiMark => markSchema.parse(mark);

export const headersOf = ({ snapshot }: Pick<EdFiMark, 'snapshot'>): Record<string, string> =>
  snapshot ? { [snapshot.name]: snapshot.value } : {};

export interface ChangeWindow {
  oldest: number;
  newest: number;
}

const numberLike = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);

/** Names begin with a capital before suite 6, and numbers came as text. Null where the server does not number changes. */
export async function readWindow(
  client: ApiClient,
  { changeQueries }: EdFiServer,
  headers: Record<string, string> = {},
): Promise<ChangeWindow | null> {
  if (!changeQueries) return null;
  let answer: ApiAnswer;
  try {
    answer = await client.get(new URL('availableChangeVersions', changeQueries), headers);
  } catch (error) {
    if (isOneOf(error, 'NOT_FOUND', 'NOT_PERMITTED')) return null;
    throw error;
  }
  const found = z.record(z.string(), z.unknown()).safeParse(jsonOf(answer)).data ?? {};
  const byName = new Map(Object.entries(found).map(([name, value]) => [name.toLowerCase(), value]));
  const oldest = numberLike.safeParse(byName.get('oldestchangeversion'));
  const newest = numberLike.safeParse(byName.get('newestchangeversion'));
  return oldest.success && newest.success ? { oldest: oldest.data, newest: newest.data } : null;
}

const snapshotsSchema = z.array(
  z.object({ snapshotIdentifier: z.string(), snapshotDateTime: z.string() }),
);

const BY_HEADER_SINCE = 7;

/**
 * A state that the server keeps, so that nothing moves while pages are read: suites 5 and 6 list them and take the name of one,
 * since 7 a header says yes or no. Null where there is none that may be used.
 */
export async function findSnapshot(
  client: ApiClient,
  server: EdFiServer,
): Promise<EdFiMark['snapshot']> {
  try {
    if (Number.parseInt(server.suite, 10) >= BY_HEADER_SINCE) {
      const snapshot = { name: 'use-snapshot', value: 'true' };
      const url = new URL('ed-fi/schools?offset=0&limit=1', server.data);
      await client.get(url, { [snapshot.name]: snapshot.value });
      return snapshot;
    }
    if (!server.changeQueries) return null;
    const answer = await client.get(new URL('snapshots', server.changeQueries));
    const snapshots = snapshotsSchema.safeParse(jsonOf(answer)).data ?? [];
    const [newest] = snapshots.sort((a, b) =>
      a.snapshotDateTime < b.snapshotDateTime
        ? 1
        : a.snapshotDateTime > b.snapshotDateTime
          ? -1
          : 0,
    );
    return newest ? { name: 'snapshot-identifier', value: newest.snapshotIdentifier } : null;
  } catch (error) {
    if (isOneOf(error, 'NOT_FOUND', 'NOT_PERMITTED', 'BAD_REQUEST')) return null;
    throw error;
  }
}

export function jsonOf(answer: ApiAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body));
  } catch {
    throw new ApiFailure('NOT_JSON', 'LATER', { answer: startOf(answer) });
  }
}

export const isOneOf = (error: unknown, ...codes: readonly ApiFailure['code'][]): boolean =>
  error instanceof ApiFailure && codes.includes(error.code);
