import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { HeatMap, type HeatCell } from '@/components/charts/heat-map';
import { ShareBar } from '@/components/charts/share-bar';
import { TrendChart } from '@/components/charts/trend-chart';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { numberedSteps, rangeShown } from '@/components/data-table/page-steps';
import { Pager } from '@/components/data-table/pager';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath, exportPath, schoolPath } from '@/components/domain/attendance/addresses';
import { coverageWords, FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { ImplausibleDays } from '@/components/domain/attendance/implausible-days';
import { NothingLegend } from '@/components/domain/attendance/legend';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { NumberTiles } from '@/components/domain/attendance/number-tiles';
import {
  formatAbsence,
  formatRate,
  monthWord,
  shortDate,
  weekdayWord,
} from '@/components/domain/attendance/words';
import { gradeWord, languageWordOf } from '@/components/domain/attendance/group-words';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Columns, Section, Stack } from '@/components/ui/section';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import { BAND_WORDS, MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import {
  formatNumber,
  formatPercent,
  formatPoints,
  formatShares,
  percentOf,
  plural,
} from '@/lib/core/format/numbers';
import { GRADE_CODES } from '@/lib/core/oneroster/grades';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import {
  getDistrictAttendance,
  type DistrictAttendance,
  type GroupRow,
  type TrendDay,
} from '@/lib/server/attendance/queries/district';
import { getAttendanceFrame } from '@/lib/server/attendance/queries/frame';
import { listImplausibleDays } from '@/lib/server/attendance/queries/implausible-days';
import {
  getHeatMap,
  listLowestSchools,
  type HeatMap as HeatMapRows,
  type SchoolRow,
} from '@/lib/server/attendance/queries/schools';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import classes from './feeds/feeds.module.css';
import { readOverviewParams, spanOf, spanWords } from './search-params';

export const metadata: Metadata = { title: 'Attendance' };

const HEAT_SCHOOLS = 20;
const HEAT_DAYS = 30;
const LOWEST = 8;
const BANDS = ['FROM_95', 'FROM_90', 'FROM_80', 'BELOW_80'] as const;

export default async function AttendancePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.files');
  if (!can(person, 'attendance.view')) redirect(attendancePath(slug, 'feeds'));
  const ctx = getAppContext();
  const frame = await getAttendanceFrame(ctx, tenant.id);
  if (!frame.hasAttendance)
    return (
      <Stack>
        <PageHeader title="Attendance" />
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      </Stack>
    );
  const { span: spanName, heatPage } = readOverviewParams(await searchParams);
  const span = spanOf(spanName, frame);
  const heatSpan = spanOf('30', frame);
  const [district, schools, heat, implausible] = await Promise.all([
    getDistrictAttendance(ctx, { tenantId: tenant.id, ...span }),
    listLowestSchools(ctx, { tenantId: tenant.id, ...span, limit: LOWEST }),
    getHeatMap(ctx, { tenantId: tenant.id, ...heatSpan, page: heatPage, pageSize: HEAT_SCHOOLS }),
    listImplausibleDays(ctx, { tenantId: tenant.id, ...span }),
  ]);
  const path = attendancePath(slug);
  const now = ctx.clock.now();
  const fresh = (
    <FreshnessLine
      freshness={district.freshness}
      coverage={
        district.coverage && { ...district.coverage, dayWord: shortDate(district.coverage.date) }
      }
      timeZone={tenant.timeZone}
      now={now}
    />
  );
  return (
    <Stack>
      <PageHeader
        title="Attendance"
        description={fresh}
        actions={
          can(person, 'attendance.export') ? (
            <ButtonLink
              href={`${exportPath(slug, 'days')}?${new URLSearchParams(span)}`}
              prefetch={false}
            >
              Download CSV
            </ButtonLink>
          ) : undefined
        }
      />
      <NewData freshness={district.freshness} />
      <LinkTabs
        label="Days shown"
        tabs={(['30', '90', 'year'] as const).map((name) => ({
          href: `${path}?span=${name}`,
          label: spanWords[name],
          isCurrent: name === spanName,
        }))}
      />
      <Unmapped slug={slug} unmapped={district.unmapped} />
      <ImplausibleDays {...implausible} where="of the days shown" />
      <Numbers district={district} spanWord={spanWords[spanName]} />
      <Trend district={district} />
      <Columns>
        <Schools slug={slug} lowest={schools.rows} total={schools.total} />
        <Stack>
          <Bands district={district} />
          <Types district={district} />
        </Stack>
      </Columns>
      <Section
        title="Schools by day"
        description={`Absence on each of the last ${HEAT_DAYS} days, in percent of enrolled students. The more a cell stands out from the page, the higher it is.`}
        flush
      >
        <Heat slug={slug} heat={heat} heatPage={heatPage} spanName={spanName} />
      </Section>
      <Columns>
        <Groups
          title="Grades"
          caption="Attendance by grade"
          header="Grade"
          rows={inOrderOfGrades(district.grades)}
          word={gradeWord}
        />
        <Reasons district={district} />
      </Columns>
      <Groups
        title="Home languages"
        caption="Attendance by home language"
        header="Home language"
        rows={district.languages}
        word={languageWordOf}
      />
    </Stack>
  );
}

