import { storedColumns, type RosterEntity } from '@/lib/core/oneroster';

/**
 * What a row says in some of its fields, as an array of texts: equal where the row says the same. The order of a list and the
 * form of letters say nothing.
 */
export function contentSql(
  entity: RosterEntity,
  row: string,
  fields: readonly string[] = storedColumns(entity).map(({ field }) => field),
): string {
  const types = new Map(storedColumns(entity).map(({ field, pgType }) => [field, pgType]));
  const texts = fields.map((field) => {
    const value =
      types.get(field) === 'text[]'
        ? `(SELECT jsonb_agg(DISTINCT i ORDER BY i) FROM unnest(${row}.${field}) i)`
        : `to_jsonb(${row}.${field})`;
    return `coalesce(normalize(${value}::text), '')`;
  });
  return `ARRAY[${texts.join(', ')}]`;
}
