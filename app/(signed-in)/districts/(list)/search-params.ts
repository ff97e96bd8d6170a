import { overviewSorts } from '@/lib/server/tenants/queries/overview';

export const districtsTable = {
  sorts: overviewSorts,
  defaultSort: 'attention',
  filters: ['q', 'status', 'psm'],
} as const;
