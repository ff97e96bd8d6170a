// The files somebody chose, as a check takes them: an archive is opened, and what is read is counted.
import { blobAtHand, chunksOf } from '@/lib/core/archive/blob-at-hand';
import { openArchiveAtHand } from '@/lib/core/archive/open-archive';
import { sortFiles, type FilesToCheck } from '@/lib/core/check-set/check-files';
import type { GivenFile } from '@/lib/core/check-set/set-to-check';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { fileIssue, shownValue, type FileIssue } from '@/lib/core/issues';

export type ChosenFiles =
  | {
      ok: true;
      files: FilesToCheck;
      /** Of the archive. */
      found: FileIssue[];
      bytesTotal: number;
    }
  | { ok: false; message: string };

export async function openChosen(
  chosen: readonly File[],
  note: (fileName: string, byteCount: number) => void,
): Promise<ChosenFiles> {
  const archives = chosen.filter(({ name }) => feedOfFile(name) === 'ARCHIVE');
  const loose = chosen.filter((file) => !archives.includes(file));
  const files = sortFiles(loose.map((file) => given(file, note)));
  const [archive] = archives;
  if (!archive)
    return { ok: true, files, found: [], bytesTotal: sum(loose.map(({ size }) => size)) };
  if (archives.length > 1 || files.roster)
    return {
      ok: false,
      message:
        'Choose one .zip archive of a roster, or the roster files themselves, but not both. Otherwise it is not clear which of them to check.',
    };
  const opened = await openArchiveAtHand(blobAtHand(archive));
  const dailySize = sum(loose.map(({ size }) => size));
  if (!opened.ok) {
    const { code, params } = opened.problem;
    const found = [fileIssue(code, archive.name, { params })];
    return { ok: true, files: { ...files, roster: [] }, found, bytesTotal: dailySize };
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
    found: folder === null ? [] : [fileIssue('ZIP_FOLDER', archive.name, { params })],
    bytesTotal: dailySize + sum(opened.files.map(({ byteCount }) => byteCount)),
  };
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
