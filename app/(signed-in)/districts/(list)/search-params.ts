import { districtSorts } from '@/lib/server/overview/queries/list-districts';

export const districtsTable = {
  sorts: districtSorts,
  defaultSort: 'attention',
  filters: ['q', 'status', 'owner', 'implementer', 'psm'],
} as const;
