// A page of a OneRoster server (1.1 or 1.2, or the same records made from another API) as lines of a OneRoster 1.1 CSV file.
// Half a million users pass here in a pull, so a record is read by plain property access, and nothing of it is checked: what
// is wrong with a row is told by the check of the file, as of any other.
import type { OneRosterCollection } from './collections';
import { csvCell } from './csv-cell';
import { isRecord, textOf } from './json-values';
import type { MappingSettings } from './mapping-settings';
import { lineOf } from './record-lines';

export interface RejectedRecords {
  /** Something else stood in the list: null, a text, a list. */
  notAnObject: number;
}

export interface CsvOfRecords {
  /** Lines without a header, each with its end (\n). */
  csv: string;
  /** The sourcedId of each line; '' where the record has none: the row is kept, so that its problem is told. */
  ids: string[];
  rejected: RejectedRecords;
}

export function recordsToCsv(
  collection: OneRosterCollection,
  records: readonly unknown[],
  settings: MappingSettings,
): CsvOfRecords {
  const line = lineOf(collection, settings);
  const isDelta = settings.mode === 'delta';
  const ids: string[] = [];
  const rejected: RejectedRecords = { notAnObject: 0 };
  let csv = '';
  for (const record of records) {
    if (!isRecord(record)) {
      rejected.notAnObject += 1;
      continue;
    }
    const id = textOf(record.sourcedId);
    ids.push(id.trim());
    let status = textOf(record.status);
    let modified = '';
    if (isDelta) {
      if (status === '') status = 'active';
      modified = textOf(record.dateLastModified);
    } else if (status === 'active') status = '';
    csv += `${csvCell(id)},${csvCell(status)},${csvCell(modified)},${line(record)}\n`;
  }
  return { csv, ids, rejected };
}
