import type { Metadata } from 'next';
import { Breakable } from '@/components/ui/breakable';
import { DataTable, type Column } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { fileCount, fileStatusLabel, shortDate } from '@/components/domain/attendance/labels';
import { StatusLabel } from '@/components/domain/status-label';
import { TimeCell } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ListCard, Stack } from '@/components/ui/section';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { ATTENDANCE_RUN_STATES, ATTENDANCE_RUN_LABELS } from '@/lib/core/attendance/run-states';
import { requireTenant } from '@/lib/server/http/session-person';
import { getFeedBoard } from '@/lib/server/attendance/queries/feed-board';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { listAttendanceRuns, type AttendanceRunRow } from '@/lib/server/attendance/queries/runs';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { openList } from '../../../../open-list';
import { readFilesParams } from './search-params';

export const metadata: Metadata = { title: 'Attendance files' };

export default async function FilesPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  const ctx = getAppContext();
  const asked = await searchParams;
  const { state: read, filters } = readFilesParams(asked);
  const path = attendancePath(slug, 'files');
  const { state, views } = await openList({
    list: 'attendance-files',
    path,
    state: read,
    params: asked,
    person,
    tenant,
  });
  const { today } = await getAttendanceYear(ctx, tenant.id);
  const [runs, board] = await Promise.all([
    listAttendanceRuns(ctx, { tenantId: tenant.id, ...filters }),
    getFeedBoard(ctx, { tenantId: tenant.id, date: today }),
  ]);
  return (
    <Stack>
      <PageHeader
        title="Attendance files"
        description="Every file received, its contents and its result."
      />
      <ListCard label="All files">
        <DataTable
          caption={`Attendance files of ${tenant.name}`}
          columns={columnsFor(tenant.timeZone, ctx.clock.now())}
          rows={runs.rows}
          rowKey={({ id }) => id}
          rowHref={({ number }) => attendanceFilePath(slug, number)}
          filters={{
            label: 'Filter files',
            path,
            state,
            fields: [
              {
                kind: 'select',
                name: 'name',
                label: 'File name',
                all: 'Any name',
                choices: [...board.feeds.map(({ fileName }) => fileName), 'calendar.csv'].map(
                  (name) => ({ value: name, label: name }),
                ),
              },
              {
                kind: 'select',
                name: 'state',
                label: 'State',
                all: 'Any state',
                choices: ATTENDANCE_RUN_STATES.map((value) => ({
                  value,
                  label: ATTENDANCE_RUN_LABELS[value],
                })),
              },
            ],
          }}
          views={views}
          paging={{ path, state, total: runs.total }}
          empty={
            runs.total === 0 ? (
              <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
            ) : undefined
          }
          isWide
        />
      </ListCard>
    </Stack>
  );
}

function columnsFor(timeZone: string, now: Date): Column<AttendanceRunRow>[] {
  return [
    {
      id: 'name',
      header: 'File',
      cell: ({ fileName }) => <Breakable text={fileName} />,
    },
    {
      id: 'received',
      header: 'Received',
      cell: ({ receivedAt }) => <TimeCell at={receivedAt} timeZone={timeZone} now={now} />,
    },
    {
      id: 'state',
      header: 'State',
      nowrap: true,
      cell: ({ state }) => <StatusLabel word={fileStatusLabel(state)} />,
    },
    { id: 'days', header: 'Days covered', nowrap: true, cell: daysLabel },
    { id: 'read', header: 'Rows', align: 'end', cell: (run) => fileCount(run, run.rowsRead) },
    {
      id: 'rejected',
      header: 'Set aside',
      align: 'end',
      cell: (run) => fileCount(run, run.rowsRejected),
    },
    {
      id: 'added',
      header: 'Added',
      align: 'end',
      cell: (run) => fileCount(run, run.eventsAdded),
    },
    {
      id: 'changed',
      header: 'Changed',
      align: 'end',
      cell: (run) => fileCount(run, run.eventsChanged),
    },
    {
      id: 'corrected',
      header: 'Withdrawn',
      align: 'end',
      cell: (run) => fileCount(run, run.eventsCorrected),
    },
  ];
}

function daysLabel({ firstDate, lastDate }: AttendanceRunRow): string {
  if (firstDate === null || lastDate === null) return '—';
  return firstDate === lastDate
    ? shortDate(firstDate)
    : `${shortDate(firstDate)} to ${shortDate(lastDate)}`;
}
