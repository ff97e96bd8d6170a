import { ShareBar } from '@/components/charts/share-bar';
import { DataTable } from '@/components/data-table/data-table';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

export function EventsByType({ district: { types } }: { district: DistrictAttendance }) {
  const rows = [
    { label: 'Unexcused absence', count: types.unexcused, isAbsence: true },
    { label: 'Excused absence', count: types.excused, isAbsence: true },
    { label: 'Tardy', count: types.tardy, isAbsence: false },
    { label: 'Excused present', count: types.excusedPresent, isAbsence: false },
  ];
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <Section title="By type" flush>
      <DataTable
        caption="Events by type"
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { id: 'type', header: 'Type', cell: ({ label }) => label },
          {
            id: 'count',
            header: 'Events',
            cell: ({ count }) => <ShareBar share={count} of={most} text={formatNumber(count)} />,
          },
          {
            id: 'counts',
            header: 'Absence',
            cell: ({ isAbsence }) => (isAbsence ? 'Yes' : 'No'),
            nowrap: true,
          },
        ]}
      />
    </Section>
  );
}
