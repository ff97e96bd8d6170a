// The sources by the protocol that a kind of connection speaks, and what belongs to each beside asking.
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { changesSince } from '@/lib/core/pulls/schedule';
import type { ApiProtocol } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '../../app-context';
import { filesOfMirror } from './ed-fi/files-of-mirror';
import { changesAfterMirror, hadRecords, mirrorPull } from './ed-fi/mirror';
import { attendanceChangesFrom, mirrorAttendance } from './ed-fi/mirror-attendance';
import { edFi } from './ed-fi/source';
import { filesOfLines, type FileToWrite } from './files-of-pull';
import { oneRosterRest } from './oneroster-rest/source';
import { hadLiveRows } from './pulls/had-rows';
import type { PullRow, TakenPull } from './pulls/pull-row';
import type { Source } from './source';

interface ConnectionKey {
  tenantId: number;
  connectionId: number;
}

interface SourceWithFiles {
  source: Source;
  /** Brings what is kept of the source up to a complete pull, once; not given where nothing is. */
  mirror?: (ctx: AppContext, pull: TakenPull, row: PullRow) => Promise<void>;
  /** What a complete pull becomes. */
  files: (ctx: AppContext, row: PullRow) => AsyncIterable<FileToWrite>;
  /** Whether there were rows of a collection when the source was read last. */
  hadRows: (ctx: AppContext, key: ConnectionKey, collection: string) => Promise<boolean>;
  /**
   * From where on a delta reads changes; null where everything has to be read. `inForceSince`: when the pull began whose rows are
   * in force, read with the same settings; null where another roster is.
   */
  changesFrom: (
    ctx: AppContext,
    key: ConnectionKey,
    inForceSince: Date | null,
  ) => Promise<string | null>;
  /** The same of attendance, where it can be read. */
  attendanceChangesFrom?: (ctx: AppContext, key: ConnectionKey) => Promise<string | null>;
}

const SOURCES: Partial<Record<ApiProtocol, SourceWithFiles>> = {
  'oneroster-rest': {
    source: oneRosterRest,
    files: filesOfLines,
    hadRows: hadLiveRows,
    changesFrom: (_ctx, _key, inForceSince) =>
      Promise.resolve(inForceSince && changesSince(inForceSince)),
  },
  'ed-fi': {
    source: edFi,
    mirror: (ctx, pull, row) => {
      if (row.feed === 'ROSTER') return mirrorPull(ctx, pull, row);
      return row.feed === 'ATTENDANCE' ? mirrorAttendance(ctx, pull, row) : Promise.resolve();
    },
    files: filesOfMirror,
    hadRows: hadRecords,
    changesFrom: changesAfterMirror,
    attendanceChangesFrom,
  },
};

export function sourceOf({ kind }: { kind: string }): SourceWithFiles {
  const { api } = kindOfConnection(kind);
  if (!api) throw new Error(`connections of the kind ${kind} are not fetched from`);
  const source = SOURCES[api.protocol];
  if (!source) throw new Error(`nothing speaks ${api.protocol}`);
  return source;
}
