import { shortDate } from '@/components/domain/attendance/labels';
import { Section } from '@/components/ui/section';
import { plural } from '@/lib/core/format/numbers';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

export function AbsenceStreaks({ year }: { year: StudentYear }) {
  const current = year.hasCurrentStreak ? year.streaks.at(-1) : undefined;
  return (
    <Section title="Absences in a row">
      {year.streaks.length === 0 ? <p>No absences two school days in a row.</p> : null}
      {current ? (
        <p>
          <strong>Absent since {shortDate(current.from)}:</strong> {plural(current.days, 'day')} in
          a row.
        </p>
      ) : null}
      {year.streaks.length > 0 ? (
        <ul>
          {year.streaks.toReversed().map(({ from, to, days }) => (
            <li key={from}>
              {plural(days, 'day')}, {shortDate(from)} to {shortDate(to)}
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}
