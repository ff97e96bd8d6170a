import { expect, test } from 'vitest';
import { droppedFiles, type Entry } from './dropped-files';

const file = (name: string) => new File(['x'], name);
const gone = new DOMException('A requested file could not be found.', 'NotFoundError');

const fileEntry = (read: File | DOMException) => ({
  isFile: true,
  isDirectory: false,
  file: (found: (file: File) => void, failed: (error: Error) => void) =>
    read instanceof File ? found(read) : failed(read),
});

/** Two entries at a time, as a browser gives a hundred. */
const folderEntry = (parts: Entry[] | DOMException) => ({
  isFile: false,
  isDirectory: true,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (found: (parts: Entry[]) => void, failed: (error: Error) => void) => {
        if (parts instanceof DOMException) return failed(parts);
        found(parts.slice(at, at + 2));
        at += 2;
      },
    };
  },
});

const dropped = (parts: readonly Entry[], files: readonly File[] = []) => ({
  items: parts.map((part) => ({ webkitGetAsEntry: () => part })),
  files,
});

test('files alone', async () => {
  const files = [file('users.csv'), file('orgs.csv')];
  expect(await droppedFiles(dropped(files.map(fileEntry), files))).toEqual(files);
});

test('all of a folder, those of folders in it aside, and a file beside it', async () => {
  const names = ['a.csv', 'b.csv', 'c.csv'];
  const found = await droppedFiles(
    dropped([
      folderEntry([
        ...names.map((name) => fileEntry(file(name))),
        folderEntry([fileEntry(file('deeper.csv'))]),
      ]),
      fileEntry(file('beside.csv')),
    ]),
  );
  expect(found?.map(({ name }) => name)).toEqual([...names, 'beside.csv']);
});

test.each([
  ['a file in a folder', [folderEntry([fileEntry(file('a.csv')), fileEntry(gone)])]],
  ['a folder', [folderEntry(gone)]],
  ['a file beside a folder', [folderEntry([fileEntry(file('a.csv'))]), fileEntry(gone)]],
])('where the browser cannot read %s, nothing is taken for all', async (_case, parts) => {
  expect(await droppedFiles(dropped(parts))).toBeNull();
});
