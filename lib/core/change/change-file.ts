import type { CsvValue } from '../csv';
import type { RosterEntity } from '../oneroster';
import { columnName } from '../oneroster/column-name';
import { changeLabels, type ChangeAction, type CountedEntity } from './change';

interface FileChange {
  entity: RosterEntity | 'link';
  countedAs: CountedEntity;
  action: ChangeAction;
  sourcedId: string;
  schoolSourcedId: string;
  schoolName: string | null;
  fields: readonly { field: string }[];
}

export const CHANGE_COLUMNS = [
  'change',
  'entity',
  'sourcedId',
  'schoolSourcedId',
  'school',
  'columns',
] as const;

/** Changes as rows of a file: which records, by id, and which columns; what they say stays on the screen. */
export async function* changeRows(changes: AsyncIterable<FileChange>): AsyncGenerator<CsvValue[]> {
  for await (const change of changes) {
    yield [
      changeLabels[change.action].word,
      change.countedAs,
      change.sourcedId.replace('\n', ' '),
      change.schoolSourcedId,
      change.schoolName,
      change.fields.map(({ field }) => columnName(change.entity, field) ?? field).join(','),
    ];
  }
}