function Unmapped({ slug, unmapped }: { slug: string; unmapped: DistrictAttendance['unmapped'] }) {
  if (unmapped.rows === 0) return null;
  return (
    <Callout tone="waiting" title={`${plural(unmapped.rows, 'row')} not counted yet`}>
      <p>
        {unmapped.rows === 1 ? 'It uses' : 'They use'} {plural(unmapped.values, 'word')} that nobody
        has mapped to a category. <Link href={attendancePath(slug, 'mapping')}>Map them</Link>
      </p>
    </Callout>
  );
}

function Numbers({ district, spanWord }: { district: DistrictAttendance; spanWord: string }) {
  const { averageDailyAttendance: ada, chronic, freshness, coverage } = district;
  const asOf = freshness
    ? `as of ${freshness.fileName}${coverage ? `, ${coverageWords(coverage)} on ${shortDate(coverage.date)}` : ''}`
    : 'nothing received';
  return (
    <NumberTiles
      label="Attendance in numbers"
      tiles={[
        {
          label: 'Average daily attendance',
          value: formatRate(ada.rate),
          detail:
            ada.rate === null
              ? 'No day with a file in this span'
              : `${formatNumber(ada.studentsPerDay === null ? null : Math.round(ada.studentsPerDay))} students a day over ${plural(ada.days, 'day')} with files, ${spanWord.toLowerCase()}`,
          asOf,
        },
        {
          label: 'Chronically absent',
          value: chronic.rate === null ? '—' : formatRate(chronic.rate),
          detail:
            chronic.rate === null
              ? `No student has ${MINIMUM_DAYS} counted days yet`
              : `${formatNumber(chronic.students)} of ${formatNumber(chronic.ofStudents)} students miss 10 % or more, school year so far${chronic.tooFewDays > 0 ? `; ${formatNumber(chronic.tooFewDays)} have fewer than ${MINIMUM_DAYS} days` : ''}`,
          asOf,
        },
        {
          label: 'Absences',
          value: formatNumber(district.types.excused + district.types.unexcused),
          detail: `${formatNumber(district.types.unexcused)} unexcused, ${formatNumber(district.types.excused)} excused. Tardies are not counted as absences.`,
          asOf,
        },
      ]}
    />
  );
}

function Trend({ district }: { district: DistrictAttendance }) {
  const days = district.trend.filter(({ status }) => status !== 'NO_SCHOOL');
  const gaps = days.filter(({ status }) => status === 'NO_FILE').length;
  const columns: Column<TrendDay>[] = [
    {
      id: 'date',
      header: 'Day',
      cell: ({ date }) => `${weekdayWord(date)} ${shortDate(date)}`,
      nowrap: true,
    },
    {
      id: 'rate',
      header: 'Absence',
      align: 'end',
      cell: ({ status, absenceRate, implausibleSchools }) =>
        status === 'NO_FILE'
          ? 'No file received'
          : `${formatRate(absenceRate)}${implausibleSchools > 0 ? ', hard to believe' : ''}`,
    },
    {
      id: 'schools',
      header: 'Schools that reported',
      align: 'end',
      cell: (day) =>
        `${formatNumber(day.schoolsReceived)} of ${formatNumber(day.schoolsInSession)}`,
    },
    { id: 'excused', header: 'Excused', align: 'end', cell: (day) => counted(day, day.excused) },
    {
      id: 'unexcused',
      header: 'Unexcused',
      align: 'end',
      cell: (day) => counted(day, day.unexcused),
    },
    { id: 'tardy', header: 'Tardy', align: 'end', cell: (day) => counted(day, day.tardy) },
  ];
  return (
    <Section title="Daily absence">
      {days.length === 0 ? (
        <EmptyState headingLevel={3} title="No school days in this span" />
      ) : (
        <TrendChart
          caption={`Share of enrolled students absent on each school day.${gaps > 0 ? ` The line has a gap on ${plural(gaps, 'day')} without a file.` : ''}`}
          valueWord="Absence"
          coverageWord="Schools that reported"
          points={days.map((day) => ({
            label: shortDate(day.date),
            value: day.absenceRate,
            coverage:
              day.schoolsInSession === 0
                ? 0
                : Math.min(1, day.schoolsReceived / day.schoolsInSession),
          }))}
        >
          <DataTable
            caption="Daily absence"
            columns={columns}
            rows={days.toReversed()}
            rowKey={({ date }) => date}
          />
        </TrendChart>
      )}
    </Section>
  );
}

