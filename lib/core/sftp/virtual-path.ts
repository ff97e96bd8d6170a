// Names as clients give them: one flat folder, with one level of folder tolerated because a file sent to
// "/upload" must be kept and explained, not lost.

export type PathRefusal = 'INVALID_NAME' | 'NAME_TOO_LONG' | 'FOLDER_TOO_DEEP';

export type VirtualPath =
  | { ok: true; kind: 'root' }
  | { ok: true; kind: 'entry'; name: string }
  | { ok: false; code: PathRefusal };

const SEGMENT = /^[A-Za-z0-9._\- ()]+$/;

/**
 * Resolves what a client sent to the root or to the name we record ("users.csv", "upload/users.csv").
 * Refuses everything else, above all "..": there is nothing above the root to reach.
 */
export function parseVirtualPath(path: string, maxNameLength: number): VirtualPath {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0) return { ok: true, kind: 'root' };
  if (segments.some((segment) => segment === '..' || !SEGMENT.test(segment)))
    return { ok: false, code: 'INVALID_NAME' };
  if (segments.some((segment) => segment.length > maxNameLength))
    return { ok: false, code: 'NAME_TOO_LONG' };
  if (segments.length > 2) return { ok: false, code: 'FOLDER_TOO_DEEP' };
  return { ok: true, kind: 'entry', name: segments.join('/') };
}

/** REALPATH may name anything, ".." included: the answer never leaves the root. */
export function normaliseVirtualPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}
