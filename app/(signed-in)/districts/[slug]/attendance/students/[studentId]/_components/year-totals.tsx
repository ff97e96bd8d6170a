import { formatRate } from '@/components/domain/attendance/labels';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { BAND_LABELS, MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

export function YearTotals({ year: { totals } }: { year: StudentYear }) {
  return (
    <Section title="School year so far">
      <Facts
        facts={[
          {
            label: 'Attendance',
            value:
              totals.rate === null
                ? `— (${formatNumber(totals.countedDays)} of the ${MINIMUM_DAYS} days a rate needs)`
                : `${formatRate(totals.rate)} of ${plural(totals.countedDays, 'day')} with a file`,
            hint: totals.band ? BAND_LABELS[totals.band] : undefined,
          },
          { label: 'Unexcused absences', value: formatNumber(totals.unexcused) },
          { label: 'Excused absences', value: formatNumber(totals.excused) },
          {
            label: 'Days missed',
            value: String(totals.absentPercent / 100),
            hint: 'Partial days added up',
          },
          { label: 'Tardies', value: formatNumber(totals.tardy), hint: 'Not counted as absences' },
          { label: 'Excused present', value: formatNumber(totals.excusedPresent) },
        ]}
      />
    </Section>
  );
}
