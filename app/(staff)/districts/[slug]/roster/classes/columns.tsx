import type { Column } from '@/components/data-table/data-table';
import { formatNumber } from '@/lib/core/format/numbers';
import type { ClassRow } from '@/lib/server/roster/classes';
import { None } from '../_components/none';
import { typeWord } from '../_components/words';

export const classColumns: readonly Column<ClassRow>[] = [
  { id: 'title', header: 'Class', cell: (row) => row.title },
  { id: 'school', header: 'School', cell: (row) => row.schoolName ?? row.schoolSourcedId },
  {
    id: 'teachers',
    header: 'Teachers',
    cell: (row) => row.teachers.join(', ') || <None what="no teacher" />,
  },
  {
    id: 'students',
    header: 'Students',
    align: 'end',
    cell: (row) => formatNumber(row.students),
  },
  { id: 'course', header: 'Course', cell: (row) => row.courseTitle ?? row.courseSourcedId },
  { id: 'period', header: 'Period', cell: (row) => row.periods.join(', ') || <None what="none" /> },
  { id: 'type', header: 'Kind', cell: (row) => typeWord(row.classType) },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
