import { ShareBar } from '@/components/charts/share-bar';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

export function TopReasons({ district: { reasons } }: { district: DistrictAttendance }) {
  const most = Math.max(1, ...reasons.map(({ excused, unexcused }) => excused + unexcused));
  return (
    <Section title="Top reasons" description="For absences, in the words of the files." flush>
      <DataTable
        caption="Top reasons for absences"
        rows={reasons}
        rowKey={({ reason }) => reason}
        columns={[
          { id: 'reason', header: 'Reason', cell: ({ reason }) => reason || 'No reason given' },
          {
            id: 'count',
            header: 'Absences',
            cell: ({ excused, unexcused }) => (
              <ShareBar
                share={excused + unexcused}
                of={most}
                text={formatNumber(excused + unexcused)}
              />
            ),
          },
          {
            id: 'unexcused',
            header: 'Of them unexcused',
            align: 'end',
            cell: ({ unexcused }) => formatNumber(unexcused),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No absences in this span" />}
        isWide
      />
    </Section>
  );
}