function counted({ status }: TrendDay, count: number): string {
  return status === 'NO_FILE' ? '—' : formatNumber(count);
}

function Bands({ district }: { district: DistrictAttendance }) {
  const total = Object.values(district.bands).reduce((sum, count) => sum + count, 0);
  const shares = formatShares(BANDS.map((band) => district.bands[band]));
  return (
    <Section
      title="Students by attendance"
      description={`School year so far, students with at least ${MINIMUM_DAYS} counted days.`}
      flush
    >
      <DataTable
        caption="Students by attendance"
        rows={BANDS.map((band, index) => ({
          band,
          count: district.bands[band],
          share: shares[index] ?? '—',
        }))}
        rowKey={({ band }) => band}
        columns={[
          { id: 'band', header: 'Attendance', cell: ({ band }) => BAND_WORDS[band], nowrap: true },
          { id: 'count', header: 'Students', align: 'end', cell: (row) => formatNumber(row.count) },
          {
            id: 'share',
            header: 'Share',
            cell: ({ count, share }) => (
              <ShareBar share={total === 0 ? null : count / total} of={1} text={share} />
            ),
          },
        ]}
      />
    </Section>
  );
}

function Types({ district: { types } }: { district: DistrictAttendance }) {
  const rows = [
    { label: 'Unexcused absence', count: types.unexcused, isAbsence: true },
    { label: 'Excused absence', count: types.excused, isAbsence: true },
    { label: 'Tardy', count: types.tardy, isAbsence: false },
    { label: 'Excused present', count: types.excusedPresent, isAbsence: false },
  ];
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <Section title="By type" flush>
      <DataTable
        caption="Events by type"
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { id: 'type', header: 'Type', cell: ({ label }) => label },
          {
            id: 'count',
            header: 'Events',
            cell: ({ count }) => <ShareBar share={count} of={most} text={formatNumber(count)} />,
          },
          {
            id: 'counts',
            header: 'Absence',
            cell: ({ isAbsence }) => (isAbsence ? 'Counts' : 'Does not count'),
            nowrap: true,
          },
        ]}
      />
    </Section>
  );
}

function Schools({
  slug,
  lowest,
  total,
}: {
  slug: string;
  lowest: readonly SchoolRow[];
  total: number;
}) {
  const most = Math.max(0, ...lowest.map((row) => 1 - (row.attendanceRate ?? 1)));
  return (
    <Section
      title="Schools compared"
      description={total > LOWEST ? `The ${LOWEST} with the lowest attendance.` : 'Lowest first.'}
      flush
      actions={<Link href={attendancePath(slug, 'schools')}>All {plural(total, 'school')}</Link>}
    >
      <DataTable
        caption="Schools compared"
        rows={lowest}
        rowKey={({ schoolId }) => schoolId}
        rowHref={({ schoolId }) => schoolPath(slug, schoolId)}
        columns={[
          { id: 'name', header: 'School', cell: ({ name }) => name },
          {
            id: 'rate',
            header: 'Attendance',
            align: 'end',
            cell: (row) =>
              row.attendanceRate === null ? 'No file' : formatRate(row.attendanceRate),
          },
          {
            id: 'absence',
            header: 'Absence',
            cell: ({ attendanceRate: rate }) =>
              rate === null ? (
                '—'
              ) : (
                <ShareBar share={1 - rate} of={most} text={formatAbsence(rate)} />
              ),
          },
          {
            id: 'chronic',
            header: 'Chronically absent',
            align: 'end',
            cell: ({ chronic, chronicOf }) =>
              chronicOf === 0
                ? '—'
                : `${formatNumber(chronic)} of ${formatNumber(chronicOf)}, ${formatPercent(percentOf(chronic, chronicOf))}`,
          },
        ]}
      />
    </Section>
  );
}

