import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from '@/components/data-table/table-state';
import { attendancePath, exportPath } from '@/components/domain/attendance/addresses';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { ImplausibleDays } from '@/components/domain/attendance/implausible-days';
import { NewData } from '@/components/domain/attendance/new-data';
import { NoAttendance } from '@/components/domain/attendance/no-attendance';
import { shortDate } from '@/components/domain/attendance/labels';
import { gradeLabel, languageLabelOf } from '@/components/domain/attendance/group-labels';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Columns, Section, Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getDistrictAttendance } from '@/lib/server/attendance/queries/district';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { listImplausibleDays } from '@/lib/server/attendance/queries/implausible-days';
import { getHeatMap, listLowestSchools } from '@/lib/server/attendance/queries/schools';
import { findSchoolsNotReported } from '@/lib/server/attendance/queries/schools-not-reported';
import { findNextFile } from '@/lib/server/attendance/queries/next-file';
import { getAppContext } from '@/lib/server/http/context';
import { AttendanceByGroup } from './_components/attendance-by-group';
import { AttendanceNumbers } from './_components/attendance-numbers';
import { DailyAbsence } from './_components/daily-absence';
import { EventsByType } from './_components/events-by-type';
import { LowestSchools } from './_components/lowest-schools';
import { NotReported } from './_components/not-reported';
import { SchoolsByDay } from './_components/schools-by-day';
import { StudentsByAttendance } from './_components/students-by-attendance';
import { TopReasons } from './_components/top-reasons';
import { UnmappedRows } from './_components/unmapped-rows';
import { readOverviewParams, spanOf, spanLabels } from './search-params';

export const metadata: Metadata = { title: 'Attendance' };

const HEAT_SCHOOLS = 20;
const HEAT_DAYS = 30;
const LOWEST = 8;

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
  const attendanceYear = await getAttendanceYear(ctx, tenant.id);
  if (!attendanceYear.hasAttendance)
    return (
      <Stack>
        <PageHeader title="Attendance" />
        <NoAttendance slug={slug} next={await findNextFile(ctx, tenant.id)} />
      </Stack>
    );
  const { span: spanName, heatPage } = readOverviewParams(await searchParams);
  const span = spanOf(spanName, attendanceYear);
  const heatSpan = spanOf('30', attendanceYear);
  const [district, schools, heat, implausible] = await Promise.all([
    getDistrictAttendance(ctx, { tenantId: tenant.id, ...span }),
    listLowestSchools(ctx, { tenantId: tenant.id, ...span, limit: LOWEST }),
    getHeatMap(ctx, { tenantId: tenant.id, ...heatSpan, page: heatPage, pageSize: HEAT_SCHOOLS }),
    listImplausibleDays(ctx, { tenantId: tenant.id, ...span }),
  ]);
  const { coverage } = district;
  // Not left to the counts of the day: a school that was closed and sent a file makes them equal.
  const notReported = coverage
    ? await findSchoolsNotReported(ctx, {
        tenantId: tenant.id,
        schoolYear: attendanceYear.schoolYear,
        date: coverage.date,
      })
    : null;
  const path = attendancePath(slug);
  const now = ctx.clock.now();
  const fresh = (
    <FreshnessLine
      freshness={district.freshness}
      coverage={
        district.coverage && { ...district.coverage, dayLabel: shortDate(district.coverage.date) }
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
          label: spanLabels[name],
          isCurrent: name === spanName,
        }))}
      />
      {coverage && notReported ? (
        <NotReported
          slug={slug}
          schools={notReported}
          date={coverage.date}
          today={attendanceYear.today}
        />
      ) : null}
      <UnmappedRows slug={slug} unmapped={district.unmapped} />
      <ImplausibleDays {...implausible} where="of the days shown" />
      <AttendanceNumbers district={district} spanLabel={spanLabels[spanName]} />
      <DailyAbsence district={district} />
      <Columns>
        <LowestSchools slug={slug} lowest={schools.rows} total={schools.total} />
        <Stack>
          <StudentsByAttendance district={district} />
          <EventsByType district={district} />
        </Stack>
      </Columns>
      <Section
        title="Schools by day"
        description={`Absence on each of the last ${HEAT_DAYS} days, in percent of enrolled students.`}
        flush
      >
        <SchoolsByDay
          slug={slug}
          heat={heat}
          page={heatPage}
          pageSize={HEAT_SCHOOLS}
          spanName={spanName}
        />
      </Section>
      <Columns>
        <AttendanceByGroup
          title="Grades"
          caption="Attendance by grade"
          header="Grade"
          rows={district.grades}
          word={gradeLabel}
        />
        <TopReasons district={district} />
      </Columns>
      <AttendanceByGroup
        title="Home languages"
        caption="Attendance by home language"
        header="Home language"
        rows={district.languages}
        word={languageLabelOf}
      />
    </Stack>
  );
}
