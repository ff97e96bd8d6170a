// The files somebody chose, as a check takes them: an archive is opened, and what is read is counted.
import { blobAtHand, chunksOf } from '@/lib/core/archive/blob-at-hand';
import { inspectArchiveAtHand, openArchiveAtHand } from '@/lib/core/archive/open-archive';
import { sortFiles, type FilesToCheck } from '@/lib/core/check-set/check-files';
import type { GivenFile } from '@/lib/core/check-set/set-to-check';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { fileIssue, shownValue, type FileIssue } from '@/lib/core/issues';
import type { Refused } from '@/lib/core/refusals/catalogue';

export type ChosenFiles =
  | {
      ok: true;
      files: FilesToCheck;
      /** Of the archives. */
      found: FileIssue[];
      bytesTotal: number;
    }
  | Refused<'ARCHIVE_OF_OTHER_FILES'>
  | Refused<'SEVERAL_SETS_CHOSEN'>;

export async function openChosen(
  chosen: readonly File[],
  note: (fileName: string, byteCount: number) => void,
): Promise<ChosenFiles> {
  const archives = chosen.filter(({ name }) => feedOfFile(name) === 'ARCHIVE');
  const loose = chosen.filter((file) => !archives.includes(file));
  const sorted = sortFiles(loose.map((file) => given(file, note)));
  const others = await archivesOfOtherFiles(archives);
  const [archive, ...moreArchives] = archives.filter((file) => !others.includes(file));
  const otherNames = others.map(({ name }) => name);
  const files = { ...sorted, notRead: [...sorted.notRead, ...otherNames] };
  const looseSize = sum(loose.map(({ size }) => size));
  const otherIssues = otherNames.map((name) => fileIssue('ZIP_OF_OTHER_FILES', name, {}));
  if (!archive)
    return others.length > 0 && files.roster === null && files.daily.length === 0
      ? { ok: false, code: 'ARCHIVE_OF_OTHER_FILES' }
      : { ok: true, files, found: otherIssues, bytesTotal: looseSize };
  if (moreArchives.length > 0 || files.roster) return { ok: false, code: 'SEVERAL_SETS_CHOSEN' };
  const opened = await openArchiveAtHand(blobAtHand(archive));
  if (!opened.ok) {
    const { code, params } = opened.problem;
    const found = [...otherIssues, fileIssue(code, archive.name, { params })];
    return { ok: true, files: { ...files, roster: [] }, found, bytesTotal: looseSize };
  }
  const { folder } = opened;
  const params = { folder: shownValue(folder ?? '') };
  return {
    ok: true,
    files: {
      ...files,
      roster: opened.files.map(({ name, open }) => ({
        fileName: name,
        open: () => noted(open(), name, note),
      })),
    },
    found:
      folder === null
        ? otherIssues
        : [...otherIssues, fileIssue('ZIP_FOLDER', archive.name, { params })],
    bytesTotal: looseSize + sum(opened.files.map(({ byteCount }) => byteCount)),
  };
}

/** They are no set, whatever else they hold. */
async function archivesOfOtherFiles(archives: readonly File[]): Promise<File[]> {
  const contents = await Promise.all(
    archives.map((archive) => inspectArchiveAtHand(blobAtHand(archive))),
  );
  return archives.filter((_archive, index) => contents[index] === 'OTHER');
}

function given(file: File, note: (fileName: string, byteCount: number) => void): GivenFile {
  return { fileName: file.name, open: () => noted(chunksOf(file.stream()), file.name, note) };
}

async function* noted(
  source: AsyncIterable<Uint8Array>,
  fileName: string,
  note: (fileName: string, byteCount: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    note(fileName, chunk.length);
    yield chunk;
  }
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
