/** A file whose name ends so holds the files of a set. */
export const ARCHIVE_ENDING = '.zip';

export function isArchiveName(name: string): boolean {
  return name.toLowerCase().endsWith(ARCHIVE_ENDING);
}
