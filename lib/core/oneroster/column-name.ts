import { fileSpecForEntity, type RosterEntity } from './files';

/** The name a column has in the district's file; null for what we work out ourselves. */
export function columnName(entity: RosterEntity | 'link', field: string): string | null {
  if (entity === 'link') return null;
  if (field === 'metadata') return 'metadata';
  const spec = fileSpecForEntity(entity).columns.find((column) => column.field === field);
  return spec?.name ?? null;
}
