import { isArchiveName } from '@/lib/core/names/archive-name';
import type { SyncRunState } from '@/lib/core/sync-run/states';

export type SetFileState =
  | 'missing'
  | 'receiving'
  | 'received'
  | 'checking'
  /** Read, and nothing in it to correct. */
  | 'checked'
  /** Read, and some of it has to be corrected. */
  | 'problems'
  | 'cut'
  /** Will be read from the archive that was sent. */
  | 'in-archive'
  /** Has problems that keep the whole set from being used. */
  | 'refused'
  /** Came, and nothing of its set was used. */
  | 'not-used';

export interface ArrivedFile {
  fileName: string;
  state: 'RECEIVING' | 'RECEIVED' | 'INCOMPLETE';
  receivedAt: Date | null;
  byteCount: number;
}

/** A file of the set as it was read, loose or from the archive. */
export interface ReadFile {
  fileName: string;
  rowsRead: number;
  /** Errors and warnings, as the list of runs counts them. */
  problems: number;
}

/** The set that a list of files is about: the open one, else the newest that was checked or given up. */
export interface CurrentSet {
  /** Null where no set has ever come. */
  runState: SyncRunState | null;
  arrived: readonly ArrivedFile[];
  /** Its files as they were read, once they were. */
  read: readonly ReadFile[];
  /** Of files that are on their way: how large the last whole one of that name was. */
  lastSizes: ReadonlyMap<string, number>;
  /** With problems that stop the set. */
  refused: readonly string[];
}

export interface SetFile {
  state: SetFileState;
  receivedAt: Date | null;
  byteCount: number | null;
  /** Once they were counted. */
  rowsRead: number | null;
  problems: number;
  /** Of the size of the last whole file of that name, while it is on its way and smaller: how much comes, nobody says before. */
  percentOfLast: number | null;
}

/** Of sets in these states nothing was used, whatever each file is like. */
const UNUSED: readonly SyncRunState[] = ['INCOMPLETE', 'INVALID', 'REJECTED', 'EXPIRED'];

/** Its files were read to the end, and something may come of it or has. */
const CHECKED: readonly SyncRunState[] = ['HELD', 'DEFERRED', 'APPLYING', 'APPLIED', 'NO_CHANGE'];

const arrivalStates = { RECEIVING: 'receiving', RECEIVED: 'received', INCOMPLETE: 'cut' } as const;

/** What has become of one file of the current set; files of earlier sets do not count. */
export function fileOfSet(set: CurrentSet, fileName: string): SetFile {
  const { runState } = set;
  const own = set.arrived.findLast((file) => file.fileName === fileName);
  const archive = set.arrived.findLast((file) => isArchiveName(file.fileName));
  const file = own ?? (archive && mayHold(set, fileName) ? archive : undefined);
  const nothing = { byteCount: null, rowsRead: null, problems: 0, percentOfLast: null };
  if (!file) return { ...nothing, state: 'missing', receivedAt: null };
  const read = set.read.find((each) => each.fileName === fileName);
  const known = {
    receivedAt: file.receivedAt,
    byteCount: own ? file.byteCount : null,
    rowsRead: read?.rowsRead ?? null,
    problems: read?.problems ?? 0,
    percentOfLast: own?.state === 'RECEIVING' ? percentOf(own, set.lastSizes) : null,
  };
  const state = arrivalStates[file.state];
  if (state !== 'received') return { ...known, state };
  if (runState === 'INVALID' && set.refused.includes(fileName))
    return { ...known, state: 'refused' };
  if (runState !== null && UNUSED.includes(runState)) return { ...known, state: 'not-used' };
  if (runState === 'PROCESSING') return { ...known, state: 'checking' };
  if (read && runState !== null && CHECKED.includes(runState))
    return { ...known, state: read.problems > 0 ? 'problems' : 'checked' };
  return { ...known, state: own || read ? 'received' : 'in-archive' };
}

function percentOf(
  { fileName, byteCount }: ArrivedFile,
  lastSizes: CurrentSet['lastSizes'],
): number | null {
  const last = lastSizes.get(fileName) ?? 0;
  return last > byteCount ? (100 * byteCount) / last : null;
}

function mayHold({ read }: CurrentSet, fileName: string): boolean {
  return read.length === 0 || read.some((file) => file.fileName === fileName);
}

/** Somebody has to send the rest: no file of it is on its way. */
export const asksForFiles = (set: {
  missing: readonly string[];
  arriving: readonly string[];
}): boolean => set.missing.length > 0 && set.arriving.length === 0;
