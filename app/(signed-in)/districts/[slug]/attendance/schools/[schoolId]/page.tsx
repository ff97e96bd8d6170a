import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NumberedPager } from '@/components/data-table/numbered-pager';
import {
  hasFilters,
  tableHref,
  tableParams,
  type SearchParams,
} from '@/components/data-table/table-state';
import {
  attendancePath,
  exportPath,
  schoolPath,
  studentPath,
} from '@/components/domain/attendance/addresses';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { GridTable } from '@/components/domain/attendance/grid-table';
import { ImplausibleDays } from '@/components/domain/attendance/implausible-days';
import { DayLegend } from '@/components/domain/attendance/legend';
import { MissingDays } from '@/components/domain/attendance/missing-days';
import { NewData } from '@/components/domain/attendance/new-data';
import { PrintSheet, PrintCaption, ScreenOnly } from '@/components/domain/attendance/print-sheet';
import { fromSegment, withParams } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { FilterBar, FilterChips, FilterFields } from '@/components/data-table/filter-bar';
import { ButtonLink } from '@/components/ui/button';
import { PrintButton } from '@/components/ui/print-button';
import { Section, Stack } from '@/components/ui/section';
import { MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { listImplausibleDays } from '@/lib/server/attendance/queries/implausible-days';
import { listGridOptions } from '@/lib/server/attendance/queries/grid-options';
import { findLastDayWithFile } from '@/lib/server/attendance/queries/school-days';
import { findSchoolGrid, type GridStudent } from '@/lib/server/attendance/queries/school-grid';
import { getAppContext } from '@/lib/server/http/context';
import { openSearch } from '@/lib/server/roster/search-token';
import { DaysShown } from './_components/days-shown';
import { studentFilters } from './_components/student-filters';
import { spanLabel, filterSentence } from './_components/grid-labels';
import { NoStudents } from './_components/no-students';
import { openList } from '../../../../../open-list';
import { StudentSearch } from './_components/student-search';
import { loadPrinted } from './load-printed';
import { daysAround, readGridParams } from './search-params';

export const metadata: Metadata = { title: 'School' };

export default async function SchoolPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string; schoolId: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug, schoolId: segment } = await params;
  const schoolId = fromSegment(segment);
  const { person, tenant } = await requireTenant(slug, 'attendance.view');
  const ctx = getAppContext();
  const attendanceYear = await getAttendanceYear(ctx, tenant.id, schoolId);
  const asked = await searchParams;
  const path = schoolPath(slug, schoolId);
  const {
    view,
    date,
    isForPrint,
    state: asAsked,
    grid,
  } = readGridParams(asked, (token) => openSearch(ctx, tenant.id, token));
  const { state, views } = await openList({
    list: 'attendance-students',
    path,
    state: asAsked,
    params: asked,
    person,
    tenant,
  });
  const { today, startDate, endDate } = attendanceYear;
  const newest = today < endDate ? today : endDate;
  const opening =
    date ??
    (await findLastDayWithFile(ctx, {
      tenantId: tenant.id,
      schoolId,
      from: startDate,
      to: newest,
    }));
  const span = daysAround(view, opening ?? newest);
  const [found, options, implausible] = await Promise.all([
    findSchoolGrid(ctx, {
      tenantId: tenant.id,
      schoolId,
      ...span,
      ...grid,
      page: state.page,
      pageSize: state.pageSize,
    }),
    listGridOptions(ctx, tenant.id, schoolId),
    listImplausibleDays(ctx, { tenantId: tenant.id, schoolId, ...span }),
  ]);
  if (!found) notFound();
  const printed = await loadPrinted(ctx, found, {
    tenantId: tenant.id,
    schoolId,
    ...span,
    ...grid,
    isForPrint,
  });
  const here = tableHref(path, state);
  const withHref = (student: GridStudent) => ({
    ...student,
    href: studentPath(slug, student.studentId),
  });
  const before = (state.page - 1) * state.pageSize;
  const searched = grid.search ?? '';
  const filters = studentFilters({ path, state, options, searched });
  const search = (
    <StudentSearch slug={slug} schoolId={schoolId} state={state} path={here} search={searched} />
  );
  return (
    <PrintSheet>
      <Stack>
        <PageHeader
          title={found.school.name}
          crumbs={[{ href: attendancePath(slug, 'schools'), label: 'Schools' }]}
          description={
            <FreshnessLine
              freshness={found.freshness}
              timeZone={tenant.timeZone}
              now={ctx.clock.now()}
            />
          }
          actions={
            <>
              {printed || found.total <= found.students.length ? (
                <PrintButton />
              ) : (
                <ButtonLink href={withParams(here, { print: 'all' })} prefetch={false}>
                  Show all {formatNumber(found.total)} to print
                </ButtonLink>
              )}
              {can(person, 'attendance.export') ? (
                <ButtonLink
                  href={withParams(
                    exportPath(slug, `school/${encodeURIComponent(schoolId)}`),
                    Object.fromEntries([...tableParams(state), ...Object.entries(span)]),
                  )}
                  prefetch={false}
                >
                  Download CSV
                </ButtonLink>
              ) : null}
            </>
          }
        />
        <NewData freshness={found.freshness} />
        <DaysShown
          view={view}
          span={span}
          today={today}
          path={here}
          isLastWithData={date === null && newest === today && span.to < today}
        />
        <DayLegend />
        <MissingDays days={found.days} schoolName={found.school.name} />
        <ImplausibleDays {...implausible} where="of the days shown" />
        <Section
          title="Students"
          description="Totals are for the days shown. Tardies are not counted as absences."
          flush
        >
          {found.students.length > 0 ? (
            <PrintCaption>
              {printed || found.total <= found.students.length
                ? plural(found.total, 'student')
                : `Students ${formatNumber(before + 1)}–${formatNumber(before + found.students.length)} of ${formatNumber(found.total)}`}
              , {spanLabel(view, span)}.{filterSentence(grid, options)}
            </PrintCaption>
          ) : null}
          {found.students.length === 0 ? (
            <>
              <FilterBar search={search} views={views} {...filters} />
              <NoStudents
                isFiltered={hasFilters(state)}
                clearHref={tableHref(path, state, { filters: {} })}
              />
            </>
          ) : (
            <>
              <GridTable
                toolbar={{
                  filters: (
                    <>
                      {search}
                      <FilterFields filters={filters} />
                    </>
                  ),
                  views,
                  chips: <FilterChips filters={filters} />,
                }}
                caption={`Attendance at ${found.school.name}, ${spanLabel(view, span)}`}
                days={found.days}
                rows={found.students.map(withHref)}
                printed={
                  printed
                    ? {
                        before: printed.slice(0, before).map(withHref),
                        after: printed.slice(before + found.students.length).map(withHref),
                      }
                    : undefined
                }
                timeZone={tenant.timeZone}
                minimumDays={MINIMUM_DAYS}
                order={{
                  current: state.sort,
                  nameHref: tableHref(path, state, { sort: 'name', direction: 'asc' }),
                  absencesHref: tableHref(path, state, { sort: 'absences', direction: 'desc' }),
                }}
              />
              <ScreenOnly>
                <NumberedPager path={path} state={state} total={found.total} />
              </ScreenOnly>
            </>
          )}
        </Section>
      </Stack>
    </PrintSheet>
  );
}
