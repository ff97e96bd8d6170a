import type { Column } from '@/components/data-table/data-table';
import type { PersonRow } from '@/lib/server/roster/people';
import { None } from '@/components/domain/roster/none';
import { languageLabel, personName, roleLabel } from '@/components/domain/roster/labels';

export const peopleColumns: readonly Column<PersonRow>[] = [
  { id: 'name', header: 'Name', cell: personName },
  { id: 'role', header: 'Role', cell: (row) => roleLabel(row.role) },
  {
    id: 'grade',
    header: 'Grade',
    cell: (row) => row.grades.join(', ') || <None what="no grade" />,
  },
  {
    id: 'school',
    header: 'School',
    cell: (row) => row.schoolName ?? row.schoolSourcedId ?? <None what="no school" />,
  },
  {
    id: 'language',
    header: 'Home language',
    cell: (row) =>
      languageLabel(row.languageCode, row.languageText) ?? <None what="no home language" />,
  },
  {
    id: 'identifier',
    header: 'Number',
    cell: (row) => row.identifier ?? <None what="no number" />,
    nowrap: true,
  },
  { id: 'sourcedId', header: 'sourcedId', cell: (row) => <code>{row.sourcedId}</code> },
];
