import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { attendancePath, schoolPath } from '@/components/domain/attendance/addresses';
import { formatRate } from '@/components/domain/attendance/labels';
import { Section } from '@/components/ui/section';
import { formatNumber, formatPercent, percentOf, plural } from '@/lib/core/format/numbers';
import type { SchoolRow } from '@/lib/server/attendance/queries/schools';
import { absenceColumn } from './absence-column';

export function LowestSchools({
  slug,
  lowest,
  total,
}: {
  slug: string;
  lowest: readonly SchoolRow[];
  total: number;
}) {
  return (
    <Section
      title="Schools compared"
      description={
        total > lowest.length ? `The ${lowest.length} with the lowest attendance.` : 'Lowest first.'
      }
      flush
      actions={<Link href={attendancePath(slug, 'schools')}>All {plural(total, 'school')}</Link>}
    >
      <DataTable
        caption="Schools compared"
        rows={lowest}
        rowKey={({ schoolId }) => schoolId}
        rowHref={({ schoolId }) => schoolPath(slug, schoolId)}
        columns={[
          { id: 'name', header: 'School', cell: ({ name }) => name },
          {
            id: 'rate',
            header: 'Attendance',
            align: 'end',
            cell: (row) =>
              row.attendanceRate === null ? 'No file' : formatRate(row.attendanceRate),
          },
          absenceColumn(lowest),
          {
            id: 'chronic',
            header: 'Chronically absent',
            align: 'end',
            cell: ({ chronic, chronicOf }) =>
              chronicOf === 0
                ? '—'
                : `${formatNumber(chronic)} of ${formatNumber(chronicOf)}, ${formatPercent(percentOf(chronic, chronicOf))}`,
          },
        ]}
      />
    </Section>
  );
}
