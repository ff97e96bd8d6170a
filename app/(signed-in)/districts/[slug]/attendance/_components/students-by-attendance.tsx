import { ShareBar } from '@/components/charts/share-bar';
import { DataTable } from '@/components/data-table/data-table';
import { Section } from '@/components/ui/section';
import { BAND_LABELS, MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { formatNumber, formatShares } from '@/lib/core/format/numbers';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

const BANDS = ['FROM_95', 'FROM_90', 'FROM_80', 'BELOW_80'] as const;

export function StudentsByAttendance({ district }: { district: DistrictAttendance }) {
  const total = Object.values(district.bands).reduce((sum, count) => sum + count, 0);
  const shares = formatShares(BANDS.map((band) => district.bands[band]));
  return (
    <Section
      title="Students by attendance"
      description={`This school year, students with at least ${MINIMUM_DAYS} counted days.`}
      flush
    >
      <DataTable
        caption="Students by attendance"
        rows={BANDS.map((band, index) => ({
          band,
          count: district.bands[band],
          share: shares[index] ?? '—',
        }))}
        rowKey={({ band }) => band}
        columns={[
          { id: 'band', header: 'Attendance', cell: ({ band }) => BAND_LABELS[band], nowrap: true },
          { id: 'count', header: 'Students', align: 'end', cell: (row) => formatNumber(row.count) },
          {
            id: 'share',
            header: 'Share',
            cell: ({ count, share }) => (
              <ShareBar share={total === 0 ? null : count / total} of={1} text={share} />
            ),
          },
        ]}
      />
    </Section>
  );
}
