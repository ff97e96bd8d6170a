import { runGroupLabels, runGroups } from '@/lib/core/sync-run/run-groups';
import { FilterSelect } from '../../data-table/filter-bar';

export function RunGroupFilter({ value }: { value: string | undefined }) {
  return (
    <FilterSelect
      name="status"
      label="Status"
      all="Any status"
      value={value}
      choices={runGroups.map((group) => ({ value: group, label: runGroupLabels[group] }))}
    />
  );
}
