import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { fileCount, fileStatusLabel } from '@/components/domain/attendance/labels';
import { StatusLabel } from '@/components/domain/status-label';
import { TimeOfDayText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { isAttendanceRunState } from '@/components/domain/attendance/run-state';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { formatNumber } from '@/lib/core/format/numbers';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import { anotherDaySentence } from './feed-words';

export function FilesOfDay({
  feed,
  slug,
  timeZone,
}: {
  feed: Feed;
  slug: string;
  timeZone: string;
}) {
  const onAnotherDay = anotherDaySentence(feed);
  return (
    <DataTable
      caption={`Files that day named ${feed.fileName}`}
      rows={feed.files}
      rowKey={({ number }) => number}
      rowHref={({ number }) => attendanceFilePath(slug, number)}
      columns={[
        {
          id: 'time',
          header: 'Received',
          cell: ({ receivedAt }) => <TimeOfDayText at={receivedAt} timeZone={timeZone} />,
        },
        {
          id: 'state',
          header: 'State',
          cell: ({ state }) =>
            isAttendanceRunState(state) ? <StatusLabel word={fileStatusLabel(state)} /> : state,
        },
        {
          id: 'rows',
          header: 'Rows',
          align: 'end',
          cell: (file) => fileCount(file, file.rowsRead),
        },
        {
          id: 'waiting',
          header: 'Waiting',
          align: 'end',
          cell: (file) =>
            file.rowsUnmapped > 0 ? (
              <>
                {formatNumber(file.rowsKept)},{' '}
                <Link href={attendancePath(slug, 'mapping')}>
                  {formatNumber(file.rowsUnmapped)} to map
                </Link>
              </>
            ) : (
              fileCount(file, file.rowsKept)
            ),
        },
      ]}
      empty={
        <EmptyState
          headingLevel={3}
          title={feed.timeliness === 'NO_SCHOOL' ? 'No school and no file' : 'No file on this day'}
        >
          {onAnotherDay === null ? null : <p>{onAnotherDay}</p>}
        </EmptyState>
      }
    />
  );
}
