import { ShareBar } from '@/components/charts/share-bar';
import { DataTable } from '@/components/data-table/data-table';
import { formatAbsence, formatRate } from '@/components/domain/attendance/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { GroupRow } from '@/lib/server/attendance/queries/district';

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
  const most = Math.max(0, ...rows.map((row) => 1 - (row.attendanceRate ?? 1)));
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
          {
            id: 'absence',
            header: 'Absence',
            cell: ({ attendanceRate: rate }) =>
              rate === null ? (
                '—'
              ) : (
                <ShareBar share={1 - rate} of={most} text={formatAbsence(rate)} />
              ),
          },
          {
            id: 'days',
            header: 'Student days',
            align: 'end',
            cell: (row) => formatNumber(row.enrolledDays),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No day with a file in this span" />}
        isWide
      />
    </Section>
  );
}
