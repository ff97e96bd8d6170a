import type { FilterField } from '@/components/data-table/filters';

export function schoolFilter(
  schools: readonly { sourcedId: string; name: string }[],
  name = 'school',
): FilterField {
  return {
    kind: 'select',
    name,
    label: 'School',
    all: 'Any school',
    choices: schools.map((school) => ({ value: school.sourcedId, label: school.name })),
  };
}

export const removedFilter: FilterField = {
  kind: 'select',
  name: 'status',
  label: 'Status',
  all: 'In the roster',
  choices: [{ value: 'removed', label: 'Removed' }],
};
