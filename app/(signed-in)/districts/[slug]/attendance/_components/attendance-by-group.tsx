import { DataTable } from '@/components/data-table/data-table';
import { formatRate } from '@/components/domain/attendance/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { GroupRow } from '@/lib/server/attendance/queries/district';
import { absenceColumn } from './absence-column';

export function AttendanceByGroup({
  title,
  caption,
  header,
  rows,
  word,
}: {
  title: string;
  caption: string;
  header: string;
  rows: readonly GroupRow[];
  word: (value: string) => string;
}) {
  return (
    <Section title={title} flush>
      <DataTable
        caption={caption}
        rows={rows}
        rowKey={({ value }) => value}
        columns={[
          { id: 'value', header, cell: ({ value }) => word(value) },
          {
            id: 'rate',
            header: 'Attendance',
            align: 'end',
            cell: (row) => formatRate(row.attendanceRate),
          },
          absenceColumn(rows),
          {
            id: 'days',
            header: 'Student days',
            align: 'end',
            cell: (row) => formatNumber(row.enrolledDays),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No days with a file in this period" />}
        isWide
      />
    </Section>
  );
}
