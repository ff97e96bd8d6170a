// By what two rows of one id are told to be the same. The comparison in SQL is lib/server/pipeline/check-duplicates.ts.
import { fileSpecForEntity, storedColumns, type RosterEntity, type StoredColumn } from './files';

/** The main school follows from the rest, for some by the order of a list. */
export function comparedFields(entity: RosterEntity): readonly StoredColumn[] {
  return storedColumns(entity).filter(
    ({ field }) => entity !== 'user' || field !== 'school_sourced_id',
  );
}

/** What a person is told of two that differ: a column of the file. What is worked out from a column is not named beside it. */
export function namedFields(entity: RosterEntity): readonly { name: string; field: string }[] {
  const fields = new Set(comparedFields(entity).map(({ field }) => field));
  const ofColumns = fileSpecForEntity(entity).columns.flatMap(({ name, field, stored }) =>
    stored && fields.has(field) ? [{ name, field }] : [],
  );
  return [...ofColumns, { name: 'metadata', field: 'metadata' }];
}
