import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { plural } from '@/lib/core/format/numbers';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

export function AbsenceReasons({ year }: { year: StudentYear }) {
  return (
    <Section title="Reasons for absences">
      {year.reasons.length === 0 ? (
        <p>No absences.</p>
      ) : (
        <Facts
          facts={year.reasons.map(({ reason, days }) => ({
            label: reason || 'No reason given',
            value: plural(days, 'day'),
          }))}
        />
      )}
    </Section>
  );
}
