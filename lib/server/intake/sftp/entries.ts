// Files and folders as SFTP tells a client of them.
import type { Attributes, FileEntry } from 'ssh2';

const FOLDER_MODE = 0o040750;
const FILE_MODE = 0o100640;

export function fileAttributes(size: number, at: Date): Attributes {
  const seconds = Math.floor(at.getTime() / 1000);
  return { mode: FILE_MODE, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}

export function folderAttributes(at: Date): Attributes {
  return { ...fileAttributes(0, at), mode: FOLDER_MODE };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** As `ls -l` writes it: some clients show it as it is. */
export function listedEntry(filename: string, attrs: Attributes): FileEntry {
  const at = new Date(attrs.mtime * 1000);
  const kind = attrs.mode === FOLDER_MODE ? 'drwxr-x---' : '-rw-r-----';
  const size = String(attrs.size).padStart(10);
  const day = String(at.getUTCDate()).padStart(2);
  const time = at.toISOString().slice(11, 16);
  const longname = `${kind}    1 tpc      tpc      ${size} ${MONTHS[at.getUTCMonth()]} ${day} ${time} ${filename}`;
  return { filename, longname, attrs };
}
