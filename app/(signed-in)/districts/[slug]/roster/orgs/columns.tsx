import type { Column } from '@/components/data-table/data-table';
import { formatNumber } from '@/lib/core/format/numbers';
import type { OrgRow } from '@/lib/server/roster/orgs';
import { None } from '@/components/domain/roster/none';
import { typeLabel } from '@/components/domain/roster/labels';

export const orgColumns: readonly Column<OrgRow>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name },
  { id: 'type', header: 'Type', cell: (row) => typeLabel(row.type) },
  { id: 'students', header: 'Students', align: 'end', cell: (row) => formatNumber(row.students) },
  { id: 'classes', header: 'Classes', align: 'end', cell: (row) => formatNumber(row.classes) },
  {
    id: 'parent',
    header: 'Part of',
    cell: (row) => row.parentName ?? row.parentSourcedId ?? <None what="top level" />,
  },
  {
    id: 'identifier',
    header: 'Number',
    cell: (row) => row.identifier ?? <None what="no number" />,
  },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
