// Public data sets that nobody here wrote. They are looked for, never stored here.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearestFileName } from '@/lib/core/oneroster';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface SampleSet {
  /** Path below the folder of samples, "OneRosterDocs/Test_full_data_set". */
  name: string;
  /** Sent together: the CSV files of a folder, or one archive. */
  files: string[];
}

/** CONNECTOR_SAMPLES, else `shared/samples` beside the clone. */
export function samplesFolder(given: string | undefined): string {
  return path.resolve(root, given || '../shared/samples');
}

/** Every folder with a file that OneRoster names, and every archive; null where there is no such folder. */
export function findSampleSets(folder: string): SampleSet[] | null {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return null;
  return setsBelow(folder, folder);
}

function setsBelow(folder: string, top: string): SampleSet[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  const inFolder = (name: string): string => path.join(folder, name);
  const nameOf = (file: string): string => path.relative(top, file).split(path.sep).join('/');
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const tables = files.filter((name) => name.endsWith('.csv'));
  const isSet = tables.some((name) => nearestFileName(name).kind === 'exact');
  return [
    ...(isSet ? [{ name: nameOf(folder), files: tables.map(inFolder) }] : []),
    ...files
      .filter((name) => name.endsWith('.zip'))
      .map((name) => ({ name: nameOf(inFolder(name)), files: [inFolder(name)] })),
    ...entries
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => setsBelow(inFolder(entry.name), top)),
  ];
}
