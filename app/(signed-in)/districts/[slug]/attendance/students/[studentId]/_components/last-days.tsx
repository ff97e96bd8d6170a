import { DayStrip } from '@/components/domain/attendance/day-strip';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

const LAST_DAYS = 5;

export function LastDays({
  year: { days, totals },
  timeZone,
}: {
  year: StudentYear;
  timeZone: string;
}) {
  const last = days.filter(({ cell }) => cell.status !== 'NO_SCHOOL').slice(-LAST_DAYS);
  if (last.length === 0) return null;
  return (
    <Section
      title="Last school days"
      description={`School year so far: ${plural(totals.unexcused, 'unexcused absence')}, ${formatNumber(totals.excused)} excused, ${plural(totals.tardy, 'tardy', 'tardies')}.`}
    >
      <DayStrip days={last} timeZone={timeZone} />
    </Section>
  );
}
