// What a delivered file is for is said by its name, whichever connection it came through.
import { dailyFeedOf } from '../attendance/names';
import { nearestFileName, ONEROSTER_1_2_FILE_NAMES, withoutTemporaryMark } from '../oneroster';
import { baseName } from '../names/path';
import { isArchiveName } from '../names/archive-name';
import type { Feed } from './feeds';

/**
 * What a delivered file is for, by its name alone. TEMPORARY: a name that a client uses while it sends, to be renamed
 * when done. OTHER: no name of ours, nor close to one; such a file is kept, listed and not read.
 */
export type FilePurpose = Feed | 'ARCHIVE' | 'TEMPORARY' | 'OTHER';

export function feedOfFile(name: string): FilePurpose {
  const base = baseName(name);
  const { kind, fileName } = nearestFileName(name);
  if (kind === 'temporary') return 'TEMPORARY';
  const feed = dailyFeedOf(base);
  if (feed !== null) return feed;
  if (isArchiveName(base)) return 'ARCHIVE';
  return fileName !== null || ONEROSTER_1_2_FILE_NAMES.has(base) ? 'ROSTER' : 'OTHER';
}

export function isTemporaryName(name: string): boolean {
  return feedOfFile(name) === 'TEMPORARY';
}

/** May this file be (or have been meant as) part of a roster set? Of an archive its content has to say so too. */
export function isRosterName(name: string): boolean {
  const purpose = feedOfFile(name);
  return purpose === 'ROSTER' || purpose === 'ARCHIVE';
}

/** A file that is still on its way under a temporary name, and that a roster set may be waiting for. */
export function mayBecomeRoster(name: string): boolean {
  if (!isTemporaryName(name)) return false;
  const final = feedOfFile(withoutTemporaryMark(baseName(name)));
  return final === 'ROSTER' || final === 'ARCHIVE' || final === 'OTHER';
}
