import { storedColumns, type RosterEntity } from '@/lib/core/oneroster';

/**
 * Whether two rows say something else in a field. The lists of OneRoster are sets: their order, and an id that stands
 * there twice, say nothing.
 */
export function differsSql(entity: RosterEntity, field: string, a: string, b: string): string {
  const [left, right] = [`${a}.${field}`, `${b}.${field}`];
  const isList = storedColumns(entity).some(
    (column) => column.field === field && column.pgType === 'text[]',
  );
  const isOther = `${left} IS DISTINCT FROM ${right}`;
  return isList
    ? `(${isOther} AND NOT coalesce(${left} @> ${right} AND ${left} <@ ${right}, false))`
    : isOther;
}
