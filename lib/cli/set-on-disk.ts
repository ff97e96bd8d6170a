// Files as they lie on somebody's disk: a folder of CSV files, or one archive of a roster.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isArchiveName } from '@/lib/core/names/archive-name';
import { fileIssue, shownValue, type FileIssue } from '@/lib/core/issues';
import { sortFiles, type FilesToCheck } from '@/lib/core/check-set/check-files';
import { inspectArchive, openArchive } from '@/lib/server/storage/zip-archive';

const READ_BYTES = 1 << 20;

export type SetOnDisk =
  | (FilesToCheck & {
      ok: true;
      /** Of the archive. */
      found: FileIssue[];
    })
  | { ok: false; code: 'NOTHING_TO_CHECK' | 'ARCHIVE_OF_OTHER_FILES' };

/** Names as an upload would have them: an archive is opened, and of a folder the files that are for something are taken. */
export async function openSetOnDisk(place: string): Promise<SetOnDisk> {
  const found = await stat(place).catch(() => null);
  if (found?.isDirectory()) return openFolder(place);
  if (found?.isFile() && isArchiveName(place)) return openZip(place);
  return { ok: false, code: 'NOTHING_TO_CHECK' };
}

async function openFolder(folder: string): Promise<SetOnDisk> {
  const entries = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      name,
      // Also where a link leads to.
      isFile: (await stat(path.join(folder, name)).catch(() => null))?.isFile() ?? false,
    })),
  );
  const names = entries.filter(({ isFile }) => isFile).map(({ name }) => name);
  const sorted = sortFiles(
    names.map((fileName) => ({
      fileName,
      open: () => createReadStream(path.join(folder, fileName), { highWaterMark: READ_BYTES }),
    })),
  );
  if (sorted.roster === null && sorted.daily.length === 0)
    return { ok: false, code: 'NOTHING_TO_CHECK' };
  return { ok: true, ...sorted, found: [] };
}

async function openZip(place: string): Promise<SetOnDisk> {
  const zipName = path.basename(place);
  if ((await inspectArchive(place)) === 'OTHER')
    return { ok: false, code: 'ARCHIVE_OF_OTHER_FILES' };
  const archive = await openArchive(place);
  if (!archive.ok) {
    const { code, params } = archive.problem;
    return {
      ok: true,
      roster: [],
      daily: [],
      notRead: [],
      found: [fileIssue(code, zipName, { params })],
    };
  }
  const { folder } = archive;
  return {
    ok: true,
    roster: archive.files.map(({ name, open }) => ({ fileName: name, open })),
    daily: [],
    notRead: [],
    found:
      folder === null
        ? []
        : [fileIssue('ZIP_FOLDER', zipName, { params: { folder: shownValue(folder) } })],
  };
}
