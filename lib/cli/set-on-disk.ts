// The files of a set as they lie on somebody's disk: a folder of CSV files, or one archive of them.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isArchiveName } from '@/lib/core/names/archive-name';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { fileIssue, shownValue, type FileIssue } from '@/lib/core/issues';
import type { GivenFile } from '@/lib/core/check-set/set-to-check';
import { openArchive } from '@/lib/server/storage/zip-archive';

const READ_BYTES = 1 << 20;

export type SetOnDisk =
  | {
      ok: true;
      files: GivenFile[];
      /** Names in the folder that are no part of a roster. */
      notRead: string[];
      /** Of the archive. */
      found: FileIssue[];
    }
  | { ok: false; code: 'NOTHING_TO_CHECK' };

/** Names as an upload would have them: an archive is opened, and of a folder the files that are for a roster are taken. */
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
  const isRead = (name: string): boolean => feedOfFile(name) === 'ROSTER';
  const files = names.filter(isRead).sort();
  if (files.length === 0) return { ok: false, code: 'NOTHING_TO_CHECK' };
  return {
    ok: true,
    files: files.map((fileName) => ({
      fileName,
      open: () => createReadStream(path.join(folder, fileName), { highWaterMark: READ_BYTES }),
    })),
    notRead: names.filter((name) => !isRead(name)).sort(),
    found: [],
  };
}

async function openZip(place: string): Promise<SetOnDisk> {
  const zipName = path.basename(place);
  const archive = await openArchive(place);
  if (!archive.ok) {
    const { code, params } = archive.problem;
    return { ok: true, files: [], notRead: [], found: [fileIssue(code, zipName, { params })] };
  }
  const { folder } = archive;
  return {
    ok: true,
    files: archive.files.map(({ name, open }) => ({ fileName: name, open })),
    notRead: [],
    found:
      folder === null
        ? []
        : [fileIssue('ZIP_FOLDER', zipName, { params: { folder: shownValue(folder) } })],
  };
}
