import { ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { attendancePath } from './addresses';

const WHEN_SHOWN = {
  NOW: 'It appears here within seconds.',
  AFTER_PAUSE: 'It is saved and read once the pause ends.',
  AFTER_ROSTER: 'It is saved and read once the roster is live.',
} as const;

/** Before the first file that was read. */
export function NoAttendance({
  slug,
  next,
}: {
  slug: string;
  next: { isRead: keyof typeof WHEN_SHOWN; hasFiles: boolean };
}) {
  return (
    <EmptyState
      headingLevel={2}
      title={
        next.hasFiles ? 'No attendance has been read yet' : 'No attendance file has arrived yet'
      }
      action={
        <ButtonLink href={attendancePath(slug, 'format')}>What the file looks like</ButtonLink>
      }
    >
      <p>
        Send a file such as <code>attendance.csv</code> to the same SFTP folder as the roster: one
        row for each student marked Excused Absence, Unexcused Absence, Tardy or Excused Present.{' '}
        {WHEN_SHOWN[next.isRead]}
      </p>
      <p>
        <code>put attendance.csv</code>
      </p>
    </EmptyState>
  );
}
