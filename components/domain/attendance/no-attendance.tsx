import { ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { attendancePath } from './addresses';

/** Before the first file. */
export function NoAttendance({ slug }: { slug: string }) {
  return (
    <EmptyState
      headingLevel={2}
      title="No attendance file has arrived yet"
      action={
        <ButtonLink href={attendancePath(slug, 'format')}>What the file looks like</ButtonLink>
      }
    >
      <p>
        Send a file such as <code>attendance.csv</code> to the same SFTP folder as the roster: one
        row for each student who was absent, tardy or away with permission. It is shown here within
        seconds.
      </p>
      <p>
        <code>put attendance.csv</code>
      </p>
    </EmptyState>
  );
}
