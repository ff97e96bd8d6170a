import { FilterSelect } from '@/components/data-table/filter-bar';

export function SchoolFilter({
  name = 'school',
  value,
  schools,
}: {
  name?: string;
  value: string | undefined;
  schools: readonly { sourcedId: string; name: string }[];
}) {
  return (
    <FilterSelect
      name={name}
      label="School"
      all="Any school"
      value={value}
      choices={schools.map((school) => ({ value: school.sourcedId, label: school.name }))}
    />
  );
}

export function StatusFilter({ value }: { value: string | undefined }) {
  return (
    <FilterSelect
      name="status"
      label="Status"
      all="In the roster"
      value={value}
      choices={[{ value: 'removed', label: 'Removed' }]}
    />
  );
}
