/** As much of a `DataTransfer` as is read. */
interface Dropped {
  items: Iterable<{ webkitGetAsEntry(): Entry | null }>;
  files: Iterable<File>;
}

export interface Entry {
  isFile: boolean;
  isDirectory: boolean;
}

interface FileEntry extends Entry {
  file(found: (file: File) => void, failed: (error: Error) => void): void;
}

interface FolderEntry extends Entry {
  createReader(): FolderReader;
}

interface FolderReader {
  readEntries(found: (entries: Entry[]) => void, failed: (error: Error) => void): void;
}

/** The files that were dropped; of a folder, those that lie in it directly. Null where the browser cannot read one. */
export async function droppedFiles(dropped: Dropped): Promise<File[] | null> {
  // Asked for before anything is awaited: the list is gone then.
  const entries = [...dropped.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const plain = [...dropped.files];
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  try {
    return (await Promise.all(entries.map(filesOf))).flat();
  } catch {
    // Moved, deleted, or not this reader's to open.
    return null;
  }
}

async function filesOf(entry: Entry): Promise<File[]> {
  if (isFile(entry)) return [await fileOf(entry)];
  if (!isFolder(entry)) return [];
  const entries = await entriesOf(entry.createReader());
  return Promise.all(entries.filter(isFile).map(fileOf));
}

/** A reader gives some at a time, and none at the end. */
async function entriesOf(reader: FolderReader): Promise<Entry[]> {
  const some = await new Promise<Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  return some.length === 0 ? [] : [...some, ...(await entriesOf(reader))];
}

const fileOf = (entry: FileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const isFile = (entry: Entry): entry is FileEntry => entry.isFile;
const isFolder = (entry: Entry): entry is FolderEntry => entry.isDirectory;
