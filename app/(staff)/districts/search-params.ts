import { overviewSorts } from '@/lib/server/tenants/overview';

export const districtsTable = {
  sorts: overviewSorts,
  defaultSort: 'attention',
  filters: ['q', 'status', 'psm'],
} as const;
