import { FilterSelect } from '../data-table/filter-bar';

const groups = [
  { value: 'working', label: 'Arriving or being checked' },
  { value: 'review', label: 'Under review' },
  { value: 'ready', label: 'Ready, waiting for their time' },
  { value: 'applied', label: 'Applied or without change' },
  { value: 'problem', label: 'Not applied' },
] as const;

export function RunGroupFilter({ value }: { value: string | undefined }) {
  return (
    <FilterSelect name="status" label="Status" all="Any status" value={value} choices={groups} />
  );
}
