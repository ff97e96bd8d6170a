import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from '@/components/data-table/table-state';
import {
  attendancePath,
  exportPath,
  schoolPath,
  studentPath,
} from '@/components/domain/attendance/addresses';
import { FreshnessLine } from '@/components/domain/attendance/freshness-line';
import { languageLabelOf } from '@/components/domain/attendance/group-labels';
import { DayLegend } from '@/components/domain/attendance/legend';
import { YearGrid } from '@/components/domain/attendance/year-grid';
import { fromSegment, recordPath } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Columns, Section, Stack } from '@/components/ui/section';
import { plural } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findStudentYear } from '@/lib/server/attendance/queries/student';
import { getAppContext } from '@/lib/server/http/context';
import { AbsenceReasons } from './_components/absence-reasons';
import { AbsenceStreaks } from './_components/absence-streaks';
import { EventfulDays } from './_components/eventful-days';
import { MonthOfDays, monthsOf } from './_components/month-of-days';
import { StudentContacts } from './_components/student-contacts';
import { YearTotals } from './_components/year-totals';
import { readMonth } from './search-params';

// A name in the title would stay in the browser's history.
export const metadata: Metadata = { title: 'Student' };

export default async function StudentPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string; studentId: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug, studentId } = await params;
  const { person, tenant } = await requireTenant(slug, 'attendance.view');
  const ctx = getAppContext();
  const year = await findStudentYear(ctx, tenant.id, fromSegment(studentId));
  if (!year) notFound();
  const { student } = year;
  return (
    <Stack>
      <PageHeader
        title={student.name}
        crumbs={[
          { href: attendancePath(slug, 'schools'), label: 'Schools' },
          { href: schoolPath(slug, student.schoolId), label: student.schoolName },
        ]}
        description={
          <>
            {[
              student.grade ? `Grade ${student.grade}` : null,
              student.languageCode ? languageLabelOf(student.languageCode) : null,
              student.isEnrolled ? null : 'no longer enrolled',
            ]
              .filter(Boolean)
              .join(' · ')}{' '}
            ·{' '}
            <FreshnessLine
              freshness={year.freshness}
              timeZone={tenant.timeZone}
              now={ctx.clock.now()}
            />
          </>
        }
        actions={
          <>
            {can(person, 'attendance.export') ? (
              <ButtonLink
                href={exportPath(slug, `student/${encodeURIComponent(student.studentId)}`)}
                prefetch={false}
              >
                Download CSV
              </ButtonLink>
            ) : null}
            {can(person, 'roster.view') ? (
              <ButtonLink href={recordPath(slug, 'people', student.studentId)} prefetch={false}>
                In the roster
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <MonthOfDays
        year={year}
        month={readMonth(await searchParams, monthsOf(year.span))}
        path={studentPath(slug, student.studentId)}
        timeZone={tenant.timeZone}
      />
      {year.totals.isChronic ? (
        <Callout tone="problem" title="Chronically absent">
          <p>
            Has missed 10 % or more of {plural(year.totals.countedDays, 'counted day')} this school
            year.
          </p>
        </Callout>
      ) : null}
      <Section
        title="The year at a glance"
        description={`School year ${year.attendanceYear.schoolYear - 1}–${year.attendanceYear.schoolYear}, month by month.`}
      >
        <DayLegend />
        <YearGrid
          caption="Days of the school year"
          days={year.days.map(({ date, cell }) => ({ date, cell }))}
          from={year.days[0]?.date ?? year.attendanceYear.startDate}
          to={year.span.to}
          timeZone={tenant.timeZone}
        />
      </Section>
      <Columns>
        <EventfulDays year={year} timeZone={tenant.timeZone} />
        <Stack>
          <YearTotals year={year} />
          <AbsenceStreaks year={year} />
          <AbsenceReasons year={year} />
          <StudentContacts slug={slug} year={year} />
        </Stack>
      </Columns>
    </Stack>
  );
}
