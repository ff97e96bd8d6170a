import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { RunStatusLabel } from '@/components/domain/status-label';
import { TimeCell } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Stack } from '@/components/ui/section';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { ATTENDANCE_RUN_LABELS } from '@/lib/core/attendance/run-states';
import { feedOfFile } from '@/lib/core/feeds/feed-of-file';
import { formatBytes } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import { getAppContext } from '@/lib/server/http/context';
import { requireTenant } from '@/lib/server/http/session-person';
import { listDeliveries, type DeliveryRow } from '@/lib/server/sync-runs/queries/list-deliveries';

export const metadata: Metadata = { title: 'Files' };

const table = { sorts: ['newest'], defaultSort: 'newest', filters: [] } as const;

export default async function FilesPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = `/districts/${slug}/files`;
  const { tenant } = await requireTenant(slug, 'runs.view', path);
  const ctx = getAppContext();
  const state = readTableState(await searchParams, table);
  const { page, pageSize } = state;
  const { rows, total } = await listDeliveries(ctx, tenant.id, {
    offset: (page - 1) * pageSize,
    limit: pageSize,
  });
  return (
    <Stack>
      <PageHeader
        title="Files"
        description="Every file that arrived, roster and attendance, with its result."
        actions={<Link href={`/districts/${slug}/runs`}>Roster files by set</Link>}
      />
      <ListCard label="All files">
        <DataTable
          caption="Files"
          columns={columnsFor(slug, tenant.timeZone, ctx.clock.now())}
          rows={rows}
          rowKey={(row) => row.id}
          paging={{ path, state, total }}
          empty={
            <EmptyState headingLevel={3} title="No files yet">
              <p>Files appear here as soon as the first byte arrives.</p>
            </EmptyState>
          }
        />
      </ListCard>
    </Stack>
  );
}

function columnsFor(slug: string, timeZone: string, now: Date): Column<DeliveryRow>[] {
  return [
    { id: 'file', header: 'File', cell: (row) => <code>{row.fileName}</code> },
    { id: 'result', header: 'Result', cell: (row) => <Outcome slug={slug} row={row} /> },
    {
      id: 'received',
      header: 'Received',
      cell: (row) => (
        <TimeCell at={row.receivedAt ?? row.startedAt} timeZone={timeZone} now={now} />
      ),
    },
    {
      id: 'size',
      header: 'Size',
      align: 'end',
      nowrap: true,
      cell: (row) => formatBytes(row.byteCount),
    },
  ];
}

function Outcome({ slug, row }: { slug: string; row: DeliveryRow }) {
  const { state, isReplaced, run, attendance } = row;
  if (state === 'RECEIVING') return 'Arriving';
  if (state === 'INCOMPLETE') return 'The upload stopped early: not used';
  if (state === 'REMOVED') return 'Removed by your program before it was read';
  if (isReplaced) return 'Replaced by a newer file of the same name';
  if (attendance)
    return (
      <Link href={attendanceFilePath(slug, attendance.number)}>
        Attendance: {ATTENDANCE_RUN_LABELS[attendance.state]}
      </Link>
    );
  if (run)
    return (
      <>
        <Link href={runPath(slug, run.number)}>Run {run.number}</Link>: <RunStatusLabel run={run} />
      </>
    );
  return restOf(row);
}

/** Of a whole file that belongs to no set and no run yet. */
function restOf({ fileName, holdsNoRoster, isDeleted }: DeliveryRow): string {
  const purpose = feedOfFile(fileName);
  if (purpose === 'TEMPORARY') return 'Not read: your program never renamed it';
  if (purpose === 'OTHER') return 'Not read: its name is none of those we read';
  if (holdsNoRoster) return 'Not read: no roster files in it';
  return isDeleted ? 'Never read, and deleted since' : 'Waiting to be read';
}