function Heat({
  slug,
  heat,
  heatPage,
  spanName,
}: {
  slug: string;
  heat: HeatMapRows;
  heatPage: number;
  spanName: string;
}) {
  if (heat.schools.length === 0)
    return <EmptyState headingLevel={3} title="No schools in the roster yet" />;
  const most = Math.max(
    0.01,
    ...heat.schools.flatMap(({ cells }) => cells.map(({ absenceRate }) => absenceRate ?? 0)),
  );
  const href = (page: number) => `${attendancePath(slug)}?span=${spanName}&heat=${page}`;
  const first = (heatPage - 1) * HEAT_SCHOOLS + 1;
  return (
    <>
      <HeatMap
        caption="Absence by school and day"
        rowWord="School"
        columns={heat.dates.map((date, index) => ({
          key: date,
          label: (
            <>
              <span aria-hidden="true">
                {isFirstOfMonth(heat.dates, index) ? monthWord(date) : null}
                <br />
                {weekdayWord(date)}
                <br />
                {Number(date.slice(8))}
              </span>
              <VisuallyHidden>
                {weekdayWord(date, 'long')} {shortDate(date)}
              </VisuallyHidden>
            </>
          ),
        }))}
        rows={heat.schools.map((school) => ({
          key: school.schoolId,
          label: (
            <Link href={schoolPath(slug, school.schoolId)} prefetch={false}>
              {school.name}
            </Link>
          ),
          cells: school.cells.map((cell): HeatCell => {
            if (cell.status === 'NO_SCHOOL')
              return {
                kind: 'none',
                strength: null,
                text: '',
                label: NO_DATA_LABELS.NO_SCHOOL.label,
              };
            if (cell.absenceRate === null)
              return {
                kind: 'missing',
                strength: null,
                text: NO_DATA_LABELS.NO_FILE.glyph,
                label: NO_DATA_LABELS.NO_FILE.label,
              };
            return {
              kind: 'value',
              strength: cell.absenceRate / most,
              text: formatPoints(cell.absenceRate * 100),
            };
          }),
        }))}
      />
      <div className={classes.inset}>
        <NothingLegend />
      </div>
      {heat.total > HEAT_SCHOOLS ? (
        <Pager
          shown={`${rangeShown(first, first + heat.schools.length - 1, heat.total)} schools`}
          {...numberedSteps({
            page: heatPage,
            hasNext: heatPage * HEAT_SCHOOLS < heat.total,
            hrefOf: href,
          })}
        />
      ) : null}
    </>
  );
}

function Groups({
  title,
  caption,
  header,
  rows,
  word,
}: {
  title: string;
  caption: string;
  header: string;
  rows: readonly GroupRow[];
  word: (value: string) => string;
}) {
  const most = Math.max(0, ...rows.map((row) => 1 - (row.attendanceRate ?? 1)));
  return (
    <Section title={title} flush>
      <DataTable
        caption={caption}
        rows={rows}
        rowKey={({ value }) => value}
        columns={[
          { id: 'value', header, cell: ({ value }) => word(value) },
          {
            id: 'rate',
            header: 'Attendance',
            align: 'end',
            cell: (row) => formatRate(row.attendanceRate),
          },
          {
            id: 'absence',
            header: 'Absence',
            cell: ({ attendanceRate: rate }) =>
              rate === null ? (
                '—'
              ) : (
                <ShareBar share={1 - rate} of={most} text={formatAbsence(rate)} />
              ),
          },
          {
            id: 'days',
            header: 'Student days',
            align: 'end',
            cell: (row) => formatNumber(row.enrolledDays),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No day with a file in this span" />}
        isWide
      />
    </Section>
  );
}

function Reasons({ district: { reasons } }: { district: DistrictAttendance }) {
  const most = Math.max(1, ...reasons.map(({ excused, unexcused }) => excused + unexcused));
  return (
    <Section title="Top reasons" description="For absences, in the words of the files." flush>
      <DataTable
        caption="Top reasons for absences"
        rows={reasons}
        rowKey={({ reason }) => reason}
        columns={[
          { id: 'reason', header: 'Reason', cell: ({ reason }) => reason || 'No reason given' },
          {
            id: 'count',
            header: 'Absences',
            cell: ({ excused, unexcused }) => (
              <ShareBar
                share={excused + unexcused}
                of={most}
                text={formatNumber(excused + unexcused)}
              />
            ),
          },
          {
            id: 'unexcused',
            header: 'Of them unexcused',
            align: 'end',
            cell: ({ unexcused }) => formatNumber(unexcused),
          },
        ]}
        empty={<EmptyState headingLevel={3} title="No absences in this span" />}
        isWide
      />
    </Section>
  );
}

/** The first of the shown days of its month. */
function isFirstOfMonth(dates: readonly PlainDate[], index: number): boolean {
  return dates[index]?.slice(0, 7) !== dates[index - 1]?.slice(0, 7);
}

function inOrderOfGrades(rows: readonly GroupRow[]): GroupRow[] {
  const place = ({ value }: GroupRow) => {
    const index = GRADE_CODES.findIndex((code) => code === value);
    return index === -1 ? GRADE_CODES.length : index;
  };
  return rows.toSorted((a, b) => place(a) - place(b) || a.value.localeCompare(b.value));
}
