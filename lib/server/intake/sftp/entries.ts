// Files and folders as SFTP tells a client of them.
import type { Attributes, FileEntry } from 'ssh2';

const FOLDER_MODE = 0o040750;
const FILE_MODE = 0o100640;
const READ_ONLY_FOLDER_MODE = 0o040550;
const READ_ONLY_FILE_MODE = 0o100440;

export function fileAttributes(size: number, at: Date): Attributes {
  const seconds = Math.floor(at.getTime() / 1000);
  return { mode: FILE_MODE, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}

export function folderAttributes(at: Date): Attributes {
  return { ...fileAttributes(0, at), mode: FOLDER_MODE };
}

export function readOnlyFileAttributes(size: number, at: Date): Attributes {
  return { ...fileAttributes(size, at), mode: READ_ONLY_FILE_MODE };
}

export function readOnlyFolderAttributes(at: Date): Attributes {
  return { ...fileAttributes(0, at), mode: READ_ONLY_FOLDER_MODE };
}

const LISTED_MODES: Readonly<Record<number, string>> = {
  [FOLDER_MODE]: 'drwxr-x---',
  [FILE_MODE]: '-rw-r-----',
  [READ_ONLY_FOLDER_MODE]: 'dr-xr-x---',
  [READ_ONLY_FILE_MODE]: '-r--r-----',
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** As `ls -l` writes it: some clients show it as it is. */
export function listedEntry(filename: string, attrs: Attributes): FileEntry {
  const at = new Date(attrs.mtime * 1000);
  const kind = LISTED_MODES[attrs.mode] ?? '-rw-r-----';
  const size = String(attrs.size).padStart(10);
  const day = String(at.getUTCDate()).padStart(2);
  const time = at.toISOString().slice(11, 16);
  const longname = `${kind}    1 tpc      tpc      ${size} ${MONTHS[at.getUTCMonth()]} ${day} ${time} ${filename}`;
  return { filename, longname, attrs };
}
