import type { FilterField } from '@/components/data-table/filters';
import { ownerNames } from '@/components/domain/status-label';
import { connectionLabels, connectionStatuses } from '@/lib/core/sync-run/status-labels';

// The filters that both lists of districts have.

export const statusFilter: FilterField = {
  kind: 'select',
  name: 'status',
  label: 'Status',
  all: 'Any status',
  choices: connectionStatuses.map((value) => ({ value, label: connectionLabels[value].word })),
};

export const ownerFilter: FilterField = {
  kind: 'select',
  name: 'owner',
  label: 'Waiting on',
  all: 'Anyone',
  choices: (['TalkingPoints', 'district', 'nobody'] as const).map((value) => ({
    value,
    label: ownerNames[value],
  })),
};
