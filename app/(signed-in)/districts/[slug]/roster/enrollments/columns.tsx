import type { Column } from '@/components/data-table/data-table';
import { DateText } from '@/components/domain/time-text';
import type { EnrollmentRow } from '@/lib/server/roster/enrollments';
import { personName, roleLabel } from '@/components/domain/roster/labels';

export const enrollmentColumns: readonly Column<EnrollmentRow>[] = [
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
  { id: 'person', header: 'Person', cell: (row) => personName(row) || row.userSourcedId },
  { id: 'role', header: 'Role', cell: (row) => roleLabel(row.role) },
  { id: 'class', header: 'Class', cell: (row) => row.classTitle ?? row.classSourcedId },
  { id: 'school', header: 'School', cell: (row) => row.schoolName ?? row.schoolSourcedId },
  {
    id: 'begin',
    header: 'From',
    // Almost always those of a term; names need the room.
    isHiddenAtFirst: true,
    cell: (row) => <DateText date={row.beginDate} />,
  },
  {
    id: 'end',
    header: 'Until',
    isHiddenAtFirst: true,
    cell: (row) => <DateText date={row.endDate} />,
  },
];
