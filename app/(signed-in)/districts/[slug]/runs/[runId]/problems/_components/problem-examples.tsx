import { DataTable, type Column } from '@/components/data-table/data-table';
import type { IssueGroupRow, IssueRow } from '@/lib/server/sync-runs/queries/problems';
import { LineCell, type RawHref } from './line-cell';

export function ProblemExamples({
  group,
  rows,
  rawHref,
}: {
  group: IssueGroupRow;
  rows: readonly IssueRow[];
  rawHref: RawHref;
}) {
  const columns: Column<IssueRow>[] = [
    {
      id: 'line',
      header: 'Line',
      cell: (row) => <LineCell row={row} rawHref={rawHref} />,
      nowrap: true,
    },
    {
      id: 'column',
      header: 'Column',
      cell: (row) => (row.column ? <code>{row.column}</code> : '—'),
    },
    { id: 'value', header: 'Value', cell: (row) => (row.value ? <code>{row.value}</code> : '—') },
    { id: 'school', header: 'School', cell: (row) => row.schoolName ?? row.schoolSourcedId ?? '—' },
  ];
  return (
    <DataTable
      caption={`${group.title}, line by line`}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
    />
  );
}
