import type { Column } from '@/components/data-table/data-table';
import { DateText } from '@/components/domain/time-text';
import type { SessionRow } from '@/lib/server/roster/sessions';
import { None } from '@/components/domain/roster/none';
import { typeLabel } from '@/components/domain/roster/labels';

export const sessionColumns: readonly Column<SessionRow>[] = [
  { id: 'title', header: 'Session', cell: (row) => row.title },
  { id: 'type', header: 'Type', cell: (row) => typeLabel(row.type) },
  { id: 'start', header: 'First day', cell: (row) => <DateText date={row.startDate} /> },
  { id: 'end', header: 'Ends before', cell: (row) => <DateText date={row.endDate} /> },
  { id: 'year', header: 'School year', cell: (row) => `${row.schoolYear - 1}–${row.schoolYear}` },
  {
    id: 'parent',
    header: 'Part of',
    cell: (row) => row.parentTitle ?? row.parentSourcedId ?? <None what="top level" />,
  },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
