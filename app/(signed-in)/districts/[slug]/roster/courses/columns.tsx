import type { Column } from '@/components/data-table/data-table';
import type { CourseRow } from '@/lib/server/roster/courses';
import { None } from '@/components/domain/roster/none';

export const courseColumns: readonly Column<CourseRow>[] = [
  { id: 'title', header: 'Course', cell: (row) => row.title },
  { id: 'code', header: 'Code', cell: (row) => row.courseCode ?? <None what="no code" /> },
  {
    id: 'org',
    header: 'Offered by',
    cell: (row) => row.orgName ?? row.orgSourcedId ?? <None what="no org" />,
  },
  { id: 'grades', header: 'Grades', cell: (row) => row.grades.join(', ') || <None what="none" /> },
  {
    id: 'subjects',
    header: 'Subjects',
    cell: (row) => row.subjects.join(', ') || <None what="none" />,
  },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
