import type { Column } from '@/components/data-table/data-table';
import { formatNumber } from '@/lib/core/format/numbers';
import { None } from './none';
import { typeLabel } from './labels';

export type ClassListRow = {
  sourcedId: string;
  title: string;
  schoolName: string | null;
  schoolSourcedId: string;
  teachers: readonly string[];
  students: number;
  courseTitle: string | null;
  courseSourcedId: string;
  periods: readonly string[];
  classType: string;
};

export const classColumns: readonly Column<ClassListRow>[] = [
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
  {
    id: 'course',
    header: 'Course',
    // A class is mostly named after it, and a school's name needs the room.
    isHiddenAtFirst: true,
    cell: (row) => row.courseTitle ?? row.courseSourcedId,
  },
  { id: 'period', header: 'Period', cell: (row) => row.periods.join(', ') || <None what="none" /> },
  {
    id: 'type',
    header: 'Kind',
    // Almost all are of one kind.
    isHiddenAtFirst: true,
    cell: (row) => typeLabel(row.classType),
  },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
