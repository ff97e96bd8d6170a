import { isArchiveName } from '@/lib/core/names/archive-name';
import type { SyncRunState } from '@/lib/core/sync-run/states';

export type SetFileState =
  | 'missing'
  | 'receiving'
  | 'received'
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

/** The set that a list of files is about: the open one, else the newest that was checked or given up. */
export interface CurrentSet {
  /** Null where no set has ever come. */
  runState: SyncRunState | null;
  arrived: readonly ArrivedFile[];
  /** Files found in its archive, once somebody looked. */
  unpacked: readonly string[];
  /** With problems that stop the set. */
  refused: readonly string[];
}

export interface SetFile {
  state: SetFileState;
  receivedAt: Date | null;
  byteCount: number | null;
}

/** Of sets in these states nothing was used, whatever each file is like. */
const UNUSED: readonly SyncRunState[] = ['INCOMPLETE', 'INVALID', 'REJECTED', 'EXPIRED'];

const arrivalStates = { RECEIVING: 'receiving', RECEIVED: 'received', INCOMPLETE: 'cut' } as const;

/** What has become of one file of the current set; files of earlier sets do not count. */
export function fileOfSet(set: CurrentSet, fileName: string): SetFile {
  const { runState } = set;
  const own = set.arrived.findLast((file) => file.fileName === fileName);
  const archive = set.arrived.findLast((file) => isArchiveName(file.fileName));
  const file = own ?? (archive && mayHold(set, fileName) ? archive : undefined);
  if (!file) return { state: 'missing', receivedAt: null, byteCount: null };
  const receivedAt = file.receivedAt;
  const byteCount = own ? file.byteCount : null;
  const state = arrivalStates[file.state];
  if (state !== 'received') return { state, receivedAt, byteCount };
  if (runState === 'INVALID' && set.refused.includes(fileName))
    return { state: 'refused', receivedAt, byteCount };
  if (runState !== null && UNUSED.includes(runState))
    return { state: 'not-used', receivedAt, byteCount };
  return {
    state: own || set.unpacked.includes(fileName) ? 'received' : 'in-archive',
    receivedAt,
    byteCount,
  };
}

function mayHold({ unpacked }: CurrentSet, fileName: string): boolean {
  return unpacked.length === 0 || unpacked.includes(fileName);
}

/** Somebody has to send the rest: no file of it is on its way. */
export const asksForFiles = (set: {
  missing: readonly string[];
  arriving: readonly string[];
}): boolean => set.missing.length > 0 && set.arriving.length === 0;
