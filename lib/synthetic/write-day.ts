import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

import { dayFiles, type ExportOptions } from './day-files';
import type { Day } from './district';

export interface WrittenFile {
  readonly name: string;
  readonly rowCount: number;
  readonly byteCount: number;
}

/** Writes the files of a day into a folder, which is made when it is not there. */
export async function writeDay(
  day: Day,
  folder: string,
  options: ExportOptions = {},
): Promise<WrittenFile[]> {
  await mkdir(folder, { recursive: true });
  const written: WrittenFile[] = [];
  for (const file of dayFiles(day, options)) {
    const handle = await open(join(folder, file.name), 'w');
    try {
      for (const chunk of file.chunks) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
    written.push({ name: file.name, rowCount: file.rowCount, byteCount: file.byteCount });
  }
  return written;
}
