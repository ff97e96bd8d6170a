import { CategoryTable } from '@/components/domain/attendance/category-table';
import { Section } from '@/components/ui/section';

/** What is particular about attendance files: when they come, what they are called, what a day can be. */
export function AboutAttendance() {
  return (
    <>
      <Section title="When to send it">
        <ul>
          <li>
            Send at least two files per school day: the first shortly after attendance is taken,
            such as 10 a.m. local time, and later ones with corrections and late arrivals.
          </li>
          <li>
            The first file of a day can be used to notify families, so choose its time with these
            messages in mind.
          </li>
          <li>
            If schools take attendance at different times, send a file for each group of schools, at
            least two per day each.
          </li>
        </ul>
      </Section>
      <Section title="What to call it">
        <ul>
          <li>
            Use exactly the same name every time, including uppercase and lowercase letters, and no
            date in it.
          </li>
          <li>
            <code>attendance.csv</code> for all schools, or one name per group of schools, such as{' '}
            <code>attendance_elementary.csv</code> and <code>attendance_middle.csv</code>.
          </li>
          <li>
            A later file with the same name replaces the earlier one for the days it contains. A
            student who is no longer in it then has no row for that day.
          </li>
        </ul>
      </Section>
      <Section
        title="Categories"
        description="The status of the whole school day, not of a period. Other words from your SIS are mapped to these four, once per district. A student without a row is assumed present and shown as “—”."
        flush
      >
        <CategoryTable />
      </Section>
    </>
  );
}
