import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FilterBar, FilterSelect, FilterText } from '@/components/data-table/filter-bar';
import { NumberedPager } from '@/components/data-table/numbered-pager';
import { hasFilters, tableHref, tableParams } from '@/components/data-table/table-state';
import type { SearchParams, TableState } from '@/components/data-table/table-state';
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
import { PrintSheet, PrintWords, ScreenOnly } from '@/components/domain/attendance/print-sheet';
import { SearchRow } from '@/components/domain/attendance/search-row';
import { monthWord, shortDate } from '@/components/domain/attendance/words';
import { fromSegment, withParams } from '@/components/domain/roster/addresses';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PrintButton } from '@/components/ui/print-button';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { BAND_WORDS, MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { addDays, formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { AppContext } from '@/lib/server/app-context';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { listImplausibleDays } from '@/lib/server/attendance/queries/implausible-days';
import { listGridOptions } from '@/lib/server/attendance/queries/grid-options';
import {
  findSchoolGrid,
  type GridFilters,
  type GridInput,
  type GridStudent,
  type SchoolGrid,
} from '@/lib/server/attendance/queries/school-grid';
import { getAppContext } from '@/lib/server/http/context';
import { openSearch } from '@/lib/server/roster/search-token';
import { searchStudents } from './actions';
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
  const frame = await getAttendanceFrame(ctx, tenant.id, schoolId);
  const { view, date, isForPrint, state, grid } = readGridParams(await searchParams, (token) =>
    openSearch(ctx, tenant.id, token),
  );
  const anchor = date ?? (frame.today < frame.endDate ? frame.today : frame.endDate);
  const span = daysAround(view, anchor);
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
    ...{ tenantId: tenant.id, schoolId, ...span, ...grid },
    isForPrint,
  });
  const path = schoolPath(slug, schoolId);
  const here = tableHref(path, state);
  const { find: _find, ...otherFilters } = state.filters;
  const withHref = (student: GridStudent) => ({
    ...student,
    href: studentPath(slug, student.studentId),
  });
  const before = (state.page - 1) * state.pageSize;
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
        <LinkTabs
          label="Days shown"
          tabs={(['week', 'month'] as const).map((name) => ({
            href: withParams(here, { view: name === 'week' ? null : name, page: null }),
            label: name === 'week' ? 'Week' : 'Month',
            isCurrent: name === view,
          }))}
        />
        <Row>
          <ButtonLink
            size="small"
            prefetch={false}
            href={withParams(here, { date: addDays(span.from, -1) })}
          >
            Earlier
          </ButtonLink>
          <strong>{spanWord(view, span)}</strong>
          {span.to < frame.today ? (
            <ButtonLink
              size="small"
              prefetch={false}
              href={withParams(here, { date: addDays(span.to, 1) })}
            >
              Later
            </ButtonLink>
          ) : null}
        </Row>
        <DayLegend />
        <MissingDays days={found.days} schoolName={found.school.name} />
        <ImplausibleDays {...implausible} where="of the days shown" />
        <Section
          title="Students"
          description="Totals are of the days shown. Tardies are not counted as absences."
          flush
        >
          {found.students.length > 0 ? (
            <PrintWords>
              {printed || found.total <= found.students.length
                ? plural(found.total, 'student')
                : `Students ${formatNumber(before + 1)}–${formatNumber(before + found.students.length)} of ${formatNumber(found.total)}`}
              , {spanWord(view, span)}.{filterWords(grid, options)}
            </PrintWords>
          ) : null}
          <search aria-label="Search students">
            <ActionForm
              action={searchStudents}
              label="Search students"
              key={`${grid.search ?? ''} ${here}`}
            >
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="schoolId" value={schoolId} />
              <input
                type="hidden"
                name="filters"
                value={new URLSearchParams(
                  tableParams(state, { filters: otherFilters }),
                ).toString()}
              />
              <SearchRow>
                <FilterText name="search" label="Name" value={grid.search ?? ''} />
                <SubmitButton pendingLabel="Searching…">Search</SubmitButton>
              </SearchRow>
            </ActionForm>
          </search>
          <FilterStudents path={path} state={state} options={options} />
          {found.students.length === 0 ? (
            <NoStudents
              isFiltered={hasFilters(state)}
              clearHref={tableHref(path, state, { filters: {} })}
            />
          ) : (
            <>
              <GridTable
                caption={`Attendance at ${found.school.name}, ${spanWord(view, span)}`}
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

/** Cells of a sheet that every view of the page can carry along for paper: a month of 400 students, a week of 1,200. */
const PRINTED_CELLS = 12_000;
const TOTALS = 5;

/** Every student of the table where it has more than this page and they are to be printed; null otherwise. */
async function loadPrinted(
  ctx: AppContext,
  { total, students, days }: SchoolGrid,
  { isForPrint, ...input }: Omit<GridInput, 'page' | 'pageSize'> & { isForPrint: boolean },
): Promise<GridStudent[] | null> {
  if (total <= students.length) return null;
  if (!isForPrint && total * (days.length + TOTALS) > PRINTED_CELLS) return null;
  const all = await findSchoolGrid(ctx, { ...input, page: 1, pageSize: total });
  return all?.students ?? null;
}

/** What the students were chosen by, in words. */
function filterWords(
  { grade, classId, band, search }: GridFilters,
  options: Awaited<ReturnType<typeof listGridOptions>>,
): string {
  const title = options.classes.find((each) => each.classId === classId)?.title ?? classId;
  const words = [
    ...(grade === null ? [] : [`grade ${grade}`]),
    ...(title === null ? [] : [`class ${title}`]),
    ...(band === null
      ? []
      : [band === 'CHRONIC' ? 'chronically absent' : `attendance ${BAND_WORDS[band]}`]),
    ...(search === null ? [] : [`names with “${search}”`]),
  ];
  return words.length === 0 ? '' : ` Only ${words.join(', ')}.`;
}

function FilterStudents({
  path,
  state,
  options,
}: {
  path: string;
  state: TableState<string, 'grade' | 'class' | 'band' | 'find'>;
  options: Awaited<ReturnType<typeof listGridOptions>>;
}) {
  return (
    <FilterBar label="Filter students" path={path} state={state}>
      {state.filters.find ? <input type="hidden" name="find" value={state.filters.find} /> : null}
      <FilterSelect
        name="grade"
        label="Grade"
        all="Any grade"
        value={state.filters.grade}
        choices={options.grades.map(({ grade, students }) => ({
          value: grade,
          label: `${grade} (${formatNumber(students)})`,
        }))}
      />
      <FilterSelect
        name="class"
        label="Class"
        all="Any class"
        value={state.filters.class}
        choices={options.classes.map(({ classId, title }) => ({ value: classId, label: title }))}
      />
      <FilterSelect
        name="band"
        label="Attendance this year"
        all="Any attendance"
        value={state.filters.band}
        choices={[
          { value: 'CHRONIC', label: 'Chronically absent' },
          ...(['BELOW_80', 'FROM_80', 'FROM_90', 'FROM_95'] as const).map((band) => ({
            value: band,
            label: BAND_WORDS[band],
          })),
        ]}
      />
    </FilterBar>
  );
}

function NoStudents({ isFiltered, clearHref }: { isFiltered: boolean; clearHref: string }) {
  return (
    <EmptyState
      headingLevel={3}
      title={isFiltered ? 'No students match' : 'No students at this school'}
      action={
        isFiltered ? <ButtonLink href={clearHref}>Clear search and filters</ButtonLink> : null
      }
    >
      {isFiltered ? null : <p>Students appear here once a roster with them is live.</p>}
    </EmptyState>
  );
}

function spanWord(view: 'week' | 'month', { from }: { from: PlainDate }): string {
  return view === 'month'
    ? `${monthWord(from)} ${from.slice(0, 4)}`
    : `${shortDate(from)} to ${formatPlainDate(addDays(from, 6))}`;
}
