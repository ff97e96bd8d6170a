import { BarChart } from '@/components/charts/bar-chart';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

export function TopReasons({ district: { reasons } }: { district: DistrictAttendance }) {
  return (
    <Section title="Top reasons" description="For absences, in the files’ own words.">
      {reasons.length === 0 ? (
        <EmptyState headingLevel={3} title="No absences in this period" />
      ) : (
        <BarChart
          label="Top reasons for absences"
          direction="horizontal"
          unit="count"
          rowLabel="Reason"
          series={[
            { name: 'Unexcused', tone: 'waiting' },
            { name: 'Excused', tone: 'quiet' },
          ]}
          bars={reasons.map(({ reason, excused, unexcused }) => ({
            key: reason,
            label: reason || 'No reason given',
            values: [unexcused, excused],
          }))}
        />
      )}
    </Section>
  );
}
