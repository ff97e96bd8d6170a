import type { FilterField } from '@/components/data-table/filters';
import { runGroupLabels, runGroups } from '@/lib/core/sync-run/run-groups';

export const runGroupFilter: FilterField = {
  kind: 'select',
  name: 'status',
  label: 'Status',
  all: 'Any status',
  choices: runGroups.map((group) => ({ value: group, label: runGroupLabels[group] })),
};
