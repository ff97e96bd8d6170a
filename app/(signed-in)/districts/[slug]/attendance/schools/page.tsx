import type { Metadata } from 'next';
import { ShareBar } from '@/components/charts/share-bar';
import { DataTable, type Column } from '@/components/data-table/data-table';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath, exportPath, schoolPath } from '@/components/domain/attendance/addresses';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { formatRate } from '@/components/domain/attendance/labels';
import { DateText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Stack } from '@/components/ui/section';
import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { findFreshness } from '@/lib/server/attendance/queries/freshness';
import { listSchools, type SchoolRow } from '@/lib/server/attendance/queries/schools';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { openList } from '../../../../open-list';
import { readSchoolsParams } from './search-params';

export const metadata: Metadata = { title: 'Schools' };

export default async function SchoolsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.view');
  const ctx = getAppContext();
  const attendanceYear = await getAttendanceYear(ctx, tenant.id);
  const header = (
    <PageHeader
      title="Schools"
      description={
        <FreshnessLine
          freshness={await findFreshness(ctx, tenant.id)}
          timeZone={tenant.timeZone}
          now={ctx.clock.now()}
        />
      }
      actions={
        attendanceYear.hasAttendance && can(person, 'attendance.export') ? (
          <ButtonLink href={exportPath(slug, 'schools')} prefetch={false}>
            Download CSV
          </ButtonLink>
        ) : undefined
      }
    />
  );
  if (!attendanceYear.hasAttendance)
    return (
      <Stack>
        {header}
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      </Stack>
    );
  const asked = await searchParams;
  const path = attendancePath(slug, 'schools');
  const { state, views } = await openList({
    list: 'attendance-schools',
    path,
    state: readSchoolsParams(asked),
    params: asked,
    person,
    tenant,
  });
  const { rows, total, highestAbsence } = await listSchools(ctx, {
    tenantId: tenant.id,
    sort: state.sort,
    direction: state.direction,
    search: state.filters.q ?? null,
    page: state.page,
    pageSize: state.pageSize,
  });
  return (
    <Stack>
      {header}
      <ListCard label="All schools">
        <DataTable
          caption={`Attendance of the schools of ${tenant.name}`}
          columns={columnsFor(highestAbsence)}
          rows={rows}
          rowKey={({ schoolId }) => schoolId}
          rowHref={({ schoolId }) => schoolPath(slug, schoolId)}
          filters={{
            label: 'Filter schools',
            path,
            state,
            fields: [{ kind: 'text', name: 'q', label: 'Name of the school' }],
          }}
          views={views}
          paging={{ path, state, total }}
          empty={<EmptyState headingLevel={3} title="No schools in the roster yet" />}
          isWide
        />
      </ListCard>
    </Stack>
  );
}

function shareOf({ chronic, chronicOf }: SchoolRow): number {
  return percentOf(chronic, chronicOf) ?? -1;
}

function columnsFor(most: number): Column<SchoolRow>[] {
  return [
    { id: 'name', header: 'School', cell: ({ name }) => name, isSortable: true },
    {
      id: 'students',
      header: 'Students',
      align: 'end',
      isSortable: true,
      firstDirection: 'desc',
      cell: ({ students }) => formatNumber(students),
    },
    {
      id: 'rate',
      header: 'Attendance',
      align: 'end',
      isSortable: true,
      cell: (row) =>
        row.attendanceRate === null ? 'No file received' : formatRate(row.attendanceRate),
    },
    {
      id: 'absence',
      header: 'Absence',
      cell: ({ attendanceRate: rate }) =>
        rate === null ? '—' : <ShareBar share={1 - rate} of={most} text={formatRate(1 - rate)} />,
    },
    {
      id: 'chronic',
      header: 'Chronically absent',
      align: 'end',
      isSortable: true,
      firstDirection: 'desc',
      cell: (row) =>
        row.chronicOf === 0
          ? '—'
          : `${formatNumber(row.chronic)} of ${formatNumber(row.chronicOf)}, ${formatPercent(shareOf(row))}`,
    },
    {
      id: 'unexcused',
      header: 'Unexcused',
      align: 'end',
      cell: (row) => counted(row, 'unexcused'),
    },
    { id: 'excused', header: 'Excused', align: 'end', cell: (row) => counted(row, 'excused') },
    { id: 'tardy', header: 'Tardy', align: 'end', cell: (row) => counted(row, 'tardy') },
    {
      id: 'days',
      header: 'Days with a file',
      isHiddenAtFirst: true,
      align: 'end',
      cell: ({ daysReceived }) => formatNumber(daysReceived),
    },
    {
      id: 'last',
      header: 'Last day',
      cell: ({ lastDate }) => <DateText date={lastDate} missing="no file received" />,
      nowrap: true,
    },
  ];
}

function counted(row: SchoolRow, what: 'excused' | 'unexcused' | 'tardy'): string {
  return row.daysReceived === 0 ? '—' : formatNumber(row[what]);
}
