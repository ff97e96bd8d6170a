// What the product's reader of files makes of CSV lines that were written from the records of an API.
import { createLanguageMapper } from '@/lib/core/languages/mapper';
import { IssueGroups } from '@/lib/core/issues';
import {
  csvHeader,
  entityOfCollection,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import { readFile } from '@/lib/core/oneroster/file-reading/read-file';
import { fileSpecForEntity, storedColumns } from '@/lib/core/oneroster/files';
import type { CellValue } from '@/lib/core/oneroster/row/row-state';

export interface ReadBack {
  /** By the names of the database's columns. */
  rows: Record<string, CellValue>[];
  removed: string[];
  rejectedCount: number;
  /** Codes of what was found, with how often. */
  issues: Record<string, number>;
}

const languages = createLanguageMapper();

export async function readBack(
  collection: OneRosterCollection,
  csv: string,
  mode: 'bulk' | 'delta' = 'bulk',
): Promise<ReadBack> {
  const entity = entityOfCollection(collection);
  const fields = storedColumns(entity).map(({ field }) => field);
  const issues = new IssueGroups();
  const read: ReadBack = { rows: [], removed: [], rejectedCount: 0, issues: {} };
  const bytes = new TextEncoder().encode(csvHeader(collection) + csv);
  await readFile({
    spec: fileSpecForEntity(entity),
    settings: {
      mode,
      languages,
      acceptUsDates: false,
      readOtherRolesAsStaff: false,
      readAidesAsProctors: false,
      allowMissingCourse: false,
    },
    source: (async function* () {
      yield await Promise.resolve(bytes);
    })(),
    issues,
    openRows: () => ({
      seed: { low: 0, high: 0 },
      accept: (values) => {
        read.rows.push(Object.fromEntries(fields.map((field, at) => [field, values[at] ?? null])));
      },
      remove: (sourcedId) => void read.removed.push(sourcedId),
      reject: () => void (read.rejectedCount += 1),
      end: () => Promise.resolve({ ignored: 0, rejected: 0 }),
    }),
  });
  for (const { code, count } of issues.list()) read.issues[code] = count;
  return read;
}
